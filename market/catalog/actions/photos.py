"""Which photos a product has. The pictures themselves are kept by `market.catalog.photos`."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from market import errors, outbox
from market.catalog.actions.change_feed import announce_product
from market.catalog.models import Photo, Product
from market.catalog.rules.products import MOST_PHOTOS, TooManyPhotos
from market.db import db

DISCARD, DISCARD_PREVIEWS = "photo.discard", "preview.discard"
# Somebody may just be looking at the old one.
GRACE = timedelta(hours=1)


def record_photo(*, product: Product, n: int, digest: str, now: datetime) -> Photo:
    """Make the stored pictures named `digest` photo `n`; what stood there is discarded later."""
    photo = db.session.get(Photo, (product.id, n), populate_existing=True)
    if photo is None:
        photo = Photo(product_id=product.id, n=n, digest=digest, uploaded_at=now)
        db.session.add(photo)
    elif photo.digest != digest:
        _discard(photo, now)
        photo.digest, photo.uploaded_at = digest, now
    _settle(product, now)
    return photo


def append_photo(*, product: Product, digest: str, now: datetime) -> Photo:
    """The same behind those that are there; what the product shows already stays where it is. Raises TooManyPhotos."""
    kept = _held(product)
    for photo in kept:
        if photo.digest == digest:
            return photo
    free = set(range(1, MOST_PHOTOS + 1)) - {photo.n for photo in kept}
    behind = {n for n in free if not kept or n > kept[-1].n} or free
    if not behind:
        raise TooManyPhotos(most=MOST_PHOTOS)
    return record_photo(product=product, n=min(behind), digest=digest, now=now)


def move_photo(*, product: Product, n: int, to: int, now: datetime) -> None:
    """Let photo `n` stand at place `to` of those there are, counted from 0: the first is the one on cards.

    Raises NotFound.
    """
    kept = _held(product)
    order = [photo.digest for photo in kept if photo.n != n]
    moved = errors.found(next((photo for photo in kept if photo.n == n), None))
    order.insert(max(0, to), moved.digest)
    for photo, digest in zip(kept, order, strict=True):
        photo.digest = digest
    _settle(product, now)


def remove_photo(*, product: Product, n: int, now: datetime) -> None:
    """Take photo `n` away; its pictures are discarded later. Raises NotFound."""
    photo = errors.found(db.session.get(Photo, (product.id, n)))
    _discard(photo, now)
    db.session.delete(photo)
    _settle(product, now)


def discard_previews(id: UUID, *, now: datetime) -> None:
    """Have the pictures beside links to this good or shop deleted, once it says no more what they say."""
    outbox.put(DISCARD_PREVIEWS, {"id": str(id)}, now=now, due_at=now + GRACE)


def _held(product: Product) -> list[Photo]:
    """The photos as others left them, in order; two who add or move one come one after the other."""
    db.session.refresh(product, with_for_update={"of": Product})
    of_it = select(Photo).where(Photo.product_id == product.id).order_by(Photo.n)
    return list(db.session.scalars(of_it.execution_options(populate_existing=True)))


def _discard(photo: Photo, now: datetime) -> None:
    payload = {"product_id": str(photo.product_id), "digest": photo.digest}
    outbox.put(DISCARD, payload, now=now, due_at=now + GRACE)


def _settle(product: Product, now: datetime) -> None:
    db.session.flush()
    db.session.expire(product, ["photos"])
    announce_product(product.id, now=now)

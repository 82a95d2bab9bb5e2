"""Which photos a product has. The pictures themselves are kept by `market.catalog.photos`."""

from datetime import datetime, timedelta

from market import errors, outbox
from market.catalog.actions.change_feed import announce_product
from market.catalog.models import Photo, Product
from market.db import db

DISCARD = "photo.discard"
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


def remove_photo(*, product: Product, n: int, now: datetime) -> None:
    """Take photo `n` away; its pictures are discarded later. Raises NotFound."""
    photo = errors.found(db.session.get(Photo, (product.id, n)))
    _discard(photo, now)
    db.session.delete(photo)
    _settle(product, now)


def _discard(photo: Photo, now: datetime) -> None:
    payload = {"product_id": str(photo.product_id), "digest": photo.digest}
    outbox.put(DISCARD, payload, now=now, due_at=now + GRACE)


def _settle(product: Product, now: datetime) -> None:
    db.session.flush()
    db.session.expire(product, ["photos"])
    announce_product(product.id, now=now)

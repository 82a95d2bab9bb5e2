"""Photos: read, shrunk and written outside any transaction, which a slow phone would hold open for all others."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from flask import current_app
from sqlalchemy import exists, select

from market.accounts.actions import count_try
from market.accounts.models import Person
from market.catalog import models, photos, previews
from market.catalog.actions import certificates
from market.catalog.actions import photos as actions_photos
from market.catalog.rules.products import PICTURES_PER_PERSON
from market.db import db, transaction
from market.http import heavy_work

_one_at_a_time = threading.Lock()


def add_photo(
    *, product: models.Product, n: int, read: Callable[[], bytes], media_dir: Path, by: Person, now: datetime
) -> models.Photo:
    """Make what `read` brings photo `n`, in three sizes without EXIF. The caller has seen that it may be done.

    Raises TooLarge, NotAPicture, TooManyPixels, Busy, TooManyRequests.
    """
    pictures = shrunk(read, by=by, now=now)
    digest = photos.store(media_dir, product.id, pictures)
    return actions_photos.record_photo(product=product, n=n, digest=digest, now=now)


def append_photo(
    *, product: models.Product, read: Callable[[], bytes], media_dir: Path, by: Person, now: datetime
) -> models.Photo:
    """The same behind the photos that are there. Sent twice it is one. Raises as `add_photo`, and TooManyPhotos."""
    pictures = shrunk(read, by=by, now=now)
    digest = photos.store(media_dir, product.id, pictures)
    return actions_photos.append_photo(product=product, digest=digest, now=now)


def add_certificate_photo(
    *, product: models.Product, read: Callable[[], bytes], media_dir: Path, by: Person, now: datetime
) -> None:
    """Make what `read` brings the picture of the product's certificate. Raises as `add_photo`, and NotFound."""
    pictures = shrunk(read, by=by, now=now)
    digest = photos.store(certificates_in(media_dir), product.id, pictures)
    certificates.record_photo(product=product, photo=digest, now=now)


def certificates_in(media_dir: Path) -> Path:
    """Apart from the photos of goods, which anyone may see and which may show the same."""
    return media_dir / "certificates"


def picture_of(photo: models.Photo, size: str) -> bytes:
    """The kept picture of a photo. Raises NotFound."""
    return photos.kept(_media(), photo.product_id, photo.digest, size)


def picture_of_certificate(product_id: UUID, digest: str, size: str = "large") -> bytes:
    """Raises NotFound."""
    return photos.kept(certificates_in(_media()), product_id, digest, size)


def preview(name: previews.Name, draw: Callable[[], bytes]) -> bytes:
    """The picture beside a link, as it is kept or as it is drawn now: of many first looks by one, in no transaction.

    Raises Busy where too many are drawn or waited for.
    """
    media_dir = _media()
    with suppress(FileNotFoundError):
        return previews.kept(media_dir, name)
    db.session.rollback()  # what was read is at hand, and holds nothing from here on
    with heavy_work(), _one_at_a_time:
        with suppress(FileNotFoundError):
            return previews.kept(media_dir, name)
        previews.keep(media_dir, name, picture := draw())
    return picture


class Counted(Protocol):
    """By what pictures are counted: who sends them, or what they belong to where nobody is signed in."""

    @property
    def id(self) -> UUID: ...


def shrunk(read: Callable[[], bytes], *, by: Counted, now: datetime) -> dict[str, bytes]:
    """The three pictures of what `read` brings, counted by who sends it; `photos.shrink` says what it refuses.

    What was read so far holds no lock from here on. A slow line takes nobody's place: that is taken once all is here.
    """
    transaction(lambda: count_try(limit=PICTURES_PER_PERSON, subject=str(by.id), now=now))
    content = read()
    with heavy_work():
        return photos.shrink(content)


def discard_photo(payload: dict[str, Any], _now: datetime) -> None:
    """The worker's part of a photo replaced or removed: delete the files that no photo of the product shows."""
    product_id, digest = UUID(payload["product_id"]), payload["digest"]
    shown = exists().where(models.Photo.product_id == product_id, models.Photo.digest == digest)
    if not transaction(lambda: db.session.scalar(select(shown))):
        photos.discard(_media(), product_id, digest)
        previews.discard(_media(), product_id)


def discard_previews(payload: dict[str, Any], _now: datetime) -> None:
    """The same for the pictures beside links to a good or a shop that is gone."""
    previews.discard(_media(), UUID(payload["id"]))


def tidy_previews(*, now: datetime) -> None:
    """Once an hour: remove those that are old or too many."""
    previews.tidy(_media(), now=now)


def discard_certificate_photo(payload: dict[str, Any], _now: datetime) -> None:
    """The same for the picture of a certificate."""
    product_id, digest = UUID(payload["product_id"]), payload["digest"]
    kept = exists().where(models.Certificate.product_id == product_id, models.Certificate.photo == digest)
    if not transaction(lambda: db.session.scalar(select(kept))):
        photos.discard(certificates_in(_media()), product_id, digest)


def _media() -> Path:
    media_dir: Path = current_app.config["MARKET"].media_dir
    return media_dir

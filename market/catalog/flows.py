"""Photos: read, shrunk and written outside any transaction, which a slow phone would hold open for all others."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import exists, select

from market.catalog import models, photos
from market.catalog.actions.photos import record_photo
from market.db import db, transaction


def add_photo(
    *, product: models.Product, n: int, read: Callable[[], bytes], media_dir: Path, now: datetime
) -> models.Photo:
    """Make what `read` brings photo `n`, in three sizes without EXIF. The caller has seen that it may be done.

    Raises TooLarge, NotAPicture, TooManyPixels, Busy.
    """
    transaction(lambda: None)  # what was read so far holds no lock from here on
    pictures = photos.shrink(read())
    digest = photos.store(media_dir, product.id, pictures)
    return record_photo(product=product, n=n, digest=digest, now=now)


def discard_photo(payload: dict[str, Any], _now: datetime) -> None:
    """The worker's part of a photo replaced or removed: delete the files that no photo of the product shows."""
    product_id, digest = UUID(payload["product_id"]), payload["digest"]
    shown = exists().where(models.Photo.product_id == product_id, models.Photo.digest == digest)
    if not transaction(lambda: db.session.scalar(select(shown))):
        photos.discard(current_app.config["MARKET"].media_dir, product_id, digest)

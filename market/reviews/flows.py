"""Photos are read outside any transaction; what is usual is reckoned anew once an hour."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import exists, select

from market.accounts.models import Person
from market.catalog import photos
from market.catalog.flows import shrunk
from market.db import db, transaction
from market.reviews import actions, queries, scores
from market.reviews.models import Review, ReviewPhoto

_AT_ONCE = 200


def add_photo(*, review: Review, n: int, read: Callable[[], bytes], by: Person, now: datetime) -> ReviewPhoto:
    """Make what `read` brings photo `n` of her review. Raises as goods' photos do, NotFound, ReviewRemoved."""
    review_id = review.id
    digest = photos.store(_folder(), review_id, shrunk(read, by=by, now=now))
    # A picture takes seconds: she may have withdrawn her words meanwhile.
    review = actions.require_changeable(queries.held(review_id))
    return actions.record_photo(review=review, n=n, digest=digest, now=now)


def append_photo(*, review: Review, read: Callable[[], bytes], by: Person, now: datetime) -> ReviewPhoto:
    """The same in the place that is free. Sent twice it is one. Raises as `add_photo`, and TooManyPhotos."""
    review_id = review.id
    digest = photos.store(_folder(), review_id, shrunk(read, by=by, now=now))
    review = actions.require_changeable(queries.held(review_id))
    n = actions.place_of(review=review, digest=digest)
    return actions.record_photo(review=review, n=n, digest=digest, now=now)


def picture_of(photo: ReviewPhoto, size: str) -> bytes:
    """The kept picture. Raises NotFound."""
    return photos.kept(_folder(), photo.review_id, photo.digest, size)


def discard_photo(payload: dict[str, Any], _now: datetime) -> None:
    """The worker's part of a photo replaced or removed: delete the files that the review shows no more."""
    review_id, digest = UUID(payload["review_id"]), payload["digest"]
    shown = exists().where(ReviewPhoto.review_id == review_id, ReviewPhoto.digest == digest)
    if not transaction(lambda: db.session.scalar(select(shown))):
        photos.discard(_folder(), review_id, digest)


def renew(*, now: datetime) -> int:
    """What is usual is reckoned anew, and each good that it touches by itself: nobody waits for all. How many."""
    transaction(lambda: scores.reckon_priors(now=now))
    touched = 0
    while found := transaction(lambda: scores.stale(limit=_AT_ONCE)):
        for row in found:
            about = {"product_id": row.product_id, "shop_id": row.shop_id}
            transaction(lambda about=about: scores.rescore_with_priors(**about, now=now))  # type: ignore[misc]
        touched += len(found)
    return touched


def _folder() -> Path:
    media_dir: Path = current_app.config["MARKET"].media_dir
    return media_dir / "reviews"

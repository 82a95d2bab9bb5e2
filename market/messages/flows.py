"""Photos of messages: read, shrunk and written outside any transaction; private to both sides of the order."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import current_app

from market import errors
from market.accounts.models import Person
from market.catalog import photos
from market.catalog.flows import shrunk
from market.messages import actions, queries, rules
from market.messages.access import Standing
from market.messages.models import OrderMessage


def add_photo(
    *, stands: Standing, message_no: int, read: Callable[[], bytes], by: Person, now: datetime
) -> OrderMessage:
    """Give a message of one's own side its photo, without EXIF.

    Raises NotFound, PhotoLate, ThreadClosed, ThreadBlocked, and as `catalog.flows.shrunk` does.
    """
    order_id = stands.order.id
    of = errors.found(queries.message(order_id, message_no))
    if of.side != stands.side:
        raise errors.NotFound
    actions.require_takes_words(stands.order, now=now)
    if of.photo is None and not queries.takes_photo(of, now=now):
        raise rules.PhotoLate
    digest = photos.store(_folder(), order_id, shrunk(read, by=by, now=now))
    return actions.record_photo(of=of, digest=digest, now=now)


def picture_of(of: OrderMessage, size: str = "large") -> bytes:
    """Raises NotFound."""
    return photos.kept(_folder(), of.order_id, errors.found(of.photo), size)


def discard(payload: dict[str, Any], _now: datetime) -> None:
    """The worker's part: destroy the photos of an order whose buyer or household asked to be forgotten."""
    folder = _folder() / str(UUID(payload["order_id"]))
    if folder.exists():
        shutil.rmtree(folder)


def _folder() -> Path:
    media_dir: Path = current_app.config["MARKET"].media_dir
    return media_dir / "messages"

"""Pagination of lists by cursor: what may be asked of one, and the cursor that names where the next begins."""

import base64
import json
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute

from market import errors, fields, text
from market.db import db
from market.language import Sentence

LARGEST_PAGE = 100
_LARGEST_OFFSET = 1 << 31
_CURSOR = Sentence(
    "Con trỏ trang không đúng, xin tải lại từ trang đầu.", en="Broken cursor; please start from the first page."
)


class PageQuery(fields.Schema):
    limit = fields.Integer(least=1, most=LARGEST_PAGE, load_default=20)
    cursor = fields.Matching(r"[A-Za-z0-9_=-]+", _CURSOR, longest=400)


def page(
    query: Select[*tuple[Any, ...]],
    key: InstrumentedAttribute[UUID],
    *,
    limit: int,
    cursor: str | None = None,
    rows: bool = False,
) -> dict[str, Any]:
    """One page of `query`, newest first by `key` (a UUIDv7), and the cursor of the next.

    The items are things, or with `rows` the rows of a query for several columns.
    """
    if cursor is not None:
        query = query.where(key < uuid_in(cursor))
    found = db.session.execute(query.order_by(key.desc()).limit(limit + 1))
    items: list[Any] = list(found if rows else found.scalars().unique())
    last = getattr(items[limit - 1], key.key) if len(items) > limit else None
    return {"items": items[:limit], "next": pack_cursor(str(last)) if last else None}


def broken_cursor() -> errors.InvalidInput:
    """The refusal of a cursor that none of our pages gave."""
    return errors.InvalidInput(errors={"cursor": [_CURSOR]})


def pack_cursor(content: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def unpack_cursor(cursor: str) -> Any:
    """What `pack_cursor` was given, or what somebody has forged of texts and numbers that a database can hold.

    Raises InvalidInput.
    """
    try:
        content = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):
        raise broken_cursor() from None
    if not _can_be_looked_up(content):
        raise broken_cursor()
    return content


def _can_be_looked_up(content: Any) -> bool:
    """No offset beyond what a database counts to, and no text that it cannot hold."""
    if isinstance(content, int | float):
        return abs(content) < _LARGEST_OFFSET
    pieces = content if isinstance(content, list) else [content]
    return not any(isinstance(piece, str) and text.unsafe_character(piece) for piece in pieces)


def start_in(cursor: str | None) -> int:
    """The place in a list that is read whole; the beginning for no cursor, or one that is no place."""
    content = unpack_cursor(cursor) if cursor else 0
    return content if type(content) is int and content >= 0 else 0


def uuid_in(cursor: str) -> UUID:
    content = unpack_cursor(cursor)
    try:
        return UUID(content)
    except (ValueError, AttributeError, TypeError):
        raise broken_cursor() from None


def text_in(cursor: str) -> str:
    content = unpack_cursor(cursor)
    if not isinstance(content, str):
        raise broken_cursor()
    return content

"""Entries of the word lists: to look through, one with its past, and all that live."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from market.db import db, locked
from market.errors import NotFound
from market.http import page
from market.search.language.entries import Entry, EntryKind
from market.search.words.models import WordChange, WordEntry, WordList
from market.text import fold

_SHOWN_CHANGES = 100


def entry_for(entry_id: UUID, *, lock: bool = False) -> WordEntry:
    """Raises NotFound."""
    wanted = select(WordEntry).where(WordEntry.id == entry_id)
    found = db.session.scalar(locked(wanted) if lock else wanted)
    if found is None:
        raise NotFound
    return found


def entries(*, kind: str | None = None, q: str = "", withdrawn: bool = False, **paged: Any) -> dict[str, Any]:
    """One page, the newest first: of a kind, of those that say `q` somewhere."""
    wanted = select(WordEntry)
    wanted = wanted.where(WordEntry.withdrawn_at.is_not(None) if withdrawn else WordEntry.withdrawn_at.is_(None))
    if kind is not None:
        wanted = wanted.where(WordEntry.kind == kind)
    if said := fold(q) or q.strip():
        wanted = wanted.where(WordEntry.folded.contains(said, autoescape=True))
    return page(wanted, WordEntry.id, **paged) | {"version": version() or 0}


def changes_of(entry_id: UUID) -> Sequence[WordChange]:
    """What became of an entry, the newest first."""
    wanted = select(WordChange).where(WordChange.entry_id == entry_id).order_by(WordChange.id.desc())
    return db.session.scalars(wanted.limit(_SHOWN_CHANGES)).all()


def version() -> int | None:
    """The number of the list as it stands; None where there is no list yet."""
    return db.session.scalar(select(WordList.version))


def living() -> list[tuple[UUID, Entry]]:
    """All that are not withdrawn, in the order in which they came."""
    wanted = select(WordEntry.id, WordEntry.kind, WordEntry.phrases, WordEntry.goods)
    rows = db.session.execute(wanted.where(WordEntry.withdrawn_at.is_(None)).order_by(WordEntry.id))
    return [(row.id, Entry(EntryKind(row.kind), tuple(row.phrases), tuple(row.goods))) for row in rows]


def count_living() -> int:
    wanted = select(func.count()).select_from(WordEntry).where(WordEntry.withdrawn_at.is_(None))
    return db.session.scalar(wanted) or 0

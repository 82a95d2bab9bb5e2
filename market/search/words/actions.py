"""What operators do to the word lists. Each change counts the list's number on, so that every machine hears of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import starmap
from typing import Any, NamedTuple
from uuid import UUID

import structlog
from sqlalchemy import insert, select, update

from market.accounts.models import Person
from market.db import db, insert_if_absent
from market.errors import InvalidInput
from market.ids import new_id
from market.search.language import entries, lexicon
from market.search.language.entries import Entry, EntryKind
from market.search.words import queries
from market.search.words.models import WordChange, WordEntry, WordList
from market.search.words.rules import MOST_LIVING, Deed, TooManyWords, WordKnown, Written, written

_LIST = 1


class Became(NamedTuple):
    """An entry of many: its id, and whether it was added or was there."""

    id: UUID
    added: bool


_log = structlog.get_logger()


def load_words() -> None:
    """Add the shipped entries that are missing; what an operator changed or withdrew stays so. May be repeated."""
    insert_if_absent(WordList, id=_LIST, version=0)
    known = {key for row in db.session.execute(select(WordEntry.key, WordEntry.shipped_as)) for key in row}
    shipped = {one.key: one for one in starmap(written, lexicon.shipped_with_sources())}
    missing = [one for key, one in shipped.items() if key not in known]
    if missing:
        db.session.execute(insert(WordEntry), [_row(one) | {"shipped_as": one.key} for one in missing])
        _count_on()


def add(*, entry: Entry, source: str, by: Person, now: datetime) -> WordEntry:
    """Add an entry, or bring back the same one that was withdrawn. Raises InvalidInput, WordKnown, TooManyWords."""
    require_good(entry)
    _count_on()
    asked = written(entry, source)
    known = db.session.scalar(select(WordEntry).where(WordEntry.key == asked.key))
    if known is not None and known.withdrawn_at is None:
        raise WordKnown(entry_id=known.id)
    if queries.count_living() >= MOST_LIVING:
        raise TooManyWords
    if known is not None:
        return _restored(known, by=by, now=now)
    db.session.add(made := WordEntry(**_row(asked)))
    db.session.flush()
    _note([vars(made)], Deed.ADDED, by=by, now=now)
    return made


def change(*, entry: WordEntry, changes: dict[str, Any], by: Person, now: datetime) -> None:
    """Let an entry say something else. Raises InvalidInput, WordKnown where another says that already."""
    given = {"phrases": entry.phrases, "goods": entry.goods} | changes
    said = Entry(EntryKind(entry.kind), tuple(given["phrases"]), tuple(given["goods"]))
    require_good(said)
    _count_on()
    asked = written(said, given.get("source", entry.source))
    other = db.session.scalar(select(WordEntry.id).where(WordEntry.key == asked.key, WordEntry.id != entry.id))
    if other is not None:
        raise WordKnown(entry_id=other)
    for name, value in _said(asked).items():
        setattr(entry, name, value)
    db.session.flush()
    _note([vars(entry)], Deed.CHANGED, by=by, now=now)


def withdraw(*, entry: WordEntry, by: Person, now: datetime) -> None:
    """Let an entry say nothing any more; again changes nothing."""
    if entry.withdrawn_at is None:
        _count_on()
        entry.withdrawn_at = now
        db.session.flush()
        _note([vars(entry)], Deed.WITHDRAWN, by=by, now=now)


def restore(*, entry: WordEntry, by: Person, now: datetime) -> None:
    """Let it say again what it said; again changes nothing. Raises TooManyWords."""
    if entry.withdrawn_at is not None:
        _count_on()
        if queries.count_living() >= MOST_LIVING:
            raise TooManyWords
        _restored(entry, by=by, now=now)


def add_all(*, wanted: Sequence[Written], by: Person, now: datetime) -> list[Became | None]:
    """Add good entries; of each what it became. None: there was no room for it."""
    _count_on()
    same = select(WordEntry.key, WordEntry.id, WordEntry.withdrawn_at)
    same = same.where(WordEntry.key.in_([asked.key for asked in wanted]))
    there = {row.key: row for row in db.session.execute(same)}
    known = {key: row.id for key, row in there.items() if row.withdrawn_at is None}
    room, answers, made = MOST_LIVING - queries.count_living(), list[Became | None](), list[dict[str, Any]]()
    for asked in wanted:
        is_new = asked.key not in known
        if is_new and len(made) >= room:
            answers.append(None)
            continue
        if is_new and asked.key in there:
            known[asked.key] = _restored(queries.entry_for(there[asked.key].id), by=by, now=now).id
            room -= 1
        elif is_new:
            made.append(_row(asked))
            known[asked.key] = made[-1]["id"]
        answers.append(Became(known[asked.key], added=is_new))
    if made:
        db.session.execute(insert(WordEntry), made)
        _note(made, Deed.ADDED, by=by, now=now)
    return answers


def require_good(entry: Entry) -> None:
    """Raises InvalidInput."""
    if why := entries.wrong(entry):
        raise InvalidInput(errors={"phrases": [why]})


def _restored(row: WordEntry, *, by: Person, now: datetime) -> WordEntry:
    row.withdrawn_at = None
    db.session.flush()
    _note([vars(row)], Deed.RESTORED, by=by, now=now)
    return row


def _row(asked: Written) -> dict[str, Any]:
    new = {"id": new_id(), "shipped_as": None, "withdrawn_at": None, "version": 1}
    return new | {"kind": asked.entry.kind.value} | _said(asked)


def _said(asked: Written) -> dict[str, Any]:
    said = {"phrases": list(asked.entry.phrases), "goods": list(asked.entry.goods)}
    return said | {"source": asked.source, "key": asked.key, "folded": asked.folded}


def _count_on() -> None:
    """Who changes the list waits here for whoever is changing it."""
    counted = update(WordList).where(WordList.id == _LIST).values(version=WordList.version + 1)
    if not db.session.execute(counted.returning(WordList.id)).first():
        insert_if_absent(WordList, id=_LIST, version=1)


def _note(rows: Sequence[Mapping[str, Any]], deed: Deed, *, by: Person, now: datetime) -> None:
    """Who did what, and what is said from now on."""
    told = {"deed": deed.value, "by_id": by.id, "at": now}
    said = ({"entry_id": row["id"], "phrases": row["phrases"], "goods": row["goods"]} for row in rows)
    db.session.execute(insert(WordChange), [{"id": new_id()} | one | told for one in said])
    _log.info("words changed", deed=deed.value, entries=len(rows))

"""What an entry would change: the last month's queries that it is about, answered by the words with it and without.

Nothing is kept: the words of the trial are made for it, and the machine's own stay as they are.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from market import clock
from market.search.engines.interface import Found, Request
from market.search.engines.registry import current_engine
from market.search.language import synonyms
from market.search.language.analysis import syllables
from market.search.language.entries import Entry, EntryKind
from market.search.language.synonyms import Words
from market.search.sought import queries as sought
from market.search.words import actions, queries
from market.search.words.models import WordEntry
from market.search.words.rules import MOST_COUNTED, MOST_TRIED, PATIENCE_SECONDS, SHOWN


def tried(*, entry: Entry | None, instead_of: UUID | None, now: datetime) -> dict[str, Any]:
    """What `entry` would change if it were added, `instead_of` another or beside all.

    Raises InvalidInput, NotFound, IndexNotReady.
    """
    if entry is not None:
        actions.require_good(entry)
    gone = [] if instead_of is None else _living_one(queries.entry_for(instead_of))
    new = [] if entry is None else [entry]
    before = _as_they_are()
    after = synonyms.changed(before, map(synonyms.spelt, gone), list(map(synonyms.spelt, new)))
    month = sought.of_the_month(day=clock.local_day(now), most=MOST_COUNTED)
    about = _about(month, [*gone, *new])
    tried, changed = _changed(about, before, after, now)
    return {"counted": len(month), "tried": tried, "changed": changed}


def _living_one(row: WordEntry) -> list[Entry]:
    said = Entry(EntryKind(row.kind), tuple(row.phrases), tuple(row.goods))
    return [said] if row.withdrawn_at is None else []


def _as_they_are() -> Words:
    """What this machine has heard, where that is the list of now: to read twenty thousand entries takes seconds."""
    lexicon = current_engine().lexicon
    if (heard := lexicon.words).version == queries.version() is not None:
        return heard
    return synonyms.made_of([*(synonyms.spelt(kept) for _, kept in queries.living()), *lexicon.own])


def _about(month: Sequence[Any], concerned: Iterable[Entry]) -> Iterator[Any]:
    """The queries in which a phrase stands, with or without its blanks and marks."""
    phrases = {_letters(phrase) for entry in concerned for phrase in entry.phrases}
    found = (row for row in month if any(phrase in _letters(row.text) for phrase in phrases))
    for _, row in zip(range(MOST_TRIED), found, strict=False):
        yield row


def _letters(text: str) -> str:
    return "".join(word.folded for word in syllables(text))


def _changed(about: Iterable[Any], before: Words, after: Words, now: datetime) -> tuple[int, list[dict[str, Any]]]:
    """How many could be tried while somebody waits, and which of them come out otherwise."""
    engine, today, until = current_engine(), clock.local_day(now), time.monotonic() + PATIENCE_SECONDS
    tried, told = 0, list[dict[str, Any]]()
    for row in about:
        if time.monotonic() > until:
            break
        request = Request(today, row.text, limit=SHOWN)
        was, becomes = engine.search(request, before), engine.search(request, after)
        tried += 1
        if _ids(was) != _ids(becomes):
            told.append({"text": row.text, "asked": row.asked, "before": _cards(was), "after": _cards(becomes)})
    return tried, told


def _ids(found: Found) -> list[str]:
    return [card["id"] for card in found.items]


def _cards(found: Found) -> list[dict[str, str]]:
    return [{"id": card["id"], "name": card["name"], "shop": card["shop"]["name"]} for card in found.items]

"""What an entry would change: the last month's queries that it is about, answered by the words with it and without.

Nothing is kept: the words of the trial are made for it, and the machine's own stay as they are.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from market import clock
from market.search.engines.interface import Found, Request
from market.search.engines.registry import current_engine
from market.search.language import synonyms
from market.search.language.analysis import syllables
from market.search.language.entries import Entry
from market.search.language.synonyms import Words
from market.search.sought import queries as sought
from market.search.words import actions, queries
from market.search.words.rules import MOST_COUNTED, MOST_TRIED, SHOWN


def tried(*, entry: Entry | None, instead_of: UUID | None, now: datetime) -> dict[str, Any]:
    """What `entry` would change if it were added, `instead_of` another or beside all.

    Raises InvalidInput, NotFound, IndexNotReady.
    """
    if entry is not None:
        actions.require_good(entry)
    if instead_of is not None:
        queries.entry_for(instead_of)
    living = queries.living()
    gone = [kept for entry_id, kept in living if entry_id == instead_of]
    new = [entry] if entry else []
    spelt = [(entry_id, synonyms.spelt(kept)) for entry_id, kept in living]
    own = current_engine().lexicon.own
    before = synonyms.made_of([*(kept for _, kept in spelt), *own])
    after = synonyms.made_of([*(kept for id, kept in spelt if id != instead_of), *map(synonyms.spelt, new), *own])
    month = sought.of_the_month(day=clock.local_day(now), most=MOST_COUNTED)
    about = list(_about(month, [*gone, *new]))
    return {"counted": len(month), "tried": len(about), "changed": list(_changed(about, before, after, now))}


def _about(month: Sequence[Any], concerned: Iterable[Entry]) -> Iterator[Any]:
    """The queries in which a phrase stands, with or without its blanks and marks."""
    phrases = {_letters(phrase) for entry in concerned for phrase in entry.phrases}
    found = (row for row in month if any(phrase in _letters(row.text) for phrase in phrases))
    for _, row in zip(range(MOST_TRIED), found, strict=False):
        yield row


def _letters(text: str) -> str:
    return "".join(word.folded for word in syllables(text))


def _changed(about: Iterable[Any], before: Words, after: Words, now: datetime) -> Iterator[dict[str, Any]]:
    engine, today = current_engine(), clock.local_day(now)
    for row in about:
        request = Request(today, row.text, limit=SHOWN)
        was, becomes = engine.search(request, before), engine.search(request, after)
        if _ids(was) != _ids(becomes):
            yield {"text": row.text, "asked": row.asked, "before": _cards(was), "after": _cards(becomes)}


def _ids(found: Found) -> list[str]:
    return [card["id"] for card in found.items]


def _cards(found: Found) -> list[dict[str, str]]:
    return [{"id": card["id"], "name": card["name"], "shop": card["shop"]["name"]} for card in found.items]

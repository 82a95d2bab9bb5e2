"""What is counted of a search, what of a query is kept, and what operators read of it."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from market.search.engines.interface import Found, Request
from market.search.language.analysis import syllables
from market.text import fold, nfc

LONGEST, _SHORTEST = 60, 2
MOST_DAYS = 90
# As often a query is asked before it says something that nobody opened what it finds.
OFTEN = 5
_NO_FILTERS = {"text", "place"}
_NUMBER = re.compile(r"\d[\d ]{4,}\d")


class Outcome(StrEnum):
    """A letter for each in the lines that are left."""

    FOUND = "f"
    EMPTY = "e"
    FILTERED = "t"  # nothing that passes the filters
    RELAXED = "r"  # less than was typed, or other than it
    OPENED = "o"  # somebody went on from what was found to a good


class Order(StrEnum):
    """By what the list of queries is put in order; what has none of it is left out."""

    ASKED = "asked"
    EMPTY = "empty"
    FILTERED = "filtered"
    RELAXED = "relaxed"
    UNOPENED = "unopened"


def outcome(asked: Request, found: Found) -> Outcome:
    if not found.total:
        return Outcome.FILTERED if asked.filtered or found.understood.keys() - _NO_FILTERS else Outcome.EMPTY
    return Outcome.RELAXED if found.relaxed or found.did_you_mean else Outcome.FOUND


def countable(text: str) -> str | None:
    """What is kept of a query, or None where it should not be: it may be somebody's own."""
    kept = " ".join(nfc(text).lower().split())
    folded = folded_of(kept)
    if not _SHORTEST <= len(folded) <= LONGEST or len(kept) > LONGEST or _NUMBER.search(folded):
        return None
    return kept


def folded_of(text: str) -> str:
    """Without marks; other scripts as they are written."""
    return fold(text) or " ".join(word.folded for word in syllables(text))


def figures(days: Sequence[Any]) -> dict[str, Any]:
    """The sums of each day, and shares of all."""
    asked = sum(day.asked for day in days)
    shares = {name: sum(getattr(day, name) for day in days) for name in ("empty", "filtered", "relaxed")}
    percent = {name: round(100 * some / asked, 1) if asked else 0.0 for name, some in shares.items()}
    return {"days": list(days), "asked": asked, "percent": percent}

"""What to say where nothing was found: the kind of good that was named, when it is ripe, and who sold it."""

from datetime import datetime
from typing import Any

from market.catalog.rules.categories import CATEGORIES
from market.search.known_kinds import kind_named
from market.search.language.analysis import syllables
from market.search.language.synonyms import Words
from market.search.ranking.query_planner import sought
from market.search.sold_before import sold_before

_MOST_WORDS, _LONGEST = 40, 120


def nearest(text: str, words: Words, *, now: datetime) -> dict[str, Any] | None:
    """The kind of good that `text` names, which nobody sells now, and who sold it lately; or what category it is of.

    None where it names nothing that we know.
    """
    typed = sought(text, words) or syllables(text)[:_MOST_WORDS]
    kind = kind_named(typed, words)
    if kind is None:
        return None
    usual, said = kind.usual, " ".join(word.written for word in typed)
    months = (usual.season if usual else None) or {}
    called = (usual.name, *usual.also_known_as, *usual.names.values()) if usual else (said,)
    return {
        "good": usual.name if usual else said[:_LONGEST],
        "category": kind.category,
        "category_name": CATEGORIES[kind.category]["name_vi"],
        "from_month": months.get("from_month"),
        "to_month": months.get("to_month"),
        "sold_before": sold_before(called, kind.category, now=now),
    }

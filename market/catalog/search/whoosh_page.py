"""What a page of hits shows: cards as of the day, facets, and the query as it should have been written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from heapq import nsmallest
from typing import Any

from market.catalog.search.analysis import Syllable, syllables
from market.catalog.search.plan import Plan, Word
from market.catalog.search.projection import shown_card
from market.catalog.search.whoosh_leaf import BETWEEN, Hits, Leaf

_MOST_FACETS = 100


def shown(leaf: Leaf, number: int, today: date) -> dict[str, Any]:
    numbers = leaf.segment.numbers
    return shown_card(
        leaf.stored(number)["card"],
        months=numbers["months"][number],
        stars=numbers["stars"][number],
        stars_until=numbers["stars_until"][number],
        today=today,
    )


def facets(hits: Hits, today: date) -> dict[str, list[dict[str, Any]]]:
    """How the hits divide: the most common values first, and at most a hundred of each kind."""
    categories: Counter[str] = Counter()
    communes: Counter[str] = Counter()
    stars: Counter[int] = Counter()
    for leaf, found in hits:
        categories.update(map(leaf.segment.labels["category"].__getitem__, found))
        communes.update(map(leaf.segment.labels["commune"].__getitem__, found))
        stars.update(map(leaf.segment.stars_on(today).__getitem__, found))
    return {
        "category": [{"slug": code, "name": name, "count": n} for code, name, n in _counted(categories)],
        "commune": [{"code": code, "name": name, "count": n} for code, name, n in _counted(communes)],
        "ocop_stars": [{"stars": shown, "count": n} for shown, n in sorted(stars.items(), reverse=True) if shown],
    }


def _counted(labels: Counter[str]) -> Iterator[tuple[str, str, int]]:
    for label, count in nsmallest(_MOST_FACETS, labels.items(), key=lambda item: (-item[1], item[0])):
        code, name, *_ = label.split(BETWEEN)
        yield code, name, count


def rewritten(plan: Plan, leaf: Leaf, number: int) -> str:
    """The query in the words of this hit that stood for what was typed, as they are written there."""
    words = [syllable for name in leaf.stored(number)["names"] for syllable in syllables(name)]
    return " ".join(_written(words, word) for word in plan.words)


def _written(words: list[Syllable], sought: Word) -> str:
    """The first of `words` that may stand for what was typed, or that itself."""
    found = (word.written.lower() for word in words if word.folded in sought.forms)
    return next(found, sought.typed.written)

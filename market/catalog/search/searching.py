"""A search from query to page, over whatever engine holds the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from heapq import nsmallest
from typing import Any, Protocol

from market.catalog.search import hits
from market.catalog.search.analysis import Syllable, syllables
from market.catalog.search.engine import Found, PageEnd, Request
from market.catalog.search.hits import Hit
from market.catalog.search.lexicon import Words
from market.catalog.search.plan import Plan, everything, plans
from market.catalog.search.projection import BETWEEN, shown_card
from market.catalog.search.query import Node, reasons
from market.catalog.search.reading import CERTIFIED, IN_SEASON, IN_STOCK, Word
from market.catalog.search.vocabulary import Vocabulary

_MOST_FACETS = 100


class Selection(Protocol):
    """The documents of a node that pass the filters of a request."""

    @property
    def total(self) -> int: ...

    def best(self, most: int) -> list[Hit]:
        """The first by the request's order; among equals the newest."""

    def labels(self) -> Mapping[str, Mapping[Any, int]]:
        """How many documents have each `category` and `commune` label and each number of `stars` of today."""


class Reader(Protocol):
    """An index as it was at one commit."""

    @property
    def vocabulary(self) -> Vocabulary: ...

    def finds(self, node: Node, enough: int) -> bool:
        """Whether at least `enough` documents are those of `node`, whatever the filters leave."""

    def select(self, node: Node, request: Request) -> Selection: ...

    def stored(self, hit: Hit) -> dict[str, Any]:
        """`projection.stored` of the document."""

    def holds(self, hit: Hit, field: str, token: str) -> bool: ...


def search(reader: Reader, request: Request, words: Words) -> Found:
    plan, selection = _first_that_finds(reader, request, words)
    if plan is None or selection is None or not selection.total:
        return Found()
    keyed = hits.page(selection.best, request)
    page = keyed[: request.limit]
    passed = (request.after.passed if request.after else 0) + len(page)
    found = [reader.stored(hit) for _, hit in page]
    return Found(
        items=[shown_card(stored, request.today) for stored in found],
        total=selection.total,
        facets=_facets(selection.labels()),
        did_you_mean=_meant(plan, found) if request.after is None else None,
        next=PageEnd(passed, page[-1][0]) if len(keyed) > len(page) else None,
        reasons=[_explained(reader, plan, hit, request) for _, hit in page] if request.explain else None,
    )


def _first_that_finds(reader: Reader, request: Request, words: Words) -> tuple[Plan | None, Selection | None]:
    """The first plan of the staircase that finds enough, whatever the filters then leave."""
    if not request.text:
        return everything(), reader.select(everything().node, request)
    for plan in plans(request.text, reader.vocabulary, words):
        selection = reader.select(plan.node, request)
        # Where filters leave enough there is enough without them, and what was counted is of use.
        if (plan.basis is None and selection.total >= plan.enough) or reader.finds(
            plan.basis or plan.node, plan.enough
        ):
            return plan, selection
    return None, None


def _facets(labels: Mapping[str, Mapping[Any, int]]) -> dict[str, list[dict[str, Any]]]:
    """How the hits divide: the most common values first, and at most a hundred of each kind."""
    return {
        "category": [{"slug": code, "name": name, "count": n} for code, name, n in _most(labels["category"])],
        "commune": [{"code": code, "name": name, "count": n} for code, name, n in _most(labels["commune"])],
        "ocop_stars": [
            {"stars": stars, "count": n} for stars, n in sorted(labels["stars"].items(), reverse=True) if stars
        ],
    }


def _most(labels: Mapping[str, int]) -> Iterator[tuple[str, str, int]]:
    counted: Counter[tuple[str, str]] = Counter()
    for label, count in labels.items():
        code, name, *_ = label.split(BETWEEN)
        counted[code, name] += count
    for (code, name), count in nsmallest(_MOST_FACETS, counted.items(), key=lambda item: (-item[1], item[0])):
        yield code, name, count


def _meant(plan: Plan, found: list[dict[str, Any]]) -> str | None:
    """What was meant, in the words of the first hit as they are written there, where it was found only by guessing."""
    if not plan.guessed or not found:
        return None
    written = [syllable for name in found[0]["names"] for syllable in syllables(name)]
    return " ".join(_written(written, word) for word in plan.words)


def _written(words: list[Syllable], sought: Word) -> str:
    """The first of `words` that may stand for what was typed, or that itself."""
    found = (word.written.lower() for form in reversed(sought.forms) for word in words if word.folded == form)
    return next(found, sought.typed.written)


def _explained(reader: Reader, plan: Plan, hit: Hit, request: Request) -> dict[str, Any]:
    why = reasons(plan.node, lambda field, token: reader.holds(hit, field, token)) or []
    card = shown_card(reader.stored(hit), request.today)
    merits = {"in_stock": IN_STOCK, "in_season": IN_SEASON, "ocop_stars": CERTIFIED}
    why += [{"field": field, "token": "", "weight": weight} for field, weight in merits.items() if card[field]]
    return {"id": card["id"], "step": plan.step, "score": hit.score, "reasons": why}

"""How a plan is carried out over the segments of a Whoosh index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from heapq import nlargest, nsmallest
from itertools import islice
from typing import Any

from market.catalog.rules import Document
from market.catalog.search import projection
from market.catalog.search.analysis import Syllable, syllables
from market.catalog.search.engine import Found, Kind, Place, Request, Sort, Suggestion
from market.catalog.search.plan import Plan, Word, everything, plans, weights
from market.catalog.search.projection import PLACES, month_bit
from market.catalog.search.whoosh_leaf import BETWEEN, Leaf, Words
from market.text import fold

# Documents of one leaf, by number.
Hits = list[tuple[Leaf, set[int]]]
Ranked = tuple[tuple[Any, ...], Leaf, int]

_MOST_SCANNED = 400
_MOST_FACETS = 100
_KINDS = list(Kind)


def search(leaves: list[Leaf], request: Request) -> Found:
    plan, hits = _first_that_finds(leaves, request.text)
    hits = [(leaf, _allowed(leaf, found, request)) for leaf, found in hits]
    total = sum(len(found) for _, found in hits)
    if plan is None or not total:
        return Found()
    best = _best(plan, hits, request)
    shown = best[: request.limit]
    passed = (request.after.passed if request.after else 0) + len(shown)
    return Found(
        items=[_card(leaf, number, request.today) for _, leaf, number in shown],
        total=total,
        facets=_facets(hits, request.today),
        did_you_mean=_corrected(plan, shown) if request.after is None else None,
        next=Place(passed, shown[-1][0]) if len(best) > len(shown) else None,
    )


# Finding


def _first_that_finds(leaves: list[Leaf], text: str) -> tuple[Plan | None, Hits]:
    """The first plan of the staircase by which anything is found at all, whatever the filters then leave."""
    if not text:
        return everything(), [(leaf, leaf.all()) for leaf in leaves]
    for plan in plans(text, Words(leaves)):
        hits = [(leaf, _matching(leaf, plan)) for leaf in leaves]
        if any(found for _, found in hits):
            return plan, hits
    return None, []


def _matching(leaf: Leaf, plan: Plan) -> set[int]:
    found = [_holding_one_of(leaf, word.forms) for word in plan.words]
    if plan.needed == len(found):
        return set.intersection(*sorted(found, key=len)) - leaf.deleted
    counts = Counter(number for one in found for number in one)
    return {number for number, count in counts.items() if count >= plan.needed} - leaf.deleted


def _holding_one_of(leaf: Leaf, forms: Iterable[str]) -> set[int]:
    return set().union(*(leaf.holding(place, form) for form in forms for place in PLACES))


def _allowed(leaf: Leaf, found: set[int], request: Request) -> set[int]:
    """Of `found`, what passes the filters."""
    segment, numbers = leaf.segment, leaf.segment.numbers
    for column, code in (("category", request.category), ("commune", request.commune_code)):
        if code is not None:
            found = found & segment.by_label[column].get(code, set())
    if request.shop_id is not None:
        found = found & leaf.holding("shop", str(request.shop_id))
    if request.in_stock is not None:
        found = found & segment.in_stock if request.in_stock else found - segment.in_stock
    if request.in_season is not None:
        months, month = numbers["months"], month_bit(request.today)
        found = {number for number in found if bool(months[number] & month) == request.in_season}
    if request.ocop_stars is not None:
        stars = segment.stars_on(request.today)
        found = {number for number in found if stars[number] == request.ocop_stars}
    return _priced(numbers["price"], found, request)


def _priced(prices: list[int], found: set[int], request: Request) -> set[int]:
    least, most = request.min_price_vnd, request.max_price_vnd
    if least is not None:
        found = {number for number in found if prices[number] >= least}
    if most is not None:
        found = {number for number in found if prices[number] <= most}
    return found


# Ordering


def _best(plan: Plan, hits: Hits, request: Request) -> list[Ranked]:
    """One hit more than the page holds, in order."""
    ranked = (
        (key, leaf, number)
        for leaf, found in hits
        for key, number in _keys(plan, leaf, found, request)
        if request.after is None or key < request.after.key
    )
    return nlargest(request.limit + 1, ranked, key=lambda hit: hit[0])


def _keys(plan: Plan, leaf: Leaf, found: set[int], request: Request) -> Iterator[tuple[tuple[Any, ...], int]]:
    """The order key of each document, the greatest first in order; its id settles what else is equal."""
    created, ids, prices = leaf.segment.numbers["created"], leaf.segment.ids, leaf.segment.numbers["price"]
    match request.sort:
        case Sort.RELEVANCE:
            scores = _scores(plan, leaf, found, request.today)
            return (((scores[number], created[number], ids[number]), number) for number in found)
        case Sort.CHEAPEST:
            return (((-prices[number], created[number], ids[number]), number) for number in found)
        case Sort.DEAREST:
            return (((prices[number], created[number], ids[number]), number) for number in found)
        case Sort.NEWEST:
            return (((created[number], ids[number]), number) for number in found)


def _scores(plan: Plan, leaf: Leaf, found: set[int], today: date) -> dict[int, float]:
    merit = leaf.segment.merit_on(today)
    scores = {number: merit[number] for number in found}
    for field, token, weight in weights(plan):
        for number in leaf.holding(field, token) & found:
            scores[number] += weight
    return scores


# Showing


def _card(leaf: Leaf, number: int, today: date) -> dict[str, Any]:
    numbers = leaf.segment.numbers
    return projection.shown_card(
        leaf.stored(number)["card"],
        months=numbers["months"][number],
        stars=numbers["stars"][number],
        stars_until=numbers["stars_until"][number],
        today=today,
    )


def _facets(hits: Hits, today: date) -> dict[str, list[dict[str, Any]]]:
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


def _corrected(plan: Plan, best: list[Ranked]) -> str | None:
    """The words of the best hit that stood for what was typed, as they are written there."""
    if plan.step not in ("completed", "corrected") or not best:
        return None
    _, leaf, number = best[0]
    words = [syllable for name in leaf.stored(number)["names"] for syllable in syllables(name)]
    return " ".join(_written(words, word) for word in plan.words)


def _written(words: list[Syllable], sought: Word) -> str:
    """The first of `words` that may stand for what was typed, or that itself."""
    found = (word.written.lower() for word in words if word.folded in sought.forms)
    return next(found, sought.typed.written)


# Suggesting


def suggestion_terms(document: Document) -> Iterator[str]:
    """One index term for each syllable a suggestion can be typed from: what is typed, then what is shown."""
    for text, kind in projection.suggestions(document):
        for start, ending in enumerate(projection.endings(text)):
            yield BETWEEN.join((ending, str(min(start, 9)), kind, text))


def suggest(leaves: list[Leaf], prefix: str, limit: int) -> list[Suggestion]:
    """Suggestions that begin as typed come before those typed from a later syllable, common ones before rare."""
    ranks: dict[tuple[str, str], tuple[int, int]] = {}
    for leaf in leaves:
        for typed in {" ".join(word.folded for word in syllables(prefix)), fold(prefix)} - {""}:
            for start, kind, text, count in _scanned(leaf, typed):
                at, before = ranks.get((text, kind), (start, 0))
                ranks[text, kind] = min(at, start), before + count
    ordered = sorted(ranks, key=lambda key: (ranks[key][0] > 0, -ranks[key][1], _KINDS.index(Kind(key[1])), key[0]))
    distinct: dict[str, Suggestion] = {}
    for text, kind in ordered:
        distinct.setdefault(text.lower(), Suggestion(text, Kind(kind)))
    return list(islice(distinct.values(), limit))


def _scanned(leaf: Leaf, typed: str) -> Iterator[tuple[int, str, str, int]]:
    for term in islice(leaf.reader.expand_prefix("suggest", typed), _MOST_SCANNED):
        token = term.decode()
        count = len(leaf.holding("suggest", token) - leaf.deleted)
        if count:
            _, start, kind, text = token.split(BETWEEN)
            yield int(start), kind, text, count

"""How a plan is carried out over the segments of a Whoosh index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from heapq import nlargest
from typing import Any

from market.catalog.search.engine import Found, PageEnd, Request, Sort
from market.catalog.search.plan import Plan, everything, plans, weights
from market.catalog.search.projection import WORD_FIELDS, month_bit
from market.catalog.search.whoosh_leaf import Hits, Leaf, Words
from market.catalog.search.whoosh_page import facets, rewritten, shown

Ranked = tuple[tuple[Any, ...], Leaf, int]


def search(leaves: list[Leaf], request: Request) -> Found:
    plan, hits = _first_that_finds(leaves, request.text)
    hits = [(leaf, _allowed(leaf, found, request)) for leaf, found in hits]
    total = sum(len(found) for _, found in hits)
    if plan is None or not total:
        return Found()
    best = _best(plan, hits, request)
    page = best[: request.limit]
    passed = (request.after.passed if request.after else 0) + len(page)
    return Found(
        items=[shown(leaf, number, request.today) for _, leaf, number in page],
        total=total,
        facets=facets(hits, request.today),
        did_you_mean=_meant(plan, page) if request.after is None else None,
        next=PageEnd(passed, page[-1][0]) if len(best) > len(page) else None,
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
    return set().union(*(leaf.holding(field, form) for form in forms for field in WORD_FIELDS))


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


def _meant(plan: Plan, page: list[Ranked]) -> str | None:
    """What was meant, where it was found only by guessing."""
    if plan.step not in ("completed", "corrected") or not page:
        return None
    _, leaf, number = page[0]
    return rewritten(plan, leaf, number)

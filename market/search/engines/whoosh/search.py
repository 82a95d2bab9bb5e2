"""A Whoosh index as a reader: queries carried out over its segments by set arithmetic."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from heapq import nlargest
from operator import itemgetter
from typing import Any

from market.search.engines.interface import Request, Sort
from market.search.engines.whoosh.leaf import Leaf, Segment, Words
from market.search.engines.whoosh.sets import matching, scores
from market.search.index.projection import ALL_YEAR, month_bit
from market.search.ordering import Hit
from market.search.ranking.query import First, Node

Found = list[tuple[Leaf, set[int]]]


class WhooshReader:
    """See `searching.Reader`."""

    def __init__(self, leaves: list[Leaf]) -> None:
        self.leaves = leaves
        self.vocabulary = Words(leaves)

    def finds(self, node: Node, enough: int) -> bool:
        found = 0
        for leaf in self.leaves:
            found += len(matching(leaf, node) - leaf.deleted)
            if found >= enough:
                return True
        return False

    def select(self, node: Node, request: Request) -> "WhooshSelection":
        found = [(leaf, _allowed(leaf, set(matching(leaf, node) - leaf.deleted), request)) for leaf in self.leaves]
        return WhooshSelection(found, node, request)

    def stored(self, hit: Hit) -> dict[str, Any]:
        leaf, number = hit.address
        stored: dict[str, Any] = leaf.stored(number)
        return stored

    def holds(self, hit: Hit, field: str, token: str) -> bool:
        leaf, number = hit.address
        return number in leaf.holding(field, token)


def _allowed(leaf: Leaf, found: set[int], request: Request) -> set[int]:
    """Of `found`, what passes the filters."""
    segment, numbers = leaf.segment, leaf.segment.numbers
    kinds = None if request.category is None else (request.category,)
    for column, codes in (("category", kinds), ("commune", request.communes)):
        if codes is not None:
            found = set().union(*(found & segment.by_label[column].get(code, set()) for code in codes))
    if request.shop_id is not None:
        found = found & leaf.holding("shop", str(request.shop_id))
    if request.in_stock is not None:
        found = found & segment.in_stock if request.in_stock else found - segment.in_stock
    return _priced(numbers["price"], _starred(segment, _seasonal(numbers["months"], found, request), request), request)


def _seasonal(months: list[int], found: set[int], request: Request) -> set[int]:
    if request.in_season is not None:
        month = month_bit(request.today)
        found = {number for number in found if bool(months[number] & month) == request.in_season}
    return {number for number in found if months[number] != ALL_YEAR} if request.seasonal else found


def _starred(segment: Segment, found: set[int], request: Request) -> set[int]:
    stars = segment.stars_on(request.today)
    if request.ocop_stars is not None:
        found = {number for number in found if stars[number] == request.ocop_stars}
    if request.certified is not None:
        found = {number for number in found if bool(stars[number]) == request.certified}
    return found


def _priced(prices: list[int], found: set[int], request: Request) -> set[int]:
    least, most = request.min_price_vnd, request.max_price_vnd
    if least is not None:
        found = {number for number in found if prices[number] >= least}
    if most is not None:
        found = {number for number in found if prices[number] <= most}
    return found


class WhooshSelection:
    """See `searching.Selection`."""

    def __init__(self, found: Found, node: Node, request: Request) -> None:
        self._found, self._node, self._request = found, node, request

    @cached_property
    def total(self) -> int:
        return sum(len(found) for _, found in self._found)

    def best(self, most: int) -> list[Hit]:
        if self._request.sort is Sort.RELEVANCE:
            return self._heaviest(most)
        ranked = ((self._order(leaf, n), leaf, n) for leaf, found in self._found for n in found)
        return [_hit(leaf, n) for _, leaf, n in nlargest(most, ranked, key=itemgetter(0))]

    def _heaviest(self, most: int) -> list[Hit]:
        """Layer by layer until there are as many as are asked for."""
        layers = self._node.layers if isinstance(self._node, First) else (self._node,)
        left, hits = self._found, list[Hit]()
        for layer in layers:
            if len(hits) < most:
                weighed = [(leaf, found, scores(leaf, layer, found)) for leaf, found in left]
                left = [(leaf, found - weights.keys()) for leaf, found, weights in weighed]
                ranked = (entry for leaf, _, weights in weighed for entry in self._ranked(leaf, weights))
                best = nlargest(most - len(hits), ranked, key=itemgetter(0))
                hits += [_hit(leaf, n, rank[0]) for rank, leaf, n in best]
        return hits

    def _ranked(self, leaf: Leaf, weights: dict[int, float]) -> Iterator[tuple[tuple[float, int, int], Leaf, int]]:
        created, serials = leaf.segment.numbers["created"], leaf.segment.numbers["serial"]
        merit = leaf.segment.merit_on(self._request.today)
        return (((weight + merit[n], created[n], serials[n]), leaf, n) for n, weight in weights.items())

    def _order(self, leaf: Leaf, n: int) -> tuple[int, ...]:
        numbers = leaf.segment.numbers
        age = numbers["created"][n], numbers["serial"][n]
        match self._request.sort:
            case Sort.CHEAPEST:
                return -numbers["price"][n], *age
            case Sort.DEAREST:
                return numbers["price"][n], *age
        return age

    def labels(self) -> Mapping[str, Mapping[Any, int]]:
        counted: dict[str, Counter[Any]] = {"category": Counter(), "commune": Counter(), "stars": Counter()}
        for leaf, found in self._found:
            segment = leaf.segment
            columns: dict[str, list[Any]] = {**segment.labels, "stars": segment.stars_on(self._request.today)}
            for name, column in columns.items():
                counted[name].update(map(column.__getitem__, found))
        return counted


def _hit(leaf: Leaf, number: int, score: float = 0.0) -> Hit:
    facts = (leaf.segment.numbers[name][number] for name in ("created", "serial", "price", "shop_serial"))
    return Hit((leaf, number), score, *facts)

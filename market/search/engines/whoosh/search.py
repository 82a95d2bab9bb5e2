"""A Whoosh index as a reader: queries carried out over its segments by set arithmetic."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from heapq import nlargest
from operator import itemgetter
from typing import Any

from market.search.engines.interface import Request, Sort
from market.search.engines.whoosh.leaf import Leaf, Segment, Words
from market.search.engines.whoosh.sets import Numbers, matching, scores, summed
from market.search.index.projection import ALL_YEAR, month_bit
from market.search.ordering import RANK, Hit
from market.search.ranking.query import First, Node, Sum

Found = list[tuple[Leaf, Numbers]]


class WhooshReader:
    """See `searching.Reader`."""

    def __init__(self, leaves: list[Leaf]) -> None:
        self.leaves = leaves
        self.vocabulary = Words(leaves)

    def finds(self, node: Node, enough: int) -> bool:
        found = 0
        for leaf in self.leaves:
            found += len(leaf.living(matching(leaf, node)))
            if found >= enough:
                return True
        return False

    def select(self, node: Node, request: Request) -> "WhooshSelection":
        found = [(leaf, leaf.living(matching(leaf, node))) for leaf in self.leaves]
        if request.filtered:
            found = [(leaf, _allowed(leaf, numbers, request)) for leaf, numbers in found]
        return WhooshSelection(found, node, request)

    def stored(self, hit: Hit) -> dict[str, Any]:
        leaf, number = hit.address
        stored: dict[str, Any] = leaf.stored(number)
        return stored

    def holds(self, hit: Hit, field: str, token: str) -> bool:
        leaf, number = hit.address
        return number in leaf.holding(field, token)


def _allowed(leaf: Leaf, found: Numbers, request: Request) -> Numbers:
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


def _seasonal(months: list[int], found: Numbers, request: Request) -> Numbers:
    if request.in_season is not None:
        month = month_bit(request.today)
        found = {number for number in found if bool(months[number] & month) == request.in_season}
    return {number for number in found if months[number] != ALL_YEAR} if request.seasonal else found


def _starred(segment: Segment, found: Numbers, request: Request) -> Numbers:
    stars = segment.stars_on(request.today)
    if request.ocop_stars is not None:
        found = {number for number in found if stars[number] == request.ocop_stars}
    if request.certified is not None:
        found = {number for number in found if bool(stars[number]) == request.certified}
    return found


def _priced(prices: list[int], found: Numbers, request: Request) -> Numbers:
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
        if isinstance(node := self._node, Sum):
            return self._best(most, ((leaf, summed(leaf, node, found)) for leaf, found in self._found))
        layers = self._node.layers if isinstance(self._node, First) else (self._node,)
        left, hits = self._found, list[Hit]()
        for layer in layers:
            if len(hits) < most:
                weighed = [(leaf, found, scores(leaf, layer, found)) for leaf, found in left]
                left = [(leaf, found - weights.keys()) for leaf, found, weights in weighed]
                hits += self._best(most - len(hits), ((leaf, weights) for leaf, _, weights in weighed))
        return hits

    def _best(self, most: int, weighed: Iterable[tuple[Leaf, dict[int, float]]]) -> list[Hit]:
        """The heaviest; among equals by merit, and the newest."""
        hits: list[Hit] = []
        for leaf, weights in weighed:
            created, serials = leaf.segment.numbers["created"], leaf.segment.numbers["serial"]
            merit = leaf.segment.merit_on(self._request.today)
            ranked = [(weight + merit[n], created[n], serials[n], n) for n, weight in weights.items()]
            hits += [_hit(leaf, n, score) for score, _, _, n in nlargest(most, ranked)]
        return sorted(hits, key=RANK, reverse=True)[:most]

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
    columns = leaf.segment.numbers
    created, serial = columns["created"][number], columns["serial"][number]
    return Hit((leaf, number), score, created, serial, columns["price"][number], columns["shop_serial"][number])

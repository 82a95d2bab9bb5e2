"""A Whoosh index as a reader: queries carried out over its segments by set arithmetic."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from heapq import nlargest
from operator import itemgetter
from typing import Any

from market.search.engines.interface import Request, Sort
from market.search.engines.whoosh.leaf import Leaf, Segment, Words
from market.search.engines.whoosh.sets import Numbers, matching, scores, summed
from market.search.index.projection import ALL_YEAR, month_bit
from market.search.ordering import SORTED_BY, Hit, last_weight
from market.search.places import ELSEWHERE, around
from market.search.ranking.query import First, Node, Sum

Found = list[tuple[Leaf, Numbers]]
_RANK = itemgetter(0, 1)


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
    for column, codes in (("category", request.categories), ("commune", request.communes)):
        if codes is not None:
            found = set().union(*(found & segment.by_label[column].get(code, set()) for code in codes))
    if request.shop_id is not None:
        found = found & leaf.holding("shop", str(request.shop_id))
    if request.good is not None:
        found = found & leaf.holding("named", request.good)
    found = found.difference(*(leaf.holding("named", name) for name in request.without))
    if request.in_stock is not None:
        found = found & segment.in_stock if request.in_stock else found - segment.in_stock
    if request.ships_by_post is not None:
        found = {number for number in found if bool(numbers["ships_by_post"][number]) == request.ships_by_post}
    return _priced(numbers, _starred(segment, _seasonal(numbers["months"], found, request), request), request)


def _seasonal(months: list[int], found: Numbers, request: Request) -> Numbers:
    if request.in_season is not None:
        month = month_bit(request.today)
        found = {number for number in found if bool(months[number] & month) == request.in_season}
    if request.month is not None:
        ripe = 1 << request.month - 1
        found = {number for number in found if months[number] & ripe and months[number] != ALL_YEAR}
    return {number for number in found if months[number] != ALL_YEAR} if request.seasonal else found


def _starred(segment: Segment, found: Numbers, request: Request) -> Numbers:
    stars = segment.stars_on(request.today)
    if request.ocop_stars is not None:
        found = {number for number in found if stars[number] == request.ocop_stars}
    if request.certified is not None:
        found = {number for number in found if bool(stars[number]) == request.certified}
    return found


def _priced(numbers: dict[str, list[int]], found: Numbers, request: Request) -> Numbers:
    bounds = ("price", request.min_price_vnd, request.max_price_vnd), ("per_kg", None, request.max_price_per_kg_vnd)
    for name, least, most in bounds:
        column = numbers[name]
        if least is not None:
            found = {number for number in found if column[number] >= least}
        if most is not None:
            found = {number for number in found if column[number] <= most}
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
        return [self._hit(leaf, n) for _, leaf, n in nlargest(most, ranked, key=itemgetter(0))]

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
        """The heaviest; among equals by merit, and then whose turn it is."""
        best: list[tuple[float, Any, int, Leaf]] = []
        for leaf, weights in weighed:
            merit, turns = leaf.segment.merit_on(self._request.today), leaf.segment.turns_on(self._request.seed)
            total = {n: weight + merit[n] for n, weight in weights.items()}
            least = last_weight(total.values(), most)
            first = [n for n, weight in total.items() if weight > least]
            tied = [n for n, weight in total.items() if weight == least]
            first += nlargest(most - len(first), tied, key=turns.__getitem__)
            best += [(total[n], turns[n], n, leaf) for n in first]
        return [self._hit(leaf, n, score) for score, _, n, leaf in nlargest(most, best, key=_RANK)]

    def _order(self, leaf: Leaf, n: int) -> tuple[int, Any]:
        worth, rises = self._worth(leaf, n), SORTED_BY.get(self._request.sort, ("", True))[1]
        return -worth if rises else worth, leaf.segment.turns_on(self._request.seed)[n]

    def _worth(self, leaf: Leaf, n: int) -> int:
        """What it is sorted or grouped by."""
        if self._request.sort is Sort.NEAREST:
            return around(self._request.near or "").get(leaf.segment.labels["commune"][n][:5], ELSEWHERE)
        name = "good" if self._request.group else SORTED_BY.get(self._request.sort, ("",))[0]
        return leaf.segment.numbers[name][n] if name else 0

    def labels(self, names: Sequence[str]) -> Mapping[str, Mapping[Any, int]]:
        counted: dict[str, Counter[Any]] = {name: Counter() for name in names}
        for leaf, found in self._found:
            segment = leaf.segment
            if len(found) == leaf.size:
                for name in names:
                    counted[name].update(segment.divided(name, self._request.today))
                continue
            for name in names:
                counted[name].update(map(segment.column(name, self._request.today).__getitem__, found))
        return counted

    def spread(self) -> tuple[int, int]:
        prices = (leaf.segment.numbers["price"][n] for leaf, found in self._found for n in found)
        shops = {leaf.segment.numbers["shop_serial"][n] for leaf, found in self._found for n in found}
        return min(prices, default=0), len(shops)

    def _hit(self, leaf: Leaf, number: int, score: float = 0.0) -> Hit:
        serial, shop, lot, new_until = leaf.segment.placed[number]
        return Hit((leaf, number), score, serial, shop, lot, new_until, self._worth(leaf, number))

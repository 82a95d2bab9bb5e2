"""Nodes carried out over one segment of a Whoosh index: as sets of documents, and as their weights."""

from collections import Counter
from typing import Any

from market.search.engines.whoosh.leaf import Leaf
from market.search.ranking.query import Best, First, Node, Nothing, Sum, Term


def matching(leaf: Leaf, node: Node) -> set[int] | frozenset[int]:
    """The documents of `node`, some of which may have been deleted."""
    match node:
        case Term(field, token):
            return leaf.holding(field, token)
        case Best(parts) | First(parts):
            return set().union(*(matching(leaf, part) for part in parts))
        case Nothing():
            return set()
        case Sum(parts, needed, _, guard):
            found = [matching(leaf, part) for part in parts]
            held = _at_least(needed, found)
            return held & matching(leaf, guard) if guard is not None and held else held
    return leaf.all()


def _at_least(needed: int, found: list[set[int] | frozenset[int]]) -> set[int] | frozenset[int]:
    if needed == len(found):
        return set.intersection(*map(set, sorted(found, key=len)))
    counts = Counter(number for one in found for number in one)
    return {number for number, count in counts.items() if count >= needed}


def scores(leaf: Leaf, node: Node, among: set[int]) -> dict[int, float]:
    """The weight of each document of `node` that is `among` those asked about."""
    match node:
        case Term(field, token, weight):
            return dict.fromkeys(leaf.holding(field, token) & among, weight)
        case Best(parts):
            return _heaviest(scores(leaf, part, among) for part in parts)
        case Sum(parts, _, extras, _, weight):
            among = among & matching(leaf, node)
            total = dict.fromkeys(among, weight)
            for part in (*parts, *extras):
                for number, more in scores(leaf, part, among).items():
                    total[number] += more
            return total
        case Nothing():
            return {}
    return dict.fromkeys(among, 0.0)


def _heaviest(weighed: Any) -> dict[int, float]:
    best: dict[int, float] = {}
    for one in weighed:
        if not best:
            best = one
            continue
        for number, weight in one.items():
            if weight > best.get(number, -1.0):
                best[number] = weight
    return best

"""Nodes carried out over one segment of a Whoosh index: as sets of documents, and as their weights."""

from collections import Counter
from itertools import chain
from operator import attrgetter

from market.search.engines.whoosh.leaf import Leaf
from market.search.ranking.query import Best, First, Node, Nothing, Sum, Term

Numbers = set[int] | frozenset[int]
_WEIGHT = attrgetter("weight")


def matching(leaf: Leaf, node: Node) -> Numbers:
    """The documents of `node`, some of which may have been deleted."""
    if isinstance(node, Term):
        return leaf.holding(node.field, node.token)
    if isinstance(node, (Best, First)):
        (parts,) = node
        return set().union(*[matching(leaf, part) for part in parts])
    if isinstance(node, Sum):
        held = _at_least(node.needed, [matching(leaf, part) for part in node.parts])
        return held & matching(leaf, node.guard) if node.guard is not None and held else held
    return set() if isinstance(node, Nothing) else leaf.all()


def _at_least(needed: int, found: list[Numbers]) -> Numbers:
    if needed == len(found):
        fewest, *others = sorted(found, key=len)
        return fewest.intersection(*others)
    counts = Counter(chain.from_iterable(found))
    return {number for number, count in counts.items() if count >= needed}


def scores(leaf: Leaf, node: Node, among: Numbers) -> dict[int, float]:
    """The weight of each document of `node` that is `among` those asked about."""
    if isinstance(node, Term):
        return dict.fromkeys(leaf.holding(node.field, node.token) & among, node.weight)
    if isinstance(node, Best):
        return _heaviest(leaf, node.parts, among)
    if isinstance(node, Sum):
        return summed(leaf, node, among & matching(leaf, node))
    return {} if isinstance(node, Nothing) else dict.fromkeys(among, 0.0)


def summed(leaf: Leaf, node: Sum, among: Numbers) -> dict[int, float]:
    """As `scores`, where all that are asked about are of `node`."""
    total = dict.fromkeys(among, node.weight)
    for part in (*node.parts, *node.extras):
        for number, more in scores(leaf, part, among).items():
            total[number] += more
    return total


def _heaviest(leaf: Leaf, parts: tuple[Node, ...], among: Numbers) -> dict[int, float]:
    best: dict[int, float] = {}
    # What is heavier is written over what is lighter, without a look at each document.
    for term in sorted((part for part in parts if isinstance(part, Term)), key=_WEIGHT):
        best.update(dict.fromkeys(leaf.holding(term.field, term.token) & among, term.weight))
    for one in (scores(leaf, part, among) for part in parts if not isinstance(part, Term)):
        for number, weight in one.items():
            if weight > best.get(number, -1.0):
                best[number] = weight
    return best

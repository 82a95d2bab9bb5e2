"""Nodes carried out over one segment of a Whoosh index: as sets of documents, and as their weights."""

from collections import Counter
from itertools import chain
from operator import attrgetter

from market.search.engines.whoosh.leaf import Leaf
from market.search.ranking.query import Best, First, Node, Nothing, Sum, Term, at_most

Numbers = set[int] | frozenset[int]
_WEIGHT = attrgetter("weight")


def matching(leaf: Leaf, node: Node, among: Numbers | None = None) -> Numbers:
    """The documents of `node`, of those `among` which it is asked about; some may have been deleted."""
    if isinstance(node, Term):
        found = leaf.holding(node.field, node.token)
        return found if among is None else found & among
    if isinstance(node, (Best, First)):
        (parts,) = node
        return set().union(*[matching(leaf, part, among) for part in parts])
    if isinstance(node, Sum):
        held = _at_least(leaf, node, among)
        return matching(leaf, node.guard, held) if node.guard is not None and held else held
    if isinstance(node, Nothing):
        return set()
    return leaf.all() if among is None else among


def _at_least(leaf: Leaf, node: Sum, among: Numbers | None) -> Numbers:
    if node.needed == len(node.parts):
        # The rarest first: of the common ones only what is left is looked at.
        for part in sorted(node.parts, key=lambda part: at_most(part, leaf.freq, leaf.size)):
            among = matching(leaf, part, among)
        return among or set()
    counts = Counter(chain.from_iterable(matching(leaf, part, among) for part in node.parts))
    return {number for number, count in counts.items() if count >= node.needed}


def scores(leaf: Leaf, node: Node, among: Numbers) -> dict[int, float]:
    """The weight of each document of `node` that is `among` those asked about."""
    if isinstance(node, Term):
        return dict.fromkeys(leaf.holding(node.field, node.token) & among, node.weight)
    if isinstance(node, Best):
        return _heaviest(leaf, node.parts, among)
    if isinstance(node, Sum):
        return summed(leaf, node, matching(leaf, node, among))
    return {} if isinstance(node, Nothing) else dict.fromkeys(among, 0.0)


def summed(leaf: Leaf, node: Sum, among: Numbers) -> dict[int, float]:
    """As `scores`, where all that are asked about are of `node`."""
    total = dict.fromkeys(among, node.weight)
    for part in (*node.parts, *node.extras):
        if isinstance(part, Term):
            for number in leaf.holding(part.field, part.token) & among:
                total[number] += part.weight
            continue
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

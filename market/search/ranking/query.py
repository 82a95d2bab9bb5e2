"""What an engine is asked: terms with weights, put together by a little set arithmetic.

Scores are sums and maxima of fixed weights: they need no statistics of the corpus, so every engine computes the
same ones, and a rank can be explained.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple


# A search makes some hundred of these: tuples are made in a third of the time of frozen objects.
class Term(NamedTuple):
    """The documents that hold `token` in `field`."""

    field: str
    token: str
    weight: float = 0.0


class Best(NamedTuple):
    """The documents of any of `parts`, each with the weight of its heaviest."""

    parts: "tuple[Node, ...]"


class Sum(NamedTuple):
    """The documents of at least `needed` of `parts` and of `guard`, with all weights of parts, of `extras` and its own.

    `guard` and `extras` are about the same documents: a guard only lets through, an extra only adds.
    """

    parts: "tuple[Node, ...]"
    needed: int
    extras: "tuple[Node, ...]" = ()
    guard: "Node | None" = None
    weight: float = 0.0
    called: str = "tier"


@dataclass(frozen=True)
class Everything:
    """Every document."""


class First(NamedTuple):
    """The documents of any of `layers`, each with its weight in the first that holds it.

    What an earlier layer holds weighs more than what only a later one holds.
    """

    layers: "tuple[Node, ...]"


@dataclass(frozen=True)
class Nothing:
    """No document."""


Node = Term | Best | Sum | First | Everything | Nothing
Holds = Callable[[str, str], bool]
_NOTHING = Nothing()


def first(*nodes: Node) -> Node:
    """One after the other."""
    layers = [layer for node in nodes for layer in (node.layers if isinstance(node, First) else (node,))]
    return _one_or(First, tuple(layer for layer in layers if not isinstance(layer, Nothing)))


def pruned(node: Node, holds: Holds) -> Node:
    """`node` without what can find nothing, where the index `holds` (field, token) only some tokens."""
    if isinstance(node, Term):
        return node if holds(node.field, node.token) else _NOTHING
    if isinstance(node, Best):
        return _one_or(Best, _alive(node.parts, holds))
    if isinstance(node, First):
        return _one_or(First, _alive(node.layers, holds))
    return _pruned_sum(node, holds) if isinstance(node, Sum) else node


def _alive(nodes: tuple[Node, ...], holds: Holds) -> tuple[Node, ...]:
    alive: list[Node] = []
    for node in nodes:
        if type(node) is Term:  # nearly all are
            if holds(node.field, node.token):
                alive.append(node)
        elif not isinstance(kept := pruned(node, holds), Nothing):
            alive.append(kept)
    return tuple(alive)


def _one_or(kind: type[Best] | type[First], parts: tuple[Node, ...]) -> Node:
    if len(parts) > 1:
        return kind(parts)
    return parts[0] if parts else _NOTHING


def _pruned_sum(node: Sum, holds: Holds) -> Node:
    parts = _alive(node.parts, holds)
    guard = pruned(node.guard, holds) if node.guard is not None else None
    if len(parts) < node.needed or isinstance(guard, Nothing):
        return _NOTHING
    return node._replace(parts=parts, extras=_alive(node.extras, holds), guard=guard)


def at_most(node: Node, freq: Callable[[str, str], int], everything: int) -> int:
    """More than so many `node` does not find, where `freq` says how many hold (field, token)."""
    match node:
        case Term(field, token):
            return freq(field, token)
        case Best(parts) | First(parts):
            return sum([at_most(part, freq, everything) for part in parts])
        case Sum(parts, needed):
            counts = [at_most(part, freq, everything) for part in parts]
            return min(counts) if needed == len(counts) else sum(counts) // max(needed, 1)
        case Nothing():
            return 0
    return everything


def reasons(node: Node, holds: Holds) -> list[dict[str, Any]] | None:
    """Why a document that `holds` (field, token) weighs what it weighs; None if it is not among those of `node`."""
    match node:
        case Term(field, token, weight):
            return [{"field": field, "token": token, "weight": weight}] if holds(field, token) else None
        case Best(parts):
            found = [why for part in parts if (why := reasons(part, holds)) is not None]
            return max(found, key=_weight, default=None)
        case First(layers):
            return next((why for layer in layers if (why := reasons(layer, holds)) is not None), None)
        case Nothing():
            return None
        case Sum():
            return _reasons_of_sum(node, holds)
    return []


def _reasons_of_sum(node: Sum, holds: Holds) -> list[dict[str, Any]] | None:
    found = [why for part in node.parts if (why := reasons(part, holds)) is not None]
    if len(found) < node.needed or (node.guard is not None and reasons(node.guard, holds) is None):
        return None
    found += [why for extra in node.extras if (why := reasons(extra, holds)) is not None]
    found.append([{"field": node.called, "token": "", "weight": node.weight}])
    return [reason for why in found for reason in why if reason["weight"]]


def _weight(why: list[dict[str, Any]]) -> float:
    return float(sum(reason["weight"] for reason in why))

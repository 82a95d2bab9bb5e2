"""What an engine is asked: terms with weights, put together by a little set arithmetic.

Scores are sums and maxima of fixed weights: they need no statistics of the corpus, so every engine computes the
same ones, and a rank can be explained.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Term:
    """The documents that hold `token` in `field`."""

    field: str
    token: str
    weight: float = 0.0


@dataclass(frozen=True)
class Best:
    """The documents of any of `parts`, each with the weight of its heaviest."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Sum:
    """The documents of at least `needed` of `parts` and of `guard`, with all weights of parts, of `extras` and its own.

    `guard` and `extras` are about the same documents: a guard only lets through, an extra only adds.
    """

    parts: tuple[Node, ...]
    needed: int
    extras: tuple[Node, ...] = ()
    guard: Node | None = None
    weight: float = 0.0
    called: str = "tier"


@dataclass(frozen=True)
class Everything:
    """Every document."""


Node = Term | Best | Sum | Everything


def every(*parts: Node) -> Sum:
    return Sum(parts, len(parts))


def reasons(node: Node, holds: Callable[[str, str], bool]) -> list[dict[str, Any]] | None:
    """Why a document that `holds` (field, token) weighs what it weighs; None if it is not among those of `node`."""
    match node:
        case Term(field, token, weight):
            return [{"field": field, "token": token, "weight": weight}] if holds(field, token) else None
        case Best(parts):
            found = [why for part in parts if (why := reasons(part, holds)) is not None]
            return max(found, key=_weight, default=None)
        case Sum():
            return _reasons_of_sum(node, holds)
    return []


def _reasons_of_sum(node: Sum, holds: Callable[[str, str], bool]) -> list[dict[str, Any]] | None:
    found = [why for part in node.parts if (why := reasons(part, holds)) is not None]
    if len(found) < node.needed or (node.guard is not None and reasons(node.guard, holds) is None):
        return None
    found += [why for extra in node.extras if (why := reasons(extra, holds)) is not None]
    found.append([{"field": node.called, "token": "", "weight": node.weight}])
    return [reason for why in found for reason in why if reason["weight"]]


def _weight(why: list[dict[str, Any]]) -> float:
    return float(sum(reason["weight"] for reason in why))


def terms(node: Node) -> Iterator[Term]:
    """Every term of `node`."""
    match node:
        case Term():
            yield node
        case Best(parts):
            for part in parts:
                yield from terms(part)
        case Sum(parts, _, extras, guard):
            for part in (*parts, *extras, *([guard] if guard else [])):
                yield from terms(part)

"""The order of a page: by the key of its sort, and so that no shop fills the first pages alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from market.catalog.search.engine import DEEPEST, Request, Sort
from market.http import LARGEST_PAGE

# So many of the best are shared out among shops: each shop's five best, then its next five.
SHARED = 200
MOST_OF_A_SHOP = 5
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One document that was found. `address` is the engine's own."""

    address: Any
    score: float
    created: int
    serial: int
    price: int
    shop: int

    @property
    def rank(self) -> tuple[float, int, int]:
        return self.score, self.created, self.serial


def wanted(request: Request) -> int:
    """How many of the best an engine must name so that the page can be made of them."""
    if request.sort is not Sort.RELEVANCE:
        return request.limit + 1 if request.after is None else DEEPEST + LARGEST_PAGE + 1
    passed = request.after.passed if request.after else 0
    return SHARED if passed + request.limit < SHARED else DEEPEST + LARGEST_PAGE + 1


def page(best: Iterable[Hit], request: Request) -> list[tuple[Key, Hit]]:
    """One hit more than the page holds, in order, each with its key; the greatest key comes first."""
    keyed = sorted(_keyed(best, request.sort), key=lambda hit: hit[0], reverse=True)
    if request.after is not None:
        keyed = [hit for hit in keyed if hit[0] < request.after.key]
    return keyed[: request.limit + 1]


def _keyed(best: Iterable[Hit], sort: Sort) -> list[tuple[Key, Hit]]:
    match sort:
        case Sort.CHEAPEST:
            return [((-hit.price, hit.created, hit.serial), hit) for hit in best]
        case Sort.DEAREST:
            return [((hit.price, hit.created, hit.serial), hit) for hit in best]
        case Sort.NEWEST:
            return [((hit.created, hit.serial), hit) for hit in best]
        case _:
            return _shared_out(sorted(best, key=lambda hit: hit.rank, reverse=True))


def _shared_out(ranked: list[Hit]) -> list[tuple[Key, Hit]]:
    of_shop: Counter[int] = Counter()
    keyed: list[tuple[Key, Hit]] = []
    for place, hit in enumerate(ranked):
        shared = place < SHARED
        keyed.append(((int(shared), -(of_shop[hit.shop] // MOST_OF_A_SHOP) if shared else 0, *hit.rank), hit))
        of_shop[hit.shop] += 1
    return keyed

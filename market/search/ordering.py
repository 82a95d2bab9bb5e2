"""The order of a page: by the key of its sort, and so that no shop fills the first pages alone."""

from collections import defaultdict
from collections.abc import Callable
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from market.http import LARGEST_PAGE
from market.search.engines.interface import DEEPEST, Request, Sort

# So many of the best are shared out among shops: each shop's five best, then its next five.
SHARED = 200
MOST_OF_A_SHOP = 5
_DEEPEST = DEEPEST + LARGEST_PAGE + 1
Key = tuple[Any, ...]


class Hit(NamedTuple):
    """One document that was found. `address` is the engine's own."""

    address: Any
    score: float
    created: int
    serial: int
    price: int
    shop: int


RANK = attrgetter("score", "created", "serial")
_FIRST = itemgetter(0)


def page(best: Callable[[int], list[Hit]], request: Request) -> list[tuple[Key, Hit]]:
    """One hit more than the page holds, in order, each with its key; the greatest key comes first.

    `best` names so many of the best; a smaller number names the first of a larger one.
    """
    keyed = sorted(_keyed(best, request), key=_FIRST, reverse=True)
    if request.after is not None:
        keyed = [hit for hit in keyed if hit[0] < request.after.key]
    return keyed[: request.limit + 1]


def _keyed(best: Callable[[int], list[Hit]], request: Request) -> list[tuple[Key, Hit]]:
    if request.sort is Sort.RELEVANCE:
        return _by_relevance(best, request)
    found = best(_DEEPEST if request.after else request.limit + 1)
    match request.sort:
        case Sort.CHEAPEST:
            return [((-hit.price, hit.created, hit.serial), hit) for hit in found]
        case Sort.DEAREST:
            return [((hit.price, hit.created, hit.serial), hit) for hit in found]
    return [((hit.created, hit.serial), hit) for hit in found]


def _by_relevance(best: Callable[[int], list[Hit]], request: Request) -> list[tuple[Key, Hit]]:
    first = best(SHARED)
    passed = request.after.passed if request.after else 0
    if passed + request.limit < SHARED or len(first) < SHARED:
        return _shared_out(first)
    known = {hit.serial for hit in first}
    rest = (hit for hit in best(_DEEPEST) if hit.serial not in known)
    return _shared_out(first) + [((0, 0, *RANK(hit)), hit) for hit in rest]


def _shared_out(first: list[Hit]) -> list[tuple[Key, Hit]]:
    of_shop: defaultdict[int, int] = defaultdict(int)
    keyed: list[tuple[Key, Hit]] = []
    for rank, hit in sorted([(RANK(hit), hit) for hit in first], key=_FIRST, reverse=True):
        keyed.append(((1, -(of_shop[hit.shop] // MOST_OF_A_SHOP), *rank), hit))
        of_shop[hit.shop] += 1
    return keyed

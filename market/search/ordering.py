"""The order of a page: by the key of its sort; among equals each shop has its turn, and none fills the first places.

Every shop has a fixed place on a ring. Each day the round begins somewhere else on it, for as many as are equal: forty
shops that sell the same are each among the first ten of every four days, and nobody needs to know how many there are.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from itertools import islice
from math import floor
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from market.http import LARGEST_PAGE
from market.search.engines.interface import DEEPEST, Request, Sort
from market.search.ranking.weights import FIT

# So many of the best are shared out among shops.
SHARED = 200
# Of what fits equally well, a shop shows so many before the others' are through.
MOST_OF_A_SHOP = 2
RING = 1 << 32
# The round begins at a whole step: an index finds what follows by its first hexadecimal digits.
STEP = RING >> 12
_DEEPEST = DEEPEST + LARGEST_PAGE + 1
# Multiples of it fill a round the most evenly, however many days one looks at.
_GOLDEN = 0.6180339887498949
Key = tuple[Any, ...]


class Hit(NamedTuple):
    """One document that was found. `address` is the engine's own; `worth`: what it is sorted by, beside its words."""

    address: Any
    score: float
    serial: int
    shop: int
    lot: int  # its shop's place on the ring
    new_until: int
    worth: int = 0


_BY_SCORE, _FIRST = attrgetter("score", "serial"), itemgetter(0)
# Which number of a document is sorted by, and whether the smallest comes first.
SORTED_BY = {
    Sort.CHEAPEST: ("price", True),
    Sort.DEAREST: ("price", False),
    Sort.NEWEST: ("created", False),
    Sort.PER_KG: ("per_kg", True),
    Sort.BEST_SELLING: ("sold", False),
}


def page(best: Callable[[int], list[Hit]], request: Request) -> list[tuple[Key, Hit]]:
    """One hit more than the page holds, in order, each with its key; the greatest key comes first.

    `best` names so many of the best; a smaller number names the first of a larger one.
    """
    keyed = sorted(_keyed(best, request), key=_FIRST, reverse=True)
    if request.after is not None:
        keyed = [hit for hit in keyed if hit[0] < request.after.key]
    return keyed[: request.limit + 1]


def first_step(seed: date) -> int:
    """Where on the ring the round of a day begins, of more than one can look at."""
    return floor(_share(seed) * (RING // STEP)) * STEP


def turn(lot: int, shop: int, serial: int, start: int) -> tuple[int, int, int]:
    """How soon it is a good's turn; the greatest first."""
    return -((lot - start) % RING), shop, serial


def last_weight(weights: Iterable[float], most: int) -> float:
    """What the last of the `most` heaviest weighs."""
    weight = 0.0
    for weight, count in sorted(Counter(weights).items(), reverse=True):  # noqa: B007
        most -= count
        if most <= 0:
            break
    return weight


def _share(seed: date) -> float:
    return (seed.toordinal() * _GOLDEN) % 1.0


def _keyed(best: Callable[[int], list[Hit]], request: Request) -> list[tuple[Key, Hit]]:
    if request.sort is Sort.RELEVANCE:
        return _by_relevance(best, request)
    found, start = best(_DEEPEST if request.after else request.limit + 1), first_step(request.seed)
    sign = 1 if request.sort in SORTED_BY and not SORTED_BY[request.sort][1] else -1
    return [((sign * hit.worth, *turn(hit.lot, hit.shop, hit.serial, start)), hit) for hit in found]


def _by_relevance(best: Callable[[int], list[Hit]], request: Request) -> list[tuple[Key, Hit]]:
    first = best(SHARED)
    passed = request.after.passed if request.after else 0
    if passed + request.limit < SHARED or len(first) < SHARED:
        return _shared_out(first, request)
    known, start = {hit.serial for hit in first}, first_step(request.seed)
    rest = (hit for hit in best(_DEEPEST) if hit.serial not in known)
    return _shared_out(first, request) + [(_key(0, hit, 0, 0, start), hit) for hit in rest]


def _key(part: int, hit: Hit, block: int, new: int, start: int) -> Key:
    """Among equals the soonest whose turn it is, as `turn` says: written out, for a search makes hundreds."""
    _, score, serial, shop, lot, *_ = hit
    return part, floor(score * FIT), -block, score, new, start, -((lot - start) % RING), shop, serial


def _shared_out(first: list[Hit], request: Request) -> list[tuple[Key, Hit]]:
    """Of what fits equally each shop's best two, then its next two; among equals what is new, then whose turn it is."""
    of_shop: Counter[tuple[int, int]] = Counter()
    starts, today = _starts(first, request), request.seed.toordinal()
    keyed: list[tuple[Key, Hit]] = []
    for hit in sorted(first, key=_BY_SCORE, reverse=True):
        known = floor(hit.score * FIT), hit.shop
        block = of_shop[known] // MOST_OF_A_SHOP
        of_shop[known] += 1
        keyed.append((_key(1, hit, block, int(hit.new_until > today), starts[hit.score]), hit))
    return keyed


def _starts(first: list[Hit], request: Request) -> dict[float, int]:
    """Where the round begins, for each score: at the same share of the shops that have it.

    The last may have more than are here: they were taken from where the day's round of all begins.
    """
    lots: dict[float, set[int]] = defaultdict(set)
    for hit in first:
        lots[hit.score].add(hit.lot)
    starts = {score: _nth(sorted(of), floor(_share(request.seed) * len(of))) for score, of in lots.items()}
    if len(first) >= SHARED:
        starts[min(starts)] = first_step(request.seed)
    if request.after is not None and len(request.after.key) > _START:
        # Others may have come to it or gone: the round goes on as it began.
        starts[request.after.key[_SCORE]] = request.after.key[_START]
    return starts


_SCORE, _START = 3, 5


def _nth(of: Iterable[int], n: int) -> int:
    return next(islice(of, n, None))

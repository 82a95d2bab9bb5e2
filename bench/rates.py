"""The arithmetic of a day: when requests are due, what most of them took, between which rates a limit is crossed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from random import Random


def arrivals(rate: float, seconds: float, chance: Random) -> Iterator[float]:
    """The instants of a Poisson process: people who know nothing of each other, `rate` a second on average."""
    at = chance.expovariate(rate)
    while at < seconds:
        yield at
        at += chance.expovariate(rate)


def percentile(values: Sequence[float], percent: float) -> float:
    """The least of `values` that so many of them do not exceed."""
    rank = max(1, math.ceil(len(values) * percent / 100))
    return sorted(values)[rank - 1]


def crossing(holds: Callable[[int], bool], *, start: int, most: int, apart: float) -> tuple[int, int]:
    """The highest rate that held and the lowest that did not, at most `apart` times it; doubled first, then halved.

    0 where none held, and the second is 0 where all up to `most` did.
    """
    held, failed = 0, start
    while holds(failed):
        held, failed = failed, failed * 2
        if failed > most:
            return held, 0
    while failed > max(1, held) * apart and failed - held > 1:
        between = round(math.sqrt(held * failed)) if held else failed // 2
        if holds(between):
            held = between
        else:
            failed = between
    return held, failed

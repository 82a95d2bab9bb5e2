"""Of many that are equal, those whose turn it is: Tantivy itself would always take the first of its segments.

A good's place on the ring (`market.search.ordering`) is indexed by its first hexadecimal digits, so that a part of the
ring is a handful of terms and what it costs to look at it does not grow with the goods beyond it.
"""

from collections.abc import Callable, Iterator
from math import ceil

from market.search.ordering import RING, STEP, Hit, turn

DIGITS = 3
STEPS = RING // STEP
# As many more than needed as even an uneven ring has.
_SPARE, _WIDER = 2, 4


def digits(lot: int) -> str:
    return f"{lot // STEP:0{DIGITS}x}"


def windows(start: int, width: int) -> Iterator[str]:
    """The terms of the `width` steps from the place `start` on."""
    at, left = start // STEP, width
    while left > 0:
        size = next(size for size in (256, 16, 1) if at % size == 0 and size <= left)
        yield f"{at % STEPS:0{DIGITS}x}"[: {256: 1, 16: 2, 1: 3}[size]]
        at, left = (at + size) % STEPS, left - size


def soonest(look: Callable[[list[str] | None], list[Hit]], need: int, among: int, start: int) -> list[Hit]:
    """The `need` whose turn comes first of `among` or fewer; `look` finds those of some windows, or all of them."""
    width = ceil(STEPS * need * _SPARE / max(among, 1))
    while width < STEPS:
        found = look(list(windows(start, width)))
        if len(found) >= need:
            break
        width *= _WIDER
    else:
        found = look(None)
    return sorted(found, key=lambda hit: turn(hit.lot, hit.shop, hit.serial, start), reverse=True)[:need]

"""Small-cell suppression: what the public may not see, so that no figure shows one household or one buyer. Pure."""

from collections.abc import Mapping
from typing import TypeVar

SMALLEST_SHOWN = 5

Key = TypeVar("Key")


def hidden(cells: Mapping[Key, int]) -> set[Key]:
    """Of cells that add up to a total which is shown, those to hide: each of 1 to 4, and enough of the next smallest.

    One hidden cell could be had by taking the others from the total; so at least two are hidden, which hold five or
    more together, as far as there are others. Nothing (0) is nobody, and is shown.
    """
    away = {key for key, count in cells.items() if 0 < count < SMALLEST_SHOWN}
    if not away or _is_enough(away, cells):
        return away
    others = (key for key in cells if cells[key] >= SMALLEST_SHOWN)
    for key in sorted(others, key=lambda key: (cells[key], str(key))):
        away.add(key)
        if _is_enough(away, cells):
            break
    return away


def _is_enough(away: set[Key], cells: Mapping[Key, int]) -> bool:
    return len(away) > 1 and sum(cells[one] for one in away) >= SMALLEST_SHOWN

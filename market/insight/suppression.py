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
    filled = sorted((key for key in cells if cells[key] > 0), key=lambda key: (cells[key], str(key)))
    away: set[Key] = {key for key in filled if cells[key] < SMALLEST_SHOWN}
    for key in filled:
        if not away or (len(away) > 1 and sum(cells[one] for one in away) >= SMALLEST_SHOWN):
            break
        away.add(key)
    return away

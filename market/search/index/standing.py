"""What decides among equals, as one number: read for thousands of goods, and weighed once for all that are alike."""

from functools import lru_cache
from typing import NamedTuple

# How many bits each takes, the lowest first.
_BITS = {"months": 12, "in_stock": 1, "ships_by_post": 1, "reliability": 2, "tier": 2, "stars": 3, "stars_until": 24}


class Standing(NamedTuple):
    months: int
    in_stock: int
    ships_by_post: int
    reliability: int
    tier: int
    stars: int
    stars_until: int


def packed(facts: dict[str, int]) -> int:
    number = place = 0
    for name, bits in _BITS.items():
        if not 0 <= facts[name] < 1 << bits:
            raise ValueError(f"{name} does not fit")
        number |= facts[name] << place
        place += bits
    return number


@lru_cache(maxsize=20_000)
def unpacked(number: int) -> Standing:
    values = []
    for bits in _BITS.values():
        values.append(number & (1 << bits) - 1)
        number >>= bits
    return Standing(*values)

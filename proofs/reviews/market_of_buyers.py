"""Shops of several kinds in several provinces, of a quality that nobody knows, and buyers who say what they found."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from market.reviews.rules import MOST_STARS

_PROVINCES, _KINDS = 4, 6
# As elsewhere: most are content, and a third of those who bought say anything. How much a shop differs from its kind
# is less than how much one parcel does from the next.
_USUAL, _OF_KIND, _OF_PROVINCE, _OF_SHOP, _OF_PARCEL = 4.3, 0.25, 0.1, 0.35, 0.9
_SPEAKS = 1 / 3


@dataclass
class Shop:
    """`quality` is the mean of what all buyers that it could ever have would give."""

    cell: tuple[str, str]
    quality: float
    weight: float
    given: list[int] = field(default_factory=list)


def told(*, orders: int, shops: int, seed: int) -> list[Shop]:
    """The shops after so many orders: a few sell much, most sell little."""
    chance = Random(seed)
    found = list(_shops(shops, chance))
    for shop in chance.choices(found, [shop.weight for shop in found], k=orders):
        if chance.random() < _SPEAKS:
            shop.given.append(_stars(shop.quality, chance))
    return [Shop(shop.cell, _mean(shop.quality), shop.weight, shop.given) for shop in found]


def _shops(count: int, chance: Random) -> Iterator[Shop]:
    kinds: dict[str, float] = defaultdict(lambda: chance.gauss(0, _OF_KIND))
    places: dict[str, float] = defaultdict(lambda: chance.gauss(0, _OF_PROVINCE))
    for _ in range(count):
        cell = str(chance.randrange(_PROVINCES)), str(chance.randrange(_KINDS))
        quality = _USUAL + places[cell[0]] + kinds[cell[1]] + chance.gauss(0, _OF_SHOP)
        yield Shop(cell, quality, chance.paretovariate(1.1))


def _stars(quality: float, chance: Random) -> int:
    return min(MOST_STARS, max(1, round(chance.gauss(quality, _OF_PARCEL))))


def _mean(quality: float, *, buyers: int = 400) -> float:
    """What buyers would give in the end, who cannot give more than five."""
    chance = Random(round(quality * 1e6))
    given = Counter(_stars(quality, chance) for _ in range(buyers))
    return sum(stars * count for stars, count in given.items()) / buyers

"""A sheet with lines of writing, a name below, and a seal: as a signed paper looks from afar."""

from __future__ import annotations

from random import Random

from market.catalog import photos
from market.seed.pictures import brush

_LINES = range(30, 66, 6)


def paper(name: str) -> dict[str, bytes]:
    """The picture in the three sizes; the same for the same `name`."""
    chance, sheet = Random(name), brush.Sheet("#8a7a63")
    sheet.box(50, 50, 72, 92, "#fdfcf7")
    sheet.box(50, 16, 44, 3, "#3a3a3a")
    sheet.box(50, 22, 30, 2, "#6a6a6a")
    for line in _LINES:
        wide = chance.randrange(40, 58)
        sheet.box(21 + wide / 2, line, wide, 1.2, "#9a9a9a", 0.5)
    for stroke in range(7):
        sheet.oval(60 + stroke * 3, 82 + chance.uniform(-2, 2), 4, chance.uniform(2, 7), (30, 50, 140, 170))
    sheet.oval(35, 80, 18, 18, (190, 40, 40, 120))
    by_side = {side: sheet.webp(side) for side in {min(side, brush.SIDE) for side in photos.SIDES.values()}}
    return {size: by_side[min(side, brush.SIDE)] for size, side in photos.SIDES.items()}

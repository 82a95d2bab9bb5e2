"""Who looked meanwhile: by which links they came, and how many for each who ordered. Nobody of them is anybody."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from market import clock
from market.catalog.rules.sources import Source
from market.insight.seen.actions import count
from market.insight.seen.lines import Look
from market.insight.seen.rules import DIRECT, Step
from market.seed.rows import Row, several
from market.seed.stalls import Stalls

# Of a hundred who order; who is sent a link buys more readily than who finds the way alone.
_CAME = {Source.HOUSEHOLD: 42, Source.TEAM: 9, Source.POSTER: 10, Source.FAIR: 8, Source.FEED: 6, DIRECT: 25}
_OPENED = {Source.HOUSEHOLD: 5, Source.TEAM: 6, Source.POSTER: 4, Source.FAIR: 9, Source.FEED: 12, DIRECT: 14}
_LATELY = 35
_LIVELY = {"na-dong-dinh": 4}
_GENERAL = 30


def source_of(checkout: str) -> Source | None:
    """By which link the buyer of a checkout came: the same at every load."""
    return _source(Random(f"came {checkout}"))


def look(stalls: Stalls, orders: list[Row], *, now: datetime) -> None:
    """Before each order some who looked, and in the last weeks some at everything."""
    chance, looks = Random("who looked"), Counter[Look]()
    for row in orders:
        day = clock.local_day(now - timedelta(hours=int(row["age_hours"])))
        for item in several(row["items"]):
            of, source = _of(stalls, item.partition(":")[0]), source_of(row["checkout"]) or DIRECT
            _come(looks, day, source, of, chance)
            looks[Look(day, Step.BASKET, source, *of)] += 1
    today = clock.local_day(now)
    for key in stalls.goods:
        for _ in range(chance.randrange(3) + _LIVELY.get(key.partition("/")[0], 0)):
            day = today - timedelta(days=chance.randrange(_LATELY))
            _come(looks, day, _source(chance) or DIRECT, _of(stalls, key), chance)
    for _ in range(_GENERAL * _LATELY):
        looks[Look(today - timedelta(days=chance.randrange(_LATELY)), Step.OPENED, _source(chance) or DIRECT)] += 1
    count(looks)


def _source(chance: Random) -> Source | None:
    came = chance.choices(list(_CAME), list(_CAME.values()))[0]
    return None if came == DIRECT else Source(came)


def _of(stalls: Stalls, key: str) -> tuple[UUID, UUID]:
    """The shop and the good of "shop/goods"."""
    return stalls.shops[key.partition("/")[0]].id, stalls.goods[key]


def _come(looks: Counter[Look], day: date, source: str, of: tuple[UUID, UUID], chance: Random) -> None:
    """Some open it; most look at it, some at more; few put it in a basket."""
    opened = chance.randrange(1, 2 * _OPENED[source])
    looks[Look(day, Step.OPENED, source, *of)] += opened
    looks[Look(day, Step.LOOKED, source, *of)] += opened + chance.randrange(opened + 1) // 2
    looks[Look(day, Step.BASKET, source, *of)] += chance.randrange(opened // 3 + 1)

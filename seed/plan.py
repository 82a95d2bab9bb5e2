"""What became of each order, worked out from orders.csv: who did what when. Pure; `lives` lets them do it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from market.orders.rules import FRESH_DAYS, OrderState, timer
from market.seed.rows import Row, rows, several

ORIGIN, DESTINATION = 0, 1

_BROUGHT = ("accepted", "departed", "arrived")
_IN_VAIN = ("out_for_delivery", "delivery_failed")
# Where a parcel has come to → the scans that brought it there.
_SCANS = {
    "accepted": ("accepted",),
    "in_transit": ("accepted", "departed"),
    "arrived": _BROUGHT,
    "out_for_delivery": (*_BROUGHT, "out_for_delivery"),
    "held_for_pickup": (*_BROUGHT, "held_for_pickup"),
    "delivery_failed": (*_BROUGHT, *_IN_VAIN),
    "delivered": (*_BROUGHT, "out_for_delivery", "delivered"),
    "returning": (*_BROUGHT, *_IN_VAIN, "return_started"),
    "returned": (*_BROUGHT, *_IN_VAIN * 3, "return_started", "departed", "arrived", "returned"),
    "lost": ("accepted", "departed", "lost"),
    "damaged": (*_BROUGHT, "damaged"),
}
# The same of parcels of long ago, whose every stop nobody looks up any more (`scanned` of their row is "briefly").
_BRIEFLY = {
    "delivered": ("accepted", "arrived", "delivered"),
    "returned": ("accepted", "arrived", "delivery_failed", "return_started", "arrived", "returned"),
}
_BY_COURIER = {"out_for_delivery", "delivery_failed", "delivered"}
_AT_THE_OTHER_END = {"arrived", "lost"}
# What the household did until the order stood or was called off; in every other state it has packed.
_HANDLED: dict[str, tuple[str, ...]] = {"placed": (), "accepted": ("accept",)}


class Scanned(NamedTuple):
    """One scan of a trip: by the clerk or courier of the office where it begins or ends."""

    number: int
    event: str
    role: str
    end: int
    is_last: bool


@dataclass(frozen=True)
class Step:
    """At `at`, `by` (a key) did `verb` to `order`: check_out, accept, pack, scan, cancel or complete."""

    at: datetime
    verb: str
    order: Row
    by: str = ""
    scanned: Scanned | None = None


def steps(orders: list[Row], now: datetime) -> list[Step]:
    """Everything that people did with `orders` until `now`, oldest first. What time does by itself is not among it."""
    firsts = {row["checkout"]: row for row in reversed(orders)}.values()
    bought = [Step(_ago(row["age_hours"], now), "check_out", row, row["buyer"]) for row in firsts]
    lived = [step for row in orders for step in _life(row, now)]
    return sorted([*bought, *lived], key=lambda step: step.at)


def shop_of(order: Row) -> str:
    return order["items"].partition("/")[0]


def scans_to(state: str, *, briefly: bool = False) -> list[Scanned]:
    """The scans that bring a parcel to `state`; none where the post does not have it yet."""
    known = _SCANS | _BRIEFLY if briefly else _SCANS
    end, events, trip = ORIGIN, known.get(state, ()), []
    for number, event in enumerate(events, start=1):
        end = DESTINATION - end if event in _AT_THE_OTHER_END else end
        role = "courier" if event in _BY_COURIER else "clerk"
        trip.append(Scanned(number, event, role, end, number == len(events)))
    return trip


def _life(row: Row, now: datetime) -> Iterator[Step]:
    """At equal distances from when the order was placed to when it came where it is."""
    start, end = _ago(row["age_hours"], now), _ago(row["since_hours"], now) - _waited(row)
    doings = list(_doings(row))
    for place, (verb, by, scanned) in enumerate(doings, start=1):
        yield Step(start + (end - start) * place / len(doings), verb, row, by, scanned)


def _doings(row: Row) -> Iterator[tuple[str, str, Scanned | None]]:
    stood = row["closed_from"] or row["reaches"]
    for verb in _HANDLED.get(stood, ("accept", "pack")):
        yield verb, shop_of(row), None
    for scanned in scans_to(row["parcel_reaches"], briefly=row.get("scanned") == "briefly"):
        yield "scan", "", scanned
    closers = {"buyer": row["buyer"], "seller": shop_of(row), "operator": "operator"}
    if row["closed_by"] in closers:
        yield "complete" if row["reaches"] == "completed" else "cancel", closers[row["closed_by"]], None


def _waited(row: Row) -> timedelta:
    """How long a delivered order stood until its timer completed it."""
    if (row["reaches"], row["closed_by"]) != ("completed", "worker"):
        return timedelta(0)
    step = timer(OrderState.DELIVERED, 0, is_fresh=_is_fresh(row))
    return step.after if step else timedelta(0)


def _is_fresh(row: Row) -> bool:
    kept = {good["slug"]: good["shelf_life_days"] for good in rows("goods")}
    slugs = [item.partition("/")[2].partition(":")[0] for item in several(row["items"])]
    return any(kept[slug] and int(kept[slug]) <= FRESH_DAYS for slug in slugs)


def _ago(hours: str, now: datetime) -> datetime:
    return now - timedelta(hours=int(hours))

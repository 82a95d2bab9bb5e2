"""What truly happens to each parcel: where it is taken, by whom, when, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from market.clock import LOCAL
from market.delivery.failures import HELD_FOR, Reason
from market.delivery.rules.parcels import ParcelState, ScanEvent

_E = ScanEvent


@dataclass(frozen=True)
class Happening:
    """One true step: when, at which office, by a clerk or a courier; `mistake` is undone the next day."""

    at: datetime
    office: str
    role: str
    event: ScanEvent
    reason: str | None = None
    mistake: bool = False


@dataclass(frozen=True)
class Fate:
    """How a parcel ends, and the chance of it."""

    name: str
    weight: int
    end: ParcelState


FATES = (
    Fate("delivered", 70, ParcelState.DELIVERED),
    Fate("delivered at the second attempt", 7, ParcelState.DELIVERED),
    Fate("delivered at the third attempt", 3, ParcelState.DELIVERED),
    Fate("fetched at the office", 4, ParcelState.DELIVERED),
    Fate("refused at the door", 4, ParcelState.RETURNED),
    Fate("never fetched", 4, ParcelState.RETURNED),
    Fate("lost", 2, ParcelState.LOST),
    Fate("damaged", 2, ParcelState.DAMAGED),
    Fate("called lost by mistake", 2, ParcelState.DELIVERED),
)
_ATTEMPTS = {"delivered at the second attempt": 1, "delivered at the third attempt": 2}


def choose_fate(chance: Random) -> Fate:
    return chance.choices(FATES, [fate.weight for fate in FATES])[0]


def happenings(
    fate: Fate, *, origin: str, destination: str, days: int, handed_in: datetime, chance: Random
) -> Iterator[Happening]:
    """The true steps of one parcel, in order; offices are codes, `days` those on the way."""
    at = handed_in
    yield Happening(at, origin, "clerk", _E.ACCEPTED)
    if fate.name == "damaged":
        yield Happening(at + timedelta(hours=3), origin, "clerk", _E.DAMAGED)
        return
    if origin != destination:
        at = _evening(at)
        yield Happening(at, origin, "clerk", _E.DEPARTED)
        if fate.name == "lost":
            yield Happening(at + timedelta(days=days + 2), destination, "clerk", _E.LOST)
            return
        at = _morning(at + timedelta(days=days), chance)
        yield Happening(at, destination, "clerk", _E.ARRIVED)
    elif fate.name == "lost":
        yield Happening(at + timedelta(days=2), destination, "clerk", _E.LOST)
        return
    if fate.name == "called lost by mistake":
        yield Happening(at + timedelta(minutes=30), destination, "clerk", _E.LOST, mistake=True)
    yield from _at_the_door(fate, origin, destination, at, days, chance)


def _at_the_door(
    fate: Fate, origin: str, destination: str, at: datetime, days: int, chance: Random
) -> Iterator[Happening]:
    tries = _ATTEMPTS.get(fate.name, 0)
    tries = {"fetched at the office": 3, "never fetched": 3, "refused at the door": 1}.get(fate.name, tries)
    reason = Reason.REFUSED_GOODS if fate.name == "refused at the door" else Reason.ABSENT
    for _ in range(tries):
        at = _morning(at + timedelta(days=1), chance)
        yield Happening(at, destination, "courier", _E.OUT_FOR_DELIVERY)
        at += timedelta(hours=2)
        yield Happening(at, destination, "courier", _E.DELIVERY_FAILED, reason=reason)
    if fate.name in ("fetched at the office", "never fetched"):
        at += timedelta(hours=4)
        yield Happening(at, destination, "clerk", _E.HELD_FOR_PICKUP)
        at += HELD_FOR + timedelta(hours=3) if fate.name == "never fetched" else timedelta(days=2)
    if fate.end == ParcelState.DELIVERED:
        yield from _delivered(fate, destination, at, chance)
    else:
        yield from _returned(origin, destination, at, days, chance)


def _delivered(fate: Fate, destination: str, at: datetime, chance: Random) -> Iterator[Happening]:
    if fate.name == "fetched at the office":
        yield Happening(at, destination, "clerk", _E.DELIVERED)
        return
    at = _morning(at + timedelta(days=1), chance)
    yield Happening(at, destination, "courier", _E.OUT_FOR_DELIVERY)
    yield Happening(at + timedelta(hours=chance.uniform(0.5, 6)), destination, "courier", _E.DELIVERED)


def _returned(origin: str, destination: str, at: datetime, days: int, chance: Random) -> Iterator[Happening]:
    at += timedelta(hours=1)
    yield Happening(at, destination, "clerk", _E.RETURN_STARTED)
    if origin != destination:
        yield Happening(at + timedelta(hours=1), destination, "clerk", _E.DEPARTED)
        at = _morning(at + timedelta(days=days + 1), chance)
        yield Happening(at, origin, "clerk", _E.ARRIVED)
    yield Happening(at + timedelta(hours=5), origin, "clerk", _E.RETURNED)


def _morning(at: datetime, chance: Random) -> datetime:
    """Between 7 and 10 o'clock of that day in Vietnam."""
    return at.astimezone(LOCAL).replace(hour=7, minute=0) + timedelta(minutes=chance.randrange(180))


def _evening(at: datetime) -> datetime:
    """The van leaves at six."""
    return max(at + timedelta(minutes=20), at.astimezone(LOCAL).replace(hour=18, minute=0))

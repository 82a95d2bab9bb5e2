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
class Outcome:
    """How a parcel ends, and the chance of it."""

    name: str
    weight: int
    end: ParcelState


@dataclass
class Sent:
    """One order and what truly becomes of its parcel, with the cash due at its door; no outcome if called off."""

    number: str
    outcome: Outcome | None
    cash_vnd: int


OUTCOMES = (
    Outcome("delivered", 70, ParcelState.DELIVERED),
    Outcome("delivered at the second attempt", 7, ParcelState.DELIVERED),
    Outcome("delivered at the third attempt", 3, ParcelState.DELIVERED),
    Outcome("fetched at the office", 4, ParcelState.DELIVERED),
    Outcome("refused at the door", 4, ParcelState.RETURNED),
    Outcome("never fetched", 4, ParcelState.RETURNED),
    Outcome("lost", 2, ParcelState.LOST),
    Outcome("damaged", 2, ParcelState.DAMAGED),
    Outcome("called lost by mistake", 2, ParcelState.DELIVERED),
)
_ATTEMPTS = {"delivered at the second attempt": 1, "delivered at the third attempt": 2}


def choose_outcome(chance: Random) -> Outcome:
    return chance.choices(OUTCOMES, [outcome.weight for outcome in OUTCOMES])[0]


def happenings(
    outcome: Outcome, *, origin: str, destination: str, days: int, handed_in: datetime, chance: Random
) -> Iterator[Happening]:
    """The true steps of one parcel, in order; offices are codes, `days` those on the way."""
    at = handed_in
    yield Happening(at, origin, "clerk", _E.ACCEPTED)
    if outcome.name == "damaged":
        yield Happening(at + timedelta(hours=3), origin, "clerk", _E.DAMAGED)
        return
    if origin != destination:
        at = _evening(at)
        yield Happening(at, origin, "clerk", _E.DEPARTED)
        if outcome.name == "lost":
            yield Happening(at + timedelta(days=days + 2), destination, "clerk", _E.LOST)
            return
        at = _morning(at + timedelta(days=days), chance)
        yield Happening(at, destination, "clerk", _E.ARRIVED)
    elif outcome.name == "lost":
        yield Happening(at + timedelta(days=2), destination, "clerk", _E.LOST)
        return
    if outcome.name == "called lost by mistake":
        yield Happening(at + timedelta(minutes=30), destination, "clerk", _E.LOST, mistake=True)
    yield from _at_the_door(outcome, origin, destination, at, days, chance)


def _at_the_door(
    outcome: Outcome, origin: str, destination: str, at: datetime, days: int, chance: Random
) -> Iterator[Happening]:
    tries = _ATTEMPTS.get(outcome.name, 0)
    tries = {"fetched at the office": 3, "never fetched": 3, "refused at the door": 1}.get(outcome.name, tries)
    reason = Reason.REFUSED_GOODS if outcome.name == "refused at the door" else Reason.ABSENT
    for _ in range(tries):
        at = _morning(at + timedelta(days=1), chance)
        yield Happening(at, destination, "courier", _E.OUT_FOR_DELIVERY)
        at += timedelta(hours=2)
        yield Happening(at, destination, "courier", _E.DELIVERY_FAILED, reason=reason)
    if outcome.name in ("fetched at the office", "never fetched"):
        at += timedelta(hours=4)
        yield Happening(at, destination, "clerk", _E.HELD_FOR_PICKUP)
        at += HELD_FOR + timedelta(hours=3) if outcome.name == "never fetched" else timedelta(days=2)
    if outcome.end == ParcelState.DELIVERED:
        yield from _delivered(outcome, destination, at, chance)
    else:
        yield from _returned(origin, destination, at, days, chance)


def _delivered(outcome: Outcome, destination: str, at: datetime, chance: Random) -> Iterator[Happening]:
    if outcome.name == "fetched at the office":
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

"""When a parcel will come: promised when the post takes it in, and said anew when that cannot be kept. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from market.clock import LOCAL, local_day
from market.delivery.failures import NextStep
from market.delivery.rules.parcels import ParcelState
from market.delivery.tariff import SERVICES

_S = ParcelState
_ON_THE_WAY = frozenset({_S.ACCEPTED, _S.IN_TRANSIT, _S.OUT_FOR_DELIVERY, _S.DELIVERY_FAILED})


# Where the last attempt ends: the receiver fetches it, or it goes back.
_NOT_BROUGHT = frozenset({NextStep.HOLD, NextStep.RETURN})


@dataclass(frozen=True)
class Promise:
    """The days (in Vietnam) between which the parcel comes; `late` once the first promise is broken."""

    earliest: date
    latest: date
    late: bool = False


def promised(taken_in: datetime, service: str, days: tuple[int, int]) -> Promise:
    """What is promised at `taken_in` (UTC): what comes in after the service's cut-off leaves a day later."""
    after_cut_off = taken_in.astimezone(LOCAL).time() > SERVICES[service].cut_off
    leaves = local_day(taken_in) + timedelta(days=int(after_cut_off))
    return Promise(leaves + timedelta(days=days[0]), leaves + timedelta(days=days[1]))


def promise_now(first: Promise | None, state: ParcelState, *, at_destination: bool, today: date) -> Promise | None:
    """The promise as it stands `today`; None for what is not on its way to the receiver."""
    if first is None or state not in _ON_THE_WAY:
        return None
    late = today > first.latest
    near = at_destination or state == _S.OUT_FOR_DELIVERY
    soonest = today if state == _S.OUT_FOR_DELIVERY or at_destination else max(today, first.earliest)
    if state == _S.DELIVERY_FAILED:
        soonest = today + timedelta(days=1)
    rest = timedelta(days=1 if near else 2)
    latest = max(soonest + rest if late or near else first.latest, soonest)
    if state == _S.OUT_FOR_DELIVERY:
        latest = today
    return Promise(soonest, latest, late or latest > first.latest)


def promise_of(parcel: Any, today: date) -> Promise | None:
    """What is promised `today` of a parcel, to whoever asks; nothing of one that goes back or waits to be fetched."""
    if parcel.promised_from is None or parcel.promised_by is None or parcel.next_step in _NOT_BROUGHT:
        return None
    near = parcel.present_office == parcel.destination_office
    first = Promise(parcel.promised_from, parcel.promised_by)
    return promise_now(first, ParcelState(parcel.state), at_destination=near, today=today)

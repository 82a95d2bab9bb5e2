"""The page of one parcel, as clerk and courier see it."""

from typing import Any

from flask import Response

from market import clock
from market.accounts import queries as accounts
from market.delivery import estimates
from market.delivery.access import is_open
from market.delivery.carriers.registry import CARRIERS
from market.delivery.failures import why
from market.delivery.models import Parcel
from market.delivery.queries import parcels as queries
from market.delivery.queries.offices import office_names
from market.delivery.rules.parcels import ParcelState, ScanEvent
from market.language import Sentence
from market.payments.tills.couriers import couriers_of
from market.places.queries import commune_names
from market.web.counter import after, offices
from market.web.counter.parcels import steps
from market.web.counter.parcels.words import BUTTONS, PARCEL, REASONS, SAY, STATES, UNSEEN
from market.web.counter.today.words import STEPS_DONE

_MOST_COURIERS = 20


def unseen(office: str, number: str) -> Response:
    """Of one that is not theirs no more than its number, and the one step that somebody takes who holds it."""
    is_clerk = offices.is_clerk(office)
    event = ScanEvent.ARRIVED if is_clerk else ScanEvent.OUT_FOR_DELIVERY
    said = {"title": PARCEL["title"].format(number=number), "say": UNSEEN["say_clerk" if is_clerk else "say_courier"]}
    return offices.page(
        "counter_unseen.html",
        office=office,
        words=PARCEL,
        **said,
        status=404,
        tracked=number,
        event=event,
        buttons=BUTTONS,
    )


def parcel_shown(office: str, parcel: Parcel) -> Response:
    """Where it stands, what can be done with it here, and all that happened to it."""
    is_clerk, number = offices.is_clerk(office), parcel.tracking_number
    offered = steps.offered(parcel, office=office, is_clerk=is_clerk)
    said = {"title": PARCEL["title"].format(number=number), "say": _say(parcel, offered), **after.told()}
    told = _facts(parcel) | _history(parcel) | (_hands(office, parcel, offered) if is_clerk else {})
    return offices.page("counter_parcel.html", office=office, words=PARCEL, offered=offered, **said, **told)


def _facts(parcel: Parcel) -> dict[str, Any]:
    promise = estimates.promise_of(parcel, clock.local_day(clock.now()))
    told = {"parcel": parcel, "is_open": is_open(parcel), "promise": promise, "failed_why": why(parcel.failed_because)}
    words = {"buttons": BUTTONS, "reasons": REASONS, "states": STATES}
    until = clock.spoken_day(parcel.held_until) if parcel.held_until else None
    return told | words | {"commune": commune_names([parcel.to_commune]), "held_until": until}


def _say(parcel: Parcel, offered: list[ScanEvent]) -> Sentence:
    if offered:
        return SAY[offered[0]]
    if parcel.state == ParcelState.CANCELLED:
        return PARCEL["say_cancelled"]
    return PARCEL["say_nothing"].format(state=STATES[ParcelState(parcel.state)])


def _hands(office: str, parcel: Parcel, offered: list[ScanEvent]) -> dict[str, Any]:
    """Into whose hands it may go from the counter."""
    courier = accounts.person(parcel.courier_id) if parcel.courier_id else None
    couriers = couriers_of(office, limit=_MOST_COURIERS)["items"] if ScanEvent.OUT_FOR_DELIVERY in offered else []
    mishaps = steps.mishaps(parcel) if is_open(parcel) else []
    return {
        "courier": courier,
        "couriers": couriers,
        "mishaps": mishaps,
        "carriers": [(name, name.upper()) for name in CARRIERS],
    }


def _history(parcel: Parcel) -> dict[str, Any]:
    scans = queries.told_scans(parcel)
    codes = {told["scan"].post_office_code for told in scans}
    names = office_names(codes | {parcel.origin_office, parcel.destination_office, parcel.present_office or ""})
    latest = [(told["scan"], clock.spoken_day(told["scan"].happened_at)) for told in reversed(scans)]
    return {"scans": latest, "names": names, "steps_done": STEPS_DONE}

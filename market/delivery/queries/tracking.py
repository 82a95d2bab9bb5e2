"""What anyone may know of a parcel: where it is, when it comes, what now. No names, no phones."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from market.clock import local_day
from market.db import db
from market.delivery import tracking_text
from market.delivery.estimates import Promise, promise_now
from market.delivery.fold import history
from market.delivery.models import Parcel
from market.delivery.queries.offices import office_names
from market.delivery.queries.parcels import scans_of
from market.delivery.rules.parcels import ParcelState, UnknownParcel
from market.delivery.s10 import read_s10


def tracking(typed_number: str, *, now: datetime) -> dict[str, Any]:
    """Where a parcel is and was, and when it comes. Raises MistypedNumber, UnknownParcel."""
    number = read_s10(typed_number)
    parcel = db.session.scalars(select(Parcel).where(Parcel.tracking_number == number)).first()
    if parcel is None:
        raise UnknownParcel
    scans = history(scans_of([parcel.id]))
    names = office_names({scan.post_office_code for scan in scans} | {parcel.destination_office, parcel.origin_office})
    promise = _promise(parcel, now)
    return {
        "tracking_number": parcel.tracking_number,
        "state": parcel.state,
        "place": names.get(parcel.present_office or "", ""),
        "promise": promise,
        "what_now": tracking_text.what_now(
            ParcelState(parcel.state),
            promise=promise,
            attempts=parcel.attempts,
            next_step=parcel.next_step,
            held_until=parcel.held_until,
            place=names.get(parcel.present_office or parcel.destination_office, ""),
        ),
        "events": [
            {"at": scan.happened_at, "event": scan.event, "place": names.get(scan.post_office_code, "")}
            for scan in scans
        ],
        "delivered_at": parcel.delivered_at,
    }


def _promise(parcel: Parcel, now: datetime) -> Promise | None:
    if parcel.promised_from is None or parcel.promised_by is None:
        return None
    return promise_now(
        Promise(parcel.promised_from, parcel.promised_by),
        ParcelState(parcel.state),
        at_destination=parcel.present_office == parcel.destination_office,
        today=local_day(now),
    )

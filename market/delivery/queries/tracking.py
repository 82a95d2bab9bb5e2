"""What anyone may know of a parcel: where it is, when it comes, what now. No names, no phones."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from market.clock import local_day
from market.db import db
from market.delivery import estimates, fold, models, s10, tracking_text
from market.delivery.queries import offices, parcels
from market.delivery.rules.parcels import ParcelState, UnknownParcel


def tracking(typed_number: str, *, now: datetime) -> dict[str, Any]:
    """Where a parcel is and was, and when it comes. Raises MistypedNumber, UnknownParcel."""
    number = s10.read_s10(typed_number)
    parcel = db.session.scalars(select(models.Parcel).where(models.Parcel.tracking_number == number)).first()
    if parcel is None:
        raise UnknownParcel
    scans = fold.history(parcels.scans_of([parcel.id]))
    names = offices.office_names(
        {scan.post_office_code for scan in scans} | {parcel.destination_office, parcel.origin_office}
    )
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


def _promise(parcel: models.Parcel, now: datetime) -> estimates.Promise | None:
    if parcel.promised_from is None or parcel.promised_by is None:
        return None
    return estimates.promise_now(
        estimates.Promise(parcel.promised_from, parcel.promised_by),
        ParcelState(parcel.state),
        at_destination=parcel.present_office == parcel.destination_office,
        today=local_day(now),
    )

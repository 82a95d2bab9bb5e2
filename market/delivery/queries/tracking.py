"""What anyone may know of a parcel: where it is, when it comes, what now. No names, no phones."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from market.clock import local_day
from market.db import db
from market.delivery import estimates, fold, models, s10, tracking_text
from market.delivery.queries import offices, parcels
from market.delivery.rules.parcels import ENDS, FOLLOWED_FOR, ParcelState, UnknownParcel


def tracking(typed_number: str, *, now: datetime) -> dict[str, Any]:
    """Where a parcel is and was, to the hour, and when it comes. Raises MistypedNumber, UnknownParcel.

    One that came to rest long ago is as unknown as one that never was.
    """
    number = s10.read_s10(typed_number)
    parcel = db.session.scalars(select(models.Parcel).where(models.Parcel.tracking_number == number)).first()
    scans = fold.history(parcels.scans_of([parcel.id])) if parcel is not None else []
    if parcel is None or _is_over(parcel, scans, now):
        raise UnknownParcel
    names = offices.office_names(
        {scan.post_office_code for scan in scans} | {parcel.destination_office, parcel.origin_office}
    )
    promise = estimates.promise_of(parcel, local_day(now))
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
            {"at": _hour(scan.happened_at), "event": scan.event, "place": names.get(scan.post_office_code, "")}
            for scan in scans
        ],
        "delivered_at": _hour(parcel.delivered_at) if parcel.delivered_at else None,
    }


def _is_over(parcel: models.Parcel, scans: Sequence[models.Scan], now: datetime) -> bool:
    """Of one that was called off, no more is known than when it was asked for."""
    if parcel.state == ParcelState.CANCELLED:
        return parcel.requested_at + FOLLOWED_FOR <= now
    return parcel.state in ENDS and bool(scans) and scans[-1].happened_at + FOLLOWED_FOR <= now


def _hour(at: datetime) -> datetime:
    """Minutes would tell the office's customers apart."""
    return at.replace(minute=0, second=0, microsecond=0)

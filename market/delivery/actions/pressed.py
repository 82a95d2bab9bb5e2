"""Scans made this moment by somebody who has the parcel before them, and a page that says where it stood.

Unlike what a phone tells hours later, they are held against the parcel as it is now: a page may be old, a list pasted
twice, a button pressed twice.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from market import errors
from market.accounts.models import Person
from market.db import db, locked
from market.delivery.actions import manifests
from market.delivery.actions.batches import record_scans
from market.delivery.actions.scans import Result, result_of
from market.delivery.fold import counting
from market.delivery.models import Manifest, Parcel, Scan
from market.delivery.queries.parcels import scans_of
from market.delivery.rules.parcels import ScanReport
from market.delivery.s10 import written
from market.ids import new_id

# Beside `recorded` and `duplicate`: the parcel does not stand any more as the page had shown it.
MOVED_ON = "moved-on"


def press(*, report: ScanReport, seen: str | None, by: Person, now: datetime) -> Result:
    """Record one scan. Nothing is recorded where the parcel stands there already, or no more as it was `seen`.

    Raises what a batch would have been told, as a Conflict: whoever pressed is still there to hear it.
    """
    for parcel in _held([report.tracking_number]):
        known = scans_of([parcel.id])
        if any(scan.scan_id == report.scan_id for scan in known):
            break
        if _last(known) == (report.event, report.post_office_code):
            return result_of(report, "duplicate", parcel)
        if seen is not None and parcel.state != seen:
            return result_of(report, MOVED_ON, parcel)
    (told,) = record_scans(scans=[report], by=by, now=now)
    if told["result"] == "refused":
        raise errors.Conflict(told["problem"]["detail"], errors=told["problem"].get("errors"))
    return told


def press_many(
    *, event: str, numbers: Sequence[str], office: str, brought_by: str, by: Person, now: datetime
) -> tuple[Manifest | None, list[str]]:
    """Record `event` of each number; answers the manifest, where somebody brought them, and which stood there already.

    What became of the others say `queries.pressed`.
    """
    there = _there(numbers, (event, office))
    left = [number for number in numbers if number not in there]
    if brought_by and left:
        manifest, _ = manifests.hand_over(
            post_office_code=office, brought_by=brought_by, tracking_numbers=left, by=by, now=now
        )
        return manifest, there
    scans = [ScanReport(new_id(), number, event, now, office) for number in left]
    record_scans(scans=scans, by=by, now=now)
    return None, there


def _there(numbers: Sequence[str], step: tuple[str, str]) -> list[str]:
    parcels = _held(numbers)
    scans: dict[UUID, list[Scan]] = {parcel.id: [] for parcel in parcels}
    for scan in scans_of(scans):
        scans[scan.parcel_id].append(scan)
    return sorted(parcel.tracking_number for parcel in parcels if _last(scans[parcel.id]) == step)


def _held(numbers: Sequence[str]) -> list[Parcel]:
    wanted = select(Parcel).where(Parcel.tracking_number.in_([written(one) for one in numbers]))
    return list(db.session.scalars(locked(wanted.order_by(Parcel.id))))


def _last(scans: Sequence[Scan]) -> tuple[str, str] | None:
    """What happened last, and at which office: the very same pressed again is no second step."""
    counted = counting(scans)
    return (counted[-1].event, counted[-1].post_office_code) if counted else None

"""What must always be true of parcels, for `market audit`."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import exists, select

from market.db import db
from market.delivery import models
from market.delivery.actions.parcels import BOOK
from market.delivery.actions.reference import SERIES
from market.delivery.fold import counting, fold
from market.delivery.queries.parcels import scans_of
from market.delivery.rules.custody import ScanStanding
from market.delivery.rules.parcels import ParcelState
from market.delivery.s10 import is_s10
from market.outbox import OutboxEntry
from market.places.models import Commune, Province

_AT_ONCE = 500


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken."""
    yield from _places_without_office()
    yield from _scans_without_parcel()
    for parcels in _in_pages():
        yield from _not_as_scanned(parcels)
        yield from (line for parcel in parcels for line in _broken(parcel))
    yield from _never_booked()
    yield from _range_not_begun()


def _in_pages() -> Iterator[Sequence[models.Parcel]]:
    query = select(models.Parcel).order_by(models.Parcel.id).limit(_AT_ONCE)
    page = db.session.scalars(query).all()
    while page:
        yield page
        page = db.session.scalars(query.where(models.Parcel.id > page[-1].id)).all()


def _not_as_scanned(parcels: Sequence[models.Parcel]) -> Iterator[str]:
    scans: dict[object, list[models.Scan]] = {parcel.id: [] for parcel in parcels}
    for scan in scans_of([parcel.id for parcel in parcels]):
        scans[scan.parcel_id].append(scan)
    for parcel in parcels:
        standing = fold(scans[parcel.id], unscanned=parcel.unscanned)
        expected = ParcelState.CANCELLED if _cancelled_unscanned(parcel, standing.turn) else standing.state
        if parcel.state != expected:
            yield f"parcel {parcel.tracking_number} is {parcel.state}, but its scans say {expected}"
        elif any(_stands_wrong(scans[parcel.id])):
            yield f"parcel {parcel.tracking_number} has a scan that counts without standing so, or the reverse"
        elif parcel.present_office != standing.office:
            place = standing.office
            yield f"parcel {parcel.tracking_number} lies at {parcel.present_office}, but its scans say {place}"


def _stands_wrong(scans: list[models.Scan]) -> Iterator[bool]:
    counted = {scan.scan_id for scan in counting(scans)}
    yield from ((scan.standing == ScanStanding.COUNTS) != (scan.scan_id in counted) for scan in scans)


def _cancelled_unscanned(parcel: models.Parcel, turn: object) -> bool:
    return parcel.state == ParcelState.CANCELLED and turn is None


def _broken(parcel: models.Parcel) -> Iterator[str]:
    if not is_s10(parcel.tracking_number):
        yield f"parcel {parcel.id} has the number {parcel.tracking_number}, which is no S10 number"
    if (parcel.delivered_at is not None) != (parcel.state == ParcelState.DELIVERED):
        yield f"parcel {parcel.tracking_number} is {parcel.state}, but delivered_at is {parcel.delivered_at}"


def _never_booked() -> Iterator[str]:
    open_jobs = select(OutboxEntry.payload).where(OutboxEntry.topic == BOOK, OutboxEntry.done_at.is_(None))
    waiting = {UUID(payload["parcel_id"]) for payload in db.session.scalars(open_jobs)}
    unbooked = select(models.Parcel.id, models.Parcel.tracking_number).where(
        # What the post has taken in all the same needs no booking any more.
        models.Parcel.booked_at.is_(None),
        models.Parcel.state == ParcelState.REQUESTED,
    )
    for parcel in db.session.execute(unbooked):
        if parcel.id not in waiting:
            yield f"parcel {parcel.tracking_number} is not booked, and no job is left that would book it"


def _scans_without_parcel() -> Iterator[str]:
    orphans = select(models.Scan.scan_id).where(~exists().where(models.Parcel.id == models.Scan.parcel_id))
    yield from (f"scan {scan_id} belongs to no parcel" for scan_id in db.session.scalars(orphans))


def _places_without_office() -> Iterator[str]:
    served = select(Commune.province_code).join(models.PostOffice, models.PostOffice.commune_code == Commune.code)
    unserved = select(Province.code).where(Province.code.not_in(served))
    yield from (f"province {code} has no post office" for code in db.session.scalars(unserved))


def _range_not_begun() -> Iterator[str]:
    if db.session.get(models.TrackingSeries, SERIES) is None:
        yield "the range of tracking numbers has not begun: run market migrate"

"""A scan made by mistake is voided by its office or an operator, and the parcel goes where the others say."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.db import db
from market.delivery import access, models
from market.delivery.actions import batches, following
from market.delivery.actions.scans import ScannedParcel
from market.delivery.fold import fold
from market.delivery.rules.offices import NotYourOffice
from market.delivery.rules.parcels import UnknownScan


def void_scan(*, scan_id: UUID, reason: str, by: Person, now: datetime) -> tuple[models.Scan, models.Parcel]:
    """Let a scan count no more, for `reason`; again changes nothing. What it brought about is taken back by name.

    Raises UnknownScan for one of a parcel that is not at the person's office, NotYourOffice for another
    office's scan, and what a listener refuses (an order that is completed cannot be taken back).
    """
    scanned, scan = held_scan(scan_id)
    _allow(scan, scanned.parcel, by)
    if scan.voided_at is None:
        scans = list(scanned.scans.values())
        was = fold(scans, unscanned=scanned.parcel.unscanned)
        scan.voided_at, scan.voided_by, scan.void_reason = now, by.id, reason
        moves = following.follow(scanned.parcel, was=was, scans=scans, why=f"voided: {reason}", now=now)
        following.tell(moves, now=now)
    return scan, scanned.parcel


def held_scan(scan_id: UUID) -> tuple[ScannedParcel, models.Scan]:
    """A scan and its parcel, held until this transaction ends. Raises UnknownScan."""
    parcel_id = db.session.scalars(select(models.Scan.parcel_id).where(models.Scan.scan_id == scan_id)).first()
    if parcel_id is None:
        raise UnknownScan
    (scanned,) = batches.lock_parcels([parcel_id])
    return scanned, scanned.scans[scan_id]


def _allow(scan: models.Scan, parcel: models.Parcel, by: Person) -> None:
    if by.holds(RoleName.OPERATOR):
        return
    offices = access.offices_of(by)
    if scan.post_office_code not in offices and not access.is_of_offices(parcel, offices):
        raise UnknownScan
    # A clerk answers for all scans of her office, a courier for his own.
    if not by.holds(RoleName.CLERK, scan.post_office_code) and not (
        scan.by_id == by.id and by.holds(RoleName.COURIER, scan.post_office_code)
    ):
        raise NotYourOffice(office=scan.post_office_code)

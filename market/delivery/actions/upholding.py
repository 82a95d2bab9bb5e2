"""A scan that waits is upheld by an operator, and the parcel goes where it says."""

from datetime import datetime
from uuid import UUID

from market.accounts.models import Person
from market.delivery import models
from market.delivery.actions import following, scans, voiding
from market.delivery.fold import fold
from market.delivery.rules.custody import SCAN_STATES, OwnScan, ScanStanding, Trust


def uphold_scan(*, scan_id: UUID, by: Person, now: datetime) -> tuple[models.Scan, models.Parcel]:
    """Let a scan count, and its office be one of the parcel's; again changes nothing.

    Raises UnknownScan, OwnScan, WrongState for one that was voided or whose parcel had ended by then, CashDiffers, and
    what a listener refuses.
    """
    scanned, scan = voiding.held_scan(scan_id)
    if scan.by_id == by.id:
        raise OwnScan
    if scan.standing != ScanStanding.COUNTS:
        SCAN_STATES.role_for(ScanStanding(scan.standing), ScanStanding.COUNTS, roles={"operator"})
        everything = list(scanned.scans.values())
        was = fold(everything, unscanned=scanned.parcel.unscanned)
        scan.trust, scan.upheld_at, scan.upheld_by = Trust.SURE, now, by.id
        scans.check(scanned, scan)
        moves = following.follow(scanned.parcel, was=was, scans=everything, why="upheld", now=now)
        following.tell(moves, now=now)
    return scan, scanned.parcel

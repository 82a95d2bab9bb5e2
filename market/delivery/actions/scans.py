"""The scans of one parcel: each is taken, known already or refused; then the parcel follows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.db import db
from market.delivery import anomalies, tariff
from market.delivery.actions.following import follow, tell
from market.delivery.fold import corrected, fold, state_before
from market.delivery.models import Parcel, Scan
from market.delivery.rules.custody import ScanStanding, Trust
from market.delivery.rules.news import ParcelMoved
from market.delivery.rules.parcels import (
    ENDS,
    LEADS_TO,
    CashDiffers,
    MalformedScan,
    ParcelState,
    ScanEvent,
    ScanReport,
    cannot_become,
    cash_due,
)
from market.errors import IdReused, Problem

Result = dict[str, Any]
Reports = Mapping[int, ScanReport]


@dataclass
class ScannedParcel:
    """A locked parcel, every scan of it by id, and the offices where one is expected."""

    parcel: Parcel
    route: set[str]
    scans: dict[UUID, Scan] = field(default_factory=dict)

    def add(self, scan: Scan) -> None:
        """An office for which an operator has vouched once is expected from then on."""
        self.scans[scan.scan_id] = scan
        if scan.upheld_at is not None and scan.voided_at is None:
            self.route.add(scan.post_office_code)


def record_of_one(scanned: ScannedParcel, reports: Reports, by: Person | None, now: datetime) -> dict[int, Result]:
    """The result of each report, by its place in the batch.

    What a listener refuses undoes this parcel's scans only; then they are taken one by one, so that
    the one it refuses loses no other.
    """
    try:
        return _together(scanned, reports, by, now)
    except Problem as problem:
        if len(reports) == 1:
            return {place: result_of(scan, "refused", scanned.parcel, problem) for place, scan in reports.items()}
    results: dict[int, Result] = {}
    for place, report in _by_their_clocks(reports):
        results |= record_of_one(scanned, {place: report}, by, now)
    return results


def _together(scanned: ScannedParcel, reports: Reports, by: Person | None, now: datetime) -> dict[int, Result]:
    known = dict(scanned.scans)
    try:
        with db.session.begin_nested():
            results, moves = record_of(scanned, reports, by, now)
            tell(moves, now=now)
            return results
    except Problem:
        scanned.scans = known
        raise


def record_of(
    scanned: ScannedParcel, reports: Reports, by: Person | None, now: datetime
) -> tuple[dict[int, Result], list[ParcelMoved]]:
    """The results without the net, and what is still to be told: of what a listener refuses the caller undoes all."""
    outcomes: dict[int, tuple[str, Problem | None]] = {}
    was = fold(scanned.scans.values(), unscanned=scanned.parcel.unscanned)
    for place, report in _by_their_clocks(reports):
        outcomes[place] = _take(scanned, report, by, now)
    moves: list[ParcelMoved] = []
    if any(result == "recorded" for result, _ in outcomes.values()):
        moves = follow(scanned.parcel, was=was, scans=list(scanned.scans.values()), why="late-scan", now=now)
    jumps = anomalies.impossible(scanned.scans.values())
    told = {place: _told(scanned, reports[place], *outcome, jumps) for place, outcome in outcomes.items()}
    return told, moves


def _by_their_clocks(reports: Reports) -> list[tuple[int, ScanReport]]:
    """In the order of their own clocks, so that one batch is judged the same however it was packed."""
    return sorted(reports.items(), key=lambda item: (item[1].scanned_at, item[0]))


def _take(scanned: ScannedParcel, report: ScanReport, by: Person | None, now: datetime) -> tuple[str, Problem | None]:
    known = scanned.scans.get(report.scan_id)
    if known is not None:
        return ("duplicate", None) if _same(known, report) else ("refused", IdReused())
    scan = _scan(scanned, report, by, now)
    try:
        check(scanned, scan)
    except Problem as problem:
        return "refused", problem
    db.session.add(scan)
    scanned.add(scan)
    return "recorded", None


def _same(scan: Scan, report: ScanReport) -> bool:
    said = (report.event, report.scanned_at, report.post_office_code)
    return said == (scan.event, scan.scanned_at, scan.post_office_code)


def _scan(scanned: ScannedParcel, report: ScanReport, by: Person | None, now: datetime) -> Scan:
    parcel = scanned.parcel
    return Scan(
        parcel_id=parcel.id,
        scan_id=report.scan_id,
        event=report.event,
        scanned_at=report.scanned_at,
        happened_at=corrected(report.scanned_at, received_at=now, requested_at=parcel.requested_at),
        received_at=now,
        post_office_code=report.post_office_code,
        by_id=by.id if by else None,
        reason=report.reason,
        weight_g=report.weight_g,
        note=report.note,
        cash_collected_vnd=_said_or_due(report, parcel) or None,
        off_route=report.post_office_code not in scanned.route,
        trust=_trust(scanned, report, by),
        standing=ScanStanding.WAITING,  # until its parcel follows
    )


def _said_or_due(report: ScanReport, parcel: Parcel) -> int:
    said, due = report.cash_collected_vnd, cash_due(report.event, parcel.cod_vnd)
    return due if said is None else said


def _trust(scanned: ScannedParcel, report: ScanReport, by: Person | None) -> Trust:
    if by is None:
        return Trust.SURE
    ends = LEADS_TO[ScanEvent(report.event)] in ENDS
    if ends and scanned.parcel.courier_id == by.id and by.places(RoleName.COURIER):
        return Trust.OFFICE
    if report.post_office_code not in scanned.route:
        return Trust.OUTSIDE
    return Trust.OFFICE if by.holds(RoleName.CLERK, report.post_office_code) else Trust.COURIER


def check(scanned: ScannedParcel, scan: Scan) -> None:
    """Raises WrongState for a parcel that is cancelled or had ended by then, CashDiffers, ParcelTooHeavy.

    A stranger to the parcel is not told what cash is due for it; an operator who upholds the scan is.
    """
    parcel, wanted = scanned.parcel, LEADS_TO[ScanEvent(scan.event)]
    if parcel.state == ParcelState.CANCELLED:
        raise cannot_become(ParcelState.CANCELLED, wanted)
    before = state_before(scan, scanned.scans.values(), unscanned=parcel.unscanned)
    if before in ENDS:
        raise cannot_become(before, wanted)
    if scan.weight_g is not None:
        tariff.check_carrier_weight(scan.weight_g)
    due, collected_vnd = cash_due(scan.event, parcel.cod_vnd), scan.cash_collected_vnd or 0
    if collected_vnd != due and scan.trust != Trust.OUTSIDE:
        members = {"due_vnd": due, "collected_vnd": collected_vnd}
        raise CashDiffers(members=members, due_vnd=due, collected_vnd=collected_vnd)


def _told(scanned: ScannedParcel, report: ScanReport, result: str, problem: Problem | None, jumps: set[UUID]) -> Result:
    """The result, with what was noticed of a scan that was taken all the same."""
    told = result_of(report, result, scanned.parcel, problem)
    scan = scanned.scans.get(report.scan_id)
    if result == "recorded" and scan is not None:
        noticed = {
            "clock-corrected": scan.happened_at != scan.scanned_at,
            "off-route": scan.off_route,
            "impossible-jump": scan.scan_id in jumps,
            "waits-for-a-person": scan.standing == ScanStanding.WAITING,
        }
        if flags := [name for name, seen in noticed.items() if seen]:
            told["noticed"] = flags
    return told


def result_of(
    scan: ScanReport | MalformedScan, result: str, parcel: Parcel | None = None, problem: Problem | None = None
) -> Result:
    """What a scanner is told of one scan: what became of it, where the parcel stands, and why it was refused."""
    told: Result = {"scan_id": str(scan.scan_id) if scan.scan_id else None, "result": result}
    if parcel is not None:
        told["parcel_state"] = parcel.state
    if problem is not None:
        told["problem"] = {"type": problem.type, "detail": problem.detail}
        if problem.errors:
            told["problem"]["errors"] = problem.errors
    return told

"""The scans of one parcel: each is taken, known already or refused; then the parcel follows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from market.accounts.models import Person
from market.db import db
from market.delivery.fold import corrected, fold, state_before
from market.delivery.models import Parcel, Scan
from market.delivery.rules import (
    ENDS,
    LEADS_TO,
    CashDiffers,
    MalformedScan,
    ParcelMoved,
    ParcelState,
    ScanEvent,
    ScanReport,
    cannot_become,
    cash_due,
)
from market.errors import Problem
from market.events import publish

Result = dict[str, Any]
Reports = Mapping[int, ScanReport]


@dataclass
class ScannedParcel:
    """A locked parcel, every scan of it by id, and the offices where one is expected."""

    parcel: Parcel
    route: set[str]
    scans: dict[UUID, Scan] = field(default_factory=dict)


def record_of_one(scanned: ScannedParcel, reports: Reports, by: Person, now: datetime) -> dict[int, Result]:
    """The result of each report, by its place in the batch. What a listener refuses undoes this parcel's scans only."""
    try:
        with db.session.begin_nested():
            return record_of(scanned, reports, by, now)
    except Problem as problem:
        parcel = scanned.parcel
        return {place: result_of(scan, "refused", parcel, problem) for place, scan in reports.items()}


def record_of(scanned: ScannedParcel, reports: Reports, by: Person, now: datetime) -> dict[int, Result]:
    """The same without the net: a refusal of a listener passes through, and the caller undoes what was done."""
    outcomes: dict[int, tuple[str, Problem | None]] = {}
    # In the order of their own clocks, so that one batch is judged the same however it was packed.
    for place, report in sorted(reports.items(), key=lambda item: (item[1].scanned_at, item[0])):
        outcomes[place] = _take(scanned, report, by, now)
    if any(result == "recorded" for result, _ in outcomes.values()):
        _follow(scanned, now)
    return {
        place: result_of(reports[place], result, scanned.parcel, problem)
        for place, (result, problem) in outcomes.items()
    }


def _take(scanned: ScannedParcel, report: ScanReport, by: Person, now: datetime) -> tuple[str, Problem | None]:
    if report.scan_id in scanned.scans:
        return "duplicate", None
    scan = _scan(scanned, report, by, now)
    try:
        _check(scanned, scan, report.cash_collected_vnd)
    except Problem as problem:
        return "refused", problem
    db.session.add(scan)
    scanned.scans[scan.scan_id] = scan
    return "recorded", None


def _scan(scanned: ScannedParcel, report: ScanReport, by: Person, now: datetime) -> Scan:
    parcel = scanned.parcel
    return Scan(
        parcel_id=parcel.id,
        scan_id=report.scan_id,
        event=report.event,
        scanned_at=report.scanned_at,
        happened_at=corrected(report.scanned_at, received_at=now, requested_at=parcel.requested_at),
        received_at=now,
        post_office_code=report.post_office_code,
        by_id=by.id,
        note=report.note,
        cash_collected_vnd=cash_due(report.event, parcel.cod_vnd) or None,
        off_route=report.post_office_code not in scanned.route,
    )


def _check(scanned: ScannedParcel, scan: Scan, collected_vnd: int | None) -> None:
    """Raises WrongState for a parcel that is cancelled or had ended by then, CashDiffers for a wrong sum."""
    parcel, wanted = scanned.parcel, LEADS_TO[ScanEvent(scan.event)]
    if parcel.state == ParcelState.CANCELLED:
        raise cannot_become(ParcelState.CANCELLED, wanted)
    before = state_before(scan, scanned.scans.values(), unscanned=parcel.unscanned)
    if before in ENDS:
        raise cannot_become(before, wanted)
    due = cash_due(scan.event, parcel.cod_vnd)
    if collected_vnd not in (None, due):
        members = {"due_vnd": due, "collected_vnd": collected_vnd}
        raise CashDiffers(members=members, due=due, collected=collected_vnd)


def _follow(scanned: ScannedParcel, now: datetime) -> None:
    """Bring the parcel to where its scans say it stands, and tell if that is another state."""
    parcel, previous = scanned.parcel, ParcelState(scanned.parcel.state)
    standing = fold(scanned.scans.values(), unscanned=parcel.unscanned)
    turn = scanned.scans[standing.turn] if standing.turn else None
    parcel.state, parcel.present_office = standing.state, standing.office
    parcel.delivered_at = turn.happened_at if turn and standing.state == ParcelState.DELIVERED else None
    if turn and standing.state != previous:
        publish(_moved(parcel, previous, turn, now))


def _moved(parcel: Parcel, previous: ParcelState, turn: Scan, now: datetime) -> ParcelMoved:
    return ParcelMoved(
        at=now,
        reference=parcel.reference,
        tracking_number=parcel.tracking_number,
        state=ParcelState(parcel.state),
        previous=previous,
        happened_at=turn.happened_at,
        cash_collected_vnd=turn.cash_collected_vnd,
        post_office_code=turn.post_office_code,
        by_id=turn.by_id,
    )


def result_of(
    scan: ScanReport | MalformedScan, result: str, parcel: Parcel | None = None, problem: Problem | None = None
) -> Result:
    told: Result = {"scan_id": str(scan.scan_id) if scan.scan_id else None, "result": result}
    if parcel is not None:
        told["parcel_state"] = parcel.state
    if problem is not None:
        told["problem"] = {"type": problem.type, "detail": problem.detail}
        if problem.errors:
            told["problem"]["errors"] = problem.errors
    return told

"""Scans come in batches, late, twice and out of order, from scanners that were offline half the day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from market.accounts.models import Person
from market.db import db, locked
from market.delivery import access, s10
from market.delivery.actions.following import tell
from market.delivery.actions.refused_scans import keep_refused
from market.delivery.actions.scans import Result, ScannedParcel, record_of, record_of_one, result_of
from market.delivery.models import Parcel, Scan
from market.delivery.queries.offices import routes_of
from market.delivery.queries.parcels import scans_of
from market.delivery.rules.news import ParcelMoved
from market.delivery.rules.offices import NotYourOffice
from market.delivery.rules.parcels import MalformedScan, ScanReport, UnknownParcel
from market.errors import IdReused, Problem

# The reports of each parcel, each by its place in what was sent.
Batch = Mapping[UUID, Mapping[int, ScanReport]]


def record_scans(*, scans: Sequence[ScanReport | MalformedScan], by: Person, now: datetime) -> list[Result]:
    """Record what can be recorded and say of each scan, in the order sent, what became of it.

    All parcels are locked in id order, so that two batches never wait for each other in a
    circle; what a listener refuses for one parcel leaves the others as they are. One transaction for the batch, not
    one a parcel: the answer kept for its Idempotency-Key then always tells what was stored.
    """
    results: dict[int, Result] = {}
    reports: dict[UUID, dict[int, ScanReport]] = defaultdict(dict)
    known, offices, used = _parcel_ids(scans), access.offices_of(by), _used_ids(scans)
    for place, scan in enumerate(scans):
        try:
            parcel_id, report = _addressed(scan, known, offices)
            if used.get(report.scan_id, parcel_id) != parcel_id:
                raise IdReused
            used[report.scan_id] = parcel_id
            reports[parcel_id][place] = report
        except Problem as problem:
            results[place] = result_of(scan, "refused", problem=problem)
    results |= _recorded(reports, by, now)
    keep_refused(scans, results, by=by, now=now)
    return [results[place] for place in range(len(scans))]


def _recorded(reports: Batch, by: Person, now: datetime) -> dict[int, Result]:
    """Under one savepoint, for hardly ever is a parcel refused; if one is, all again, each under its own."""
    try:
        with db.session.begin_nested():
            return _together(reports, by, now)
    except Problem:
        return _one_by_one(reports, by, now)


def _together(reports: Batch, by: Person, now: datetime) -> dict[int, Result]:
    results: dict[int, Result] = {}
    moves: list[ParcelMoved] = []
    for scanned in lock_parcels(reports):
        told, moved = record_of(scanned, reports[scanned.parcel.id], by, now)
        results |= told
        moves += moved
    tell(moves, now=now)
    return results


def _one_by_one(reports: Batch, by: Person, now: datetime) -> dict[int, Result]:
    results: dict[int, Result] = {}
    for scanned in lock_parcels(reports):
        results |= record_of_one(scanned, reports[scanned.parcel.id], by, now)
    return results


def _parcel_ids(scans: Iterable[ScanReport | MalformedScan]) -> dict[str, UUID]:
    numbers = {s10.written(scan.tracking_number) for scan in scans if isinstance(scan, ScanReport)}
    rows = db.session.execute(select(Parcel.tracking_number, Parcel.id).where(Parcel.tracking_number.in_(numbers)))
    return {row.tracking_number: row.id for row in rows}


def _used_ids(scans: Iterable[ScanReport | MalformedScan]) -> dict[UUID, UUID]:
    """Scan id → the parcel it already speaks of: a scanner that gives an id twice is told so."""
    ids = {scan.scan_id for scan in scans if isinstance(scan, ScanReport)}
    rows = db.session.execute(select(Scan.scan_id, Scan.parcel_id).where(Scan.scan_id.in_(ids)))
    return {row.scan_id: row.parcel_id for row in rows}


def _addressed(
    scan: ScanReport | MalformedScan, known: Mapping[str, UUID], offices: set[str]
) -> tuple[UUID, ScanReport]:
    """The parcel a scan speaks of. Raises what is wrong with the scan before its parcel is looked at."""
    if isinstance(scan, MalformedScan):
        raise scan.problem
    if scan.post_office_code not in offices:
        raise NotYourOffice(office=scan.post_office_code)
    number = s10.read_s10(scan.tracking_number)
    if number not in known:
        raise UnknownParcel
    return known[number], scan


def lock_parcels(parcel_ids: Iterable[UUID]) -> list[ScannedParcel]:
    """The parcels, held until this transaction ends, with their scans and the offices on their route."""
    wanted = select(Parcel).where(Parcel.id.in_(parcel_ids)).order_by(Parcel.id)
    parcels = list(db.session.scalars(locked(wanted)))
    routes = routes_of(parcels)
    scanned = {parcel.id: ScannedParcel(parcel, routes[parcel.id]) for parcel in parcels}
    for scan in scans_of(scanned):
        scanned[scan.parcel_id].add(scan)
    return list(scanned.values())

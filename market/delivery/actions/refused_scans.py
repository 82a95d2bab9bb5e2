"""Scans that were refused are kept, so that an office sees what its phones could not tell."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from market.accounts.models import Person
from market.db import db
from market.delivery.models import RefusedScan
from market.delivery.rules.parcels import MalformedScan, ScanReport


def keep_refused(
    scans: Sequence[ScanReport | MalformedScan], results: Mapping[int, dict[str, Any]], *, by: Person, now: datetime
) -> None:
    """Keep each refused scan that was in form, once."""
    refused = {
        scan.scan_id: (scan, results[place]["problem"]["type"])
        for place, scan in enumerate(scans)
        if isinstance(scan, ScanReport) and results[place]["result"] == "refused"
    }
    known = select(RefusedScan.scan_id).where(RefusedScan.by_id == by.id, RefusedScan.scan_id.in_(refused))
    for scan_id in set(refused) - set(db.session.scalars(known)):
        scan, problem = refused[scan_id]
        db.session.add(_kept(scan, problem, by, now))


def _kept(scan: ScanReport, problem: str, by: Person, now: datetime) -> RefusedScan:
    return RefusedScan(
        by_id=by.id,
        scan_id=scan.scan_id,
        problem=problem,
        tracking_number=scan.tracking_number,
        event=scan.event,
        scanned_at=scan.scanned_at,
        received_at=now,
        post_office_code=scan.post_office_code,
        cash_collected_vnd=scan.cash_collected_vnd,
    )

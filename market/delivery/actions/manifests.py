"""What somebody brings to a post office in one go: taken in together, written down, signed for by both."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select

from market.accounts.models import Person
from market.db import db
from market.delivery.actions.batches import record_scans
from market.delivery.models import Manifest, ManifestLine, Parcel
from market.delivery.rules.parcels import ScanEvent, ScanReport
from market.delivery.s10 import written
from market.ids import new_id


def hand_over(
    *,
    post_office_code: str,
    brought_by: str,
    tracking_numbers: Sequence[str],
    by: Person,
    now: datetime,
    manifest_id: UUID | None = None,
) -> tuple[Manifest, list[dict[str, Any]]]:
    """Take in the parcels that `brought_by` brings; each is answered, and those taken in stand on the manifest."""
    manifest_id = manifest_id or new_id()
    scans = [
        ScanReport(
            scan_id=uuid5(manifest_id, written(number)),
            tracking_number=number,
            event=ScanEvent.ACCEPTED,
            scanned_at=now,
            post_office_code=post_office_code,
        )
        for number in tracking_numbers
    ]
    results = record_scans(scans=scans, by=by, now=now)
    taken = {written(n) for n, told in zip(tracking_numbers, results, strict=True) if _taken_in(told)}
    manifest = Manifest(
        id=manifest_id, post_office_code=post_office_code, brought_by=brought_by, received_by=by.id, received_at=now
    )
    manifest.lines = _lines(taken)
    db.session.add(manifest)
    db.session.flush()
    told = [{"tracking_number": n, **result} for n, result in zip(tracking_numbers, results, strict=True)]
    return manifest, told


def _taken_in(told: dict[str, Any]) -> bool:
    """One from another route is kept for the operator; this office learns nothing of it."""
    return told["result"] == "recorded" and "waits-for-a-person" not in told.get("noticed", ())


def _lines(numbers: set[str]) -> list[ManifestLine]:
    parcels = db.session.scalars(
        select(Parcel).where(Parcel.tracking_number.in_(numbers)).order_by(Parcel.tracking_number)
    )
    return [
        ManifestLine(
            line_no=line_no,
            tracking_number=parcel.tracking_number,
            reference=parcel.reference,
            weight_g=parcel.weight_g,
            cod_vnd=parcel.cod_vnd,
        )
        for line_no, parcel in enumerate(parcels, start=1)
    ]

"""What became of a list of numbers that somebody sent at once: each is found again, so that none is lost."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from market.accounts.models import Person
from market.db import db
from market.delivery.models import Parcel, RefusedScan, Scan
from market.delivery.rules.custody import ScanStanding


def outcomes(person: Person, office: str, at: datetime) -> list[dict[str, Any]]:
    """Of what `person` sent for `office` at that very moment: each number, what it was, and what became of it."""
    kept = select(Parcel.tracking_number, Scan.event, Scan.standing).join(Scan, Scan.parcel_id == Parcel.id)
    kept = kept.where(Scan.post_office_code == office, Scan.happened_at == at, Scan.by_id == person.id)
    refused = select(RefusedScan.tracking_number, RefusedScan.event, RefusedScan.problem).where(
        RefusedScan.post_office_code == office, RefusedScan.received_at == at, RefusedScan.by_id == person.id
    )
    return [
        {"number": number, "event": event, "result": "refused", "why": problem}
        for number, event, problem in sorted(db.session.execute(refused))
    ] + [
        {"number": number, "event": event, "result": _result(standing), "why": None}
        for number, event, standing in sorted(db.session.execute(kept))
    ]


def _result(standing: str) -> str:
    return "recorded" if standing == ScanStanding.COUNTS else standing

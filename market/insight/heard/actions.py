"""What is counted of complaints follows them: each job counts one commune's month again, never adds one to it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from market import clock, outbox
from market.complaints.models import Complaint
from market.complaints.rules.kinds import Kind
from market.complaints.rules.states import ComplaintMoved, State
from market.db import db
from market.insight.actions.holding import hold
from market.insight.heard import kept, recount
from market.insight.heard.models import HeardCell
from market.insight.heard.rules import ALL_KINDS, NOWHERE
from market.insight.places import HOME_PROVINCE
from market.places.queries import province_of

COMPLAINT = "figures.complaint"
# No figure tells these steps apart.
_COUNTED_ALIKE = {
    (State.RECEIVED, State.ASSIGNED),
    (State.REOPENED, State.ESCALATED),
    (State.ESCALATED, State.ANSWERED),
}


def on_complaint_moved(moved: ComplaintMoved) -> None:
    """The month in which it was received is to be counted again."""
    if (moved.origin, moved.target) not in _COUNTED_ALIKE:
        outbox.put(COMPLAINT, {"complaint_id": str(moved.complaint_id)}, now=moved.at)


def count_complaint(payload: dict[str, Any], now: datetime) -> None:
    """Count the commune and month of a complaint again: the outbox's job."""
    columns = (Complaint.commune_code, Complaint.received_at)
    found = db.session.execute(select(*columns).where(Complaint.id == UUID(payload["complaint_id"]))).first()
    if found is None:
        return
    hold(province_at(found.commune_code), now)
    _count(found.commune_code, clock.local_day(found.received_at).replace(day=1))


def count_everything() -> int:
    """Throw it all away and count anew; how many cells there are. Whoever calls holds all provinces."""
    counted = recount.communes()
    kept.write(counted | recount.provinces(counted.items()))
    return kept.how_many()


def province_at(commune: str | None) -> str:
    """Where a complaint is counted; of no commune, at home."""
    return province_of(commune) if commune else HOME_PROVINCE


def _count(commune: str | None, month: date) -> None:
    province, of_month = province_at(commune), HeardCell.month == month
    kept.write(recount.communes(commune, month), HeardCell.place == (commune or NOWHERE), of_month)
    inside = kept.read(HeardCell.within == province, HeardCell.kind.in_((ALL_KINDS, *Kind)), of_month)
    kept.write(recount.provinces(inside), HeardCell.place == province, of_month)

"""What is counted of complaints follows them: each job counts one commune's month again, never adds one to it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, func, insert, select

from market import clock, outbox
from market.complaints.models import Complaint
from market.complaints.rules.states import ComplaintMoved, State
from market.db import db
from market.insight.actions.holding import hold
from market.insight.heard import recount
from market.insight.heard.models import HeardCell
from market.insight.heard.rules import NOWHERE
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
    _write(recount.communes())
    _insert(recount.provinces())
    return db.session.scalar(select(func.count()).select_from(HeardCell)) or 0


def province_at(commune: str | None) -> str:
    """Where a complaint is counted; of no commune, at home."""
    return province_of(commune) if commune else HOME_PROVINCE


def _count(commune: str | None, month: date) -> None:
    province = province_at(commune)
    _write(recount.communes(commune, month), HeardCell.place == (commune or NOWHERE), HeardCell.month == month)
    _write(recount.provinces(province, month), HeardCell.place == province, HeardCell.month == month)


def _write(counted: Select[Any], *old: ColumnElement[bool]) -> None:
    db.session.execute(delete(HeardCell).where(*old).execution_options(synchronize_session=False))
    _insert(counted)


def _insert(counted: Select[Any]) -> None:
    db.session.execute(insert(HeardCell).from_select(list(recount.COLUMNS), counted))

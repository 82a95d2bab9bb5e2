"""What must always be true of the figures of complaints: every cell is what a full recount finds."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, union_all

from market.complaints.models import Complaint
from market.db import db
from market.insight.heard import recount
from market.insight.heard.actions import COMPLAINT, province_at
from market.insight.heard.models import HeardCell
from market.insight.heard.rules import NOWHERE
from market.outbox import OutboxEntry

_MOST_NAMED = 20
_NAMES = ("place", "kind", "month")


def audit() -> Iterator[str]:
    """One plain line for each cell that is not what is counted; what the worker has yet to count may differ."""
    settled_before = db.session.scalar(select(func.max(OutboxEntry.done_at)).where(OutboxEntry.topic == COMPLAINT))
    pairs = ((recount.communes(), HeardCell.within != ""), (recount.provinces(), HeardCell.within == ""))
    differing = [cell for counted, kept in pairs for cell in db.session.execute(_that_differ(counted, kept))]
    waiting = _waiting(settled_before) if differing else set()
    for cell in differing:
        if cell.place not in waiting:
            yield (
                f"figures of complaints at {cell.place or 'no place'} ({cell.month}, {cell.kind or 'all kinds'}): "
                "they are not what a recount finds"
            )


def _that_differ(counted: Select[Any], kept: ColumnElement[bool]) -> Select[Any]:
    found = counted.subquery().c
    ours = select(*(getattr(HeardCell, name) for name in recount.COLUMNS)).where(kept)
    keys, counts = (found[name] for name in recount.KEYS), ((-found[name]).label(name) for name in recount.COUNTS)
    both = union_all(ours, select(*keys, *counts)).subquery().c
    wrong = or_(*(func.sum(both[name]) != 0 for name in recount.COUNTS))
    cell = [both[name] for name in recount.KEYS]
    return select(*(both[name] for name in _NAMES)).group_by(*cell).having(wrong).limit(_MOST_NAMED)


def _waiting(settled_before: datetime | None) -> set[str]:
    """The communes and provinces that were to be counted again when we began to look."""
    still_open: ColumnElement[bool] = OutboxEntry.done_at.is_(None)
    if settled_before is not None:
        still_open |= OutboxEntry.done_at > settled_before
    jobs = db.session.scalars(select(OutboxEntry.payload).where(OutboxEntry.topic == COMPLAINT, still_open)).all()
    ids = [UUID(job["complaint_id"]) for job in jobs]
    found = db.session.scalars(select(Complaint.commune_code).where(Complaint.id.in_(ids)).distinct()).all()
    return {code or NOWHERE for code in found} | {province_at(code) for code in found}

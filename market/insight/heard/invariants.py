"""What must always be true of the figures of complaints: every cell is what a full recount finds."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from market.complaints.models import Complaint
from market.db import db
from market.insight.heard import kept, recount
from market.insight.heard.actions import COMPLAINT, province_at
from market.insight.heard.recount import Key
from market.insight.heard.rules import NOWHERE
from market.outbox import OutboxEntry

_MOST_NAMED = 20


def audit() -> Iterator[str]:
    """One plain line for each cell that is not what is counted; what the worker has yet to count may differ."""
    settled_before = db.session.scalar(select(func.max(OutboxEntry.done_at)).where(OutboxEntry.topic == COMPLAINT))
    differing = list(islice(_differing(), _MOST_NAMED))
    waiting = _waiting(settled_before) if differing else set()
    for cell in differing:
        if cell.place not in waiting:
            of_what = f"{cell.month}, {cell.kind or 'all kinds'}"
            where = cell.place or "no place"
            yield f"figures of complaints at {where} ({of_what}): they are not what a recount finds"


def _differing() -> Iterator[Key]:
    """Communes are what is counted, provinces what their communes add up to."""
    found = dict(kept.read())
    parts = {key: tally for key, tally in found.items() if key.within}
    wanted = recount.communes() | recount.provinces(parts.items())
    for key in sorted(found.keys() | wanted.keys()):
        if found.get(key) != wanted.get(key):
            yield key


def _waiting(settled_before: datetime | None) -> set[str]:
    """The communes and provinces that were to be counted again when we began to look."""
    still_open: ColumnElement[bool] = OutboxEntry.done_at.is_(None)
    if settled_before is not None:
        still_open |= OutboxEntry.done_at > settled_before
    jobs = db.session.scalars(select(OutboxEntry.payload).where(OutboxEntry.topic == COMPLAINT, still_open)).all()
    ids = [UUID(job["complaint_id"]) for job in jobs]
    found = db.session.scalars(select(Complaint.commune_code).where(Complaint.id.in_(ids)).distinct()).all()
    return {code or NOWHERE for code in found} | {province_at(code) for code in found}

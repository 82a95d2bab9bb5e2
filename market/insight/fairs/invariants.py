"""What must always be true of the figures of fairs: each is what a full recount finds."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from market.db import db
from market.insight.fairs import recount
from market.insight.fairs.actions import FAIR, touched
from market.insight.fairs.models import FairCell
from market.insight.fairs.queries import tally_of
from market.insight.fairs.rules import Tally
from market.outbox import OutboxEntry

_MOST_NAMED = 20
# The job that counts an order has its fairs counted too (`actions.rollups`, which knows this package).
_ORDER = "figures.order"


def audit() -> Iterator[str]:
    """One plain line for each fair whose figures are not what is counted; what is to be counted yet may differ."""
    ours = OutboxEntry.topic.in_((FAIR, _ORDER))
    settled_before = db.session.scalar(select(func.max(OutboxEntry.done_at)).where(ours))
    differing = list(islice(_differing(), _MOST_NAMED))
    waiting = _waiting(ours, settled_before) if differing else set()
    for slug in differing:
        if slug not in waiting:
            yield f"figures of fair {slug}: they are not what a recount finds"


def _differing() -> Iterator[str]:
    found = {cell.slug: tally_of(cell) for cell in db.session.scalars(select(FairCell))}
    wanted = recount.fairs()
    for slug in sorted(found.keys() | wanted.keys()):
        if found.get(slug, Tally()) != wanted.get(slug, Tally()):
            yield slug


def _waiting(ours: ColumnElement[bool], settled_before: datetime | None) -> set[str]:
    """The fairs that were to be counted again when we began to look."""
    still_open: ColumnElement[bool] = OutboxEntry.done_at.is_(None)
    if settled_before is not None:
        still_open |= OutboxEntry.done_at > settled_before
    jobs = db.session.execute(select(OutboxEntry.topic, OutboxEntry.payload).where(ours, still_open)).all()
    orders = [UUID(job.payload["order_id"]) for job in jobs if job.topic == _ORDER]
    return {job.payload["fair"] for job in jobs if job.topic == FAIR} | (touched(orders) if orders else set())

"""What must always be true of the figures, for `market audit`: every cell is what a full recount finds."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, union_all

from market.db import db
from market.insight import models, recount
from market.insight.actions.rollups import DAYS, IN_A_COMMUNE, IN_A_PROVINCE, ORDER, SHOP
from market.insight.fairs import invariants as fairs
from market.insight.heard import invariants as heard
from market.insight.ready import invariants as ready
from market.insight.rules.measures import COUNTS, Grain, Slice
from market.insight.seen.models import SeenDay
from market.orders.models import Order
from market.outbox import OutboxEntry
from market.places.queries import province_of

_MOST_NAMED = 20
_KEYS = len(recount.COLUMNS) - len(COUNTS)


def audit() -> Iterator[str]:
    """One plain line for each cell that is not what is counted; what the worker has yet to count may differ."""
    settled_before = db.session.scalar(select(func.max(OutboxEntry.done_at)).where(_is_ours()))
    differing = [cell for wanted in _differing() for cell in db.session.execute(wanted)]
    waiting = _waiting(settled_before) if differing else set()
    for cell in differing:
        if waiting.isdisjoint({cell.place, cell.place[:5]}):
            of_what = f"{cell.grain} {cell.day}, {cell.slice} {cell.key}".strip()
            yield f"figures of {cell.place} ({of_what}): they are not what a recount finds"
    yield from heard.audit()
    yield from fairs.audit()
    yield from ready.audit()


def _pairs() -> Iterator[tuple[Select[Any], ColumnElement[bool]]]:
    """What is counted, and which cells must equal it."""
    whole, of_days = models.Cell.slice == Slice.ALL, models.Cell.grain == Grain.DAY
    yield recount.villages(), IN_A_COMMUNE & of_days
    yield recount.slices(), IN_A_PROVINCE & ~whole & of_days
    yield recount.sums(IN_A_COMMUNE), IN_A_PROVINCE & whole & of_days
    yield recount.sums(IN_A_PROVINCE), (models.Cell.within == "") & of_days
    yield recount.months(), models.Cell.grain == Grain.MONTH


@cache
def _differing() -> list[Select[Any]]:
    """The cells that differ, a statement for each pair; written once: that takes longer than asking it."""
    return [_that_differ(counted, kept) for counted, kept in _pairs()]


def _that_differ(counted: Select[Any], kept: ColumnElement[bool]) -> Select[Any]:
    found = list(counted.subquery().c)
    ours = select(*(getattr(models.Cell, name) for name in recount.COLUMNS)).where(kept)
    theirs = select(*found[:_KEYS], *((-count).label(count.name) for count in found[_KEYS:]))
    both = union_all(ours, theirs).subquery()
    keys = list(both.c)[:_KEYS]
    wrong = or_(*(func.sum(both.c[name]) != 0 for name in COUNTS))
    return select(*keys).group_by(*keys).having(wrong).limit(_MOST_NAMED)


def _waiting(settled_before: datetime | None) -> set[str]:
    """The communes and provinces that were to be counted again when we began to look."""
    still_open: ColumnElement[bool] = OutboxEntry.done_at.is_(None)
    if settled_before is not None:
        still_open |= OutboxEntry.done_at > settled_before
    jobs = db.session.execute(select(OutboxEntry.topic, OutboxEntry.payload).where(_is_ours(), still_open)).all()
    communes = {job.payload["village"][:5] for job in jobs if job.topic != ORDER}
    communes |= set(db.session.scalars(select(SeenDay.commune).where(SeenDay.is_new).distinct()))
    orders = [UUID(job.payload["order_id"]) for job in jobs if job.topic == ORDER]
    communes |= set(db.session.scalars(select(Order.from_commune).where(Order.id.in_(orders)).distinct()))
    return communes | {province_of(code) for code in communes if code}


def _is_ours() -> ColumnElement[bool]:
    return OutboxEntry.topic.in_((ORDER, SHOP, DAYS))

"""The one definition of what is counted of complaints: the same of one commune's month and of all.

It reads complaints and nothing that the cells say. What was merged into another counts as that one.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from market.clock import month_of as instants_of_month
from market.complaints.models import Complaint
from market.complaints.rules.outcomes import Rating
from market.complaints.rules.states import State
from market.db import db
from market.insight.calendar import day_of, days_between, month_of
from market.insight.heard.rules import ALL_KINDS, COUNTS, NOWHERE, Tally
from market.insight.places import HOME_PROVINCE
from market.places.models import Commune


class Key(NamedTuple):
    """Which cell: at what place within which other, of what kind, in which month."""

    place: str
    within: str
    kind: str
    month: date


Counted = dict[Key, Tally]
# Refused is answered too: with a reason.
_ANSWERED_AT = sa.func.coalesce(
    Complaint.answered_at, sa.case((Complaint.state == State.REFUSED, Complaint.ended_at), else_=None)
)


def communes(commune: str | None = None, month: date | None = None) -> Counted:
    """The cells of each commune, kind and month, and of all kinds; with a month, those of one commune in it."""
    found: Counted = defaultdict(Tally)
    for place, within, kind, received_in, days, *counts in db.session.execute(_grouped(commune, month)):
        tally = Tally(**dict(zip(COUNTS, counts, strict=True)), waits={} if days is None else {str(days): counts[0]})
        for each in (kind, ALL_KINDS):
            found[Key(place, within, each, received_in)].add(tally)
    return found


def provinces(parts: Iterable[tuple[Key, Tally]]) -> Counted:
    """The cells of each province, added up from those of its communes."""
    found: Counted = defaultdict(Tally)
    for key, tally in parts:
        found[Key(key.within, "", key.kind, key.month)].add(tally)
    return found


def _grouped(commune: str | None, month: date | None) -> sa.Select[Any]:
    """How many there are of each commune, month, kind and number of days until the first answer."""
    received = day_of(Complaint.received_at)
    cell = {
        "place": sa.func.coalesce(Complaint.commune_code, NOWHERE),
        "within": sa.func.coalesce(Commune.province_code, HOME_PROVINCE),
        "kind": Complaint.kind,
        "month": month_of(received),
        "days": days_between(received, day_of(_ANSWERED_AT)),
    }
    conditions = _counted()
    each = (sa.case((conditions[name], 1), else_=0).label(name) for name in COUNTS)
    rows: Any = sa.select(*(column.label(name) for name, column in cell.items()), *each)
    rows = rows.outerjoin(Commune, Commune.code == Complaint.commune_code).where(Complaint.state != State.MERGED)
    found = (rows if month is None else rows.where(*_in(commune, month))).subquery().c
    keys = [found[name] for name in cell]
    return sa.select(*keys, *(sa.func.sum(found[name]) for name in COUNTS)).group_by(*keys)


def _counted() -> dict[str, sa.ColumnElement[bool]]:
    closed, is_answered = Complaint.state == State.CLOSED, _ANSWERED_AT.is_not(None)
    return {
        "received": sa.true(),
        "owed": sa.or_(Complaint.state != State.WITHDRAWN, is_answered),
        "on_time": Complaint.due_at >= _ANSWERED_AT,
        "answered": is_answered,
        "refused": Complaint.state == State.REFUSED,
        "satisfied": sa.and_(closed, Complaint.rating == Rating.SATISFIED),
        "acceptable": sa.and_(closed, Complaint.rating == Rating.ACCEPTABLE),
        "unsatisfied": sa.and_(closed, Complaint.rating == Rating.NOT),
        "reopened": Complaint.reopened_at.is_not(None),
    }


def _in(commune: str | None, month: date) -> tuple[sa.ColumnElement[bool], ...]:
    begin, end = instants_of_month(month)
    here = Complaint.commune_code == commune if commune else Complaint.commune_code.is_(None)
    return here, Complaint.received_at >= begin, Complaint.received_at < end

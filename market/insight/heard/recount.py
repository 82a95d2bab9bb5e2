"""The one definition of what is counted of complaints, in SQL: the same of one month and of all.

It reads complaints and nothing that the cells say. What was merged into another counts as that one.
"""

from datetime import date
from typing import Any

import sqlalchemy as sa

from market.clock import month_of as instants_of_month
from market.complaints.models import Complaint
from market.complaints.rules.outcomes import Rating
from market.complaints.rules.states import State
from market.insight.calendar import day_of, days_between, month_of
from market.insight.heard.models import HeardCell
from market.insight.heard.rules import ALL_KINDS, NO_ANSWER, NOWHERE
from market.insight.places import HOME_PROVINCE
from market.places.models import Commune

COUNTS = ("received", "owed", "on_time", "refused", "satisfied", "acceptable", "unsatisfied", "reopened")
KEYS = ("place", "kind", "month", "days", "within")
COLUMNS = (*KEYS, *COUNTS)
_ZERO: sa.ColumnElement[int] = sa.literal_column("0")
_ONE: sa.ColumnElement[int] = sa.literal_column("1")
# Refused is answered too: with a reason.
_ANSWERED_AT = sa.func.coalesce(
    Complaint.answered_at, sa.case((Complaint.state == State.REFUSED, Complaint.ended_at), else_=None)
)


def communes(commune: str | None = None, month: date | None = None) -> sa.Select[Any]:
    """The cells of each commune, month, kind and number of days, and of all kinds; or of one commune in one month."""
    found = _complaints(commune, month).cte()
    each = (_cells(found, kind) for kind in (found.c.kind, sa.literal_column(f"'{ALL_KINDS}'")))
    both = sa.union_all(*each).subquery()
    return sa.select(*both.c)


def provinces(province: str | None = None, month: date | None = None) -> sa.Select[Any]:
    """The cells of each province, added up from those of its communes."""
    cell = (HeardCell.within.label("place"), HeardCell.kind, HeardCell.month, HeardCell.days)
    added = [sa.func.sum(getattr(HeardCell, name)).label(name) for name in COUNTS]
    whole = sa.select(*cell, sa.literal_column("''").label("within"), *added).where(HeardCell.within != "")
    if province is not None:
        whole = whole.where(HeardCell.within == province, HeardCell.month == month)
    return whole.group_by(HeardCell.within, HeardCell.kind, HeardCell.month, HeardCell.days)


def _complaints(commune: str | None, month: date | None) -> sa.Select[Any]:
    """One row a complaint, with what it adds to its cell."""
    received = day_of(Complaint.received_at)
    waited = sa.func.coalesce(days_between(received, day_of(_ANSWERED_AT)), NO_ANSWER)
    counted = (_where(condition).label(name) for name, condition in _counted().items())
    row = sa.select(
        sa.func.coalesce(Complaint.commune_code, NOWHERE).label("place"),
        sa.func.coalesce(Commune.province_code, HOME_PROVINCE).label("within"),
        Complaint.kind,
        month_of(received).label("month"),
        waited.label("days"),
        *counted,
    )
    rows = row.outerjoin(Commune, Commune.code == Complaint.commune_code).where(Complaint.state != State.MERGED)
    if month is None:
        return rows
    begin, end = instants_of_month(month)
    here = Complaint.commune_code == commune if commune else Complaint.commune_code.is_(None)
    return rows.where(here, Complaint.received_at >= begin, Complaint.received_at < end)


def _counted() -> dict[str, sa.ColumnElement[bool]]:
    closed = Complaint.state == State.CLOSED
    return {
        "received": sa.true(),
        "owed": sa.or_(Complaint.state != State.WITHDRAWN, _ANSWERED_AT.is_not(None)),
        "on_time": Complaint.due_at >= _ANSWERED_AT,
        "refused": Complaint.state == State.REFUSED,
        "satisfied": sa.and_(closed, Complaint.rating == Rating.SATISFIED),
        "acceptable": sa.and_(closed, Complaint.rating == Rating.ACCEPTABLE),
        "unsatisfied": sa.and_(closed, Complaint.rating == Rating.NOT),
        "reopened": Complaint.reopened_at.is_not(None),
    }


def _where(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.case((condition, _ONE), else_=_ZERO)


def _cells(found: sa.CTE, kind: Any) -> sa.Select[Any]:
    cell = (found.c.place, kind.label("kind"), found.c.month, found.c.days, found.c.within)
    added = (sa.func.sum(found.c[name]).label(name) for name in COUNTS)
    by = (found.c.place, found.c.month, found.c.days, found.c.within)
    rows = sa.select(*cell, *added)
    return rows.group_by(*by, found.c.kind) if kind is found.c.kind else rows.group_by(*by)

"""The rate that holds on a day."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, tuple_

from market.clock import local_day
from market.db import db, locked
from market.http.pages import broken_cursor, pack_cursor, unpack_cursor
from market.payments.rates.models import Rate, RateProposal


def rate(name: str, at: datetime) -> str:
    """The newest value of `name` that holds on the day of `at` (in Vietnam); "0" before the first."""
    known = select(Rate.value).where(Rate.name == name, Rate.from_day <= local_day(at))
    return db.session.scalars(known.order_by(Rate.from_day.desc()).limit(1)).first() or "0"


def rate_vnd(name: str, at: datetime) -> int:
    """The same for a rate that is a sum in đồng."""
    return int(rate(name, at))


def rates_at(names: Collection[str], at: datetime) -> dict[str, str]:
    """The same of each of `names`."""
    known = select(Rate.name, Rate.value).where(Rate.name.in_(names), Rate.from_day <= local_day(at))
    found = db.session.execute(known.order_by(Rate.from_day))
    return dict.fromkeys(names, "0") | {row.name: row.value for row in found}


def rates(*, limit: int, cursor: str | None = None, name: str | None = None, waiting: bool = False) -> dict[str, Any]:
    """A page of every rate, or of what waits for a second operator, newest day first."""
    of: Any = RateProposal if waiting else Rate
    query = select(of).where(of.name == name) if name else select(of)
    if cursor is not None:
        query = query.where(tuple_(of.from_day, of.name) < tuple_(*_place(cursor)))
    rows = list(db.session.scalars(query.order_by(of.from_day.desc(), of.name.desc()).limit(limit + 1)))
    last = rows[limit - 1] if len(rows) > limit else None
    return {"items": rows[:limit], "next": pack_cursor([last.from_day.isoformat(), last.name]) if last else None}


def locked_proposal(name: str, from_day: date) -> RateProposal | None:
    """What one operator proposed, held until this transaction ends."""
    return db.session.scalars(locked(select(RateProposal).filter_by(name=name, from_day=from_day))).first()


def _place(cursor: str) -> tuple[date, str]:
    content = unpack_cursor(cursor)
    try:
        day, name = content
        return date.fromisoformat(day), str(name)
    except (TypeError, ValueError):
        raise broken_cursor() from None

"""What was sought: the queries of some days with what came of them, and the sums of each day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from market.db import db
from market.search.sought.models import CountedSearch
from market.search.sought.rules import OFTEN, Order

_PARTS = ("asked", "empty", "filtered", "relaxed", "opened")
_MONTH = 30
_FEWEST = 3  # what two people ask may be about somebody
_MOST_OFTEN = 300
Place = tuple[int, str]  # where a page ended: a count, and the text that has it


def misses(*, day: date, limit: int, after: Place | None = None) -> Sequence[Row[Any]]:
    """At most `limit` folded texts that found nothing on a day, the most frequent first."""
    count = func.sum(CountedSearch.empty)
    wanted = select(CountedSearch.folded.label("text"), count.label("count")).where(
        CountedSearch.day == day, CountedSearch.empty > 0
    )
    return _some(wanted.group_by(CountedSearch.folded), CountedSearch.folded, count, limit, after)


def sought(*, since: date, until: date, by: Order, limit: int, after: Place | None = None) -> Sequence[Row[Any]]:
    """At most `limit` texts of some days, by what `by` says; what has none of that is left out."""
    sums = {name: func.sum(getattr(CountedSearch, name)) for name in _PARTS}
    count = sums["asked"] if by is Order.UNOPENED else sums[by.value]
    wanted = select(CountedSearch.text, *(total.label(name) for name, total in sums.items()), count.label("count"))
    wanted = wanted.where(CountedSearch.day.between(since, until)).group_by(CountedSearch.text).having(count > 0)
    if by is Order.UNOPENED:
        found = sums["asked"] - sums["empty"] - sums["filtered"]
        wanted = wanted.having(and_(sums["opened"] == 0, found >= OFTEN))
    return _some(wanted, CountedSearch.text, count, limit, after)


def _some(wanted: Any, text: Any, count: ColumnElement[int], limit: int, after: Place | None) -> Sequence[Row[Any]]:
    if after is not None:
        wanted = wanted.having(or_(count < after[0], and_(count == after[0], text > after[1])))
    return db.session.execute(wanted.order_by(count.desc(), text).limit(limit)).all()


def days(*, since: date, until: date) -> Sequence[Row[Any]]:
    """The sums of each day on which anything was sought, the first day first."""
    sums = (func.sum(getattr(CountedSearch, name)).label(name) for name in _PARTS)
    wanted = select(CountedSearch.day, *sums).where(CountedSearch.day.between(since, until))
    return db.session.execute(wanted.group_by(CountedSearch.day).order_by(CountedSearch.day)).all()


def of_the_month(*, day: date, most: int) -> Sequence[Row[Any]]:
    """The texts of the last thirty days and how often each was asked, the most frequent first."""
    count = func.sum(CountedSearch.asked)
    wanted = select(CountedSearch.text, CountedSearch.folded, count.label("asked"))
    wanted = wanted.where(CountedSearch.day > day - timedelta(days=_MONTH), CountedSearch.asked > 0)
    wanted = wanted.group_by(CountedSearch.text, CountedSearch.folded).order_by(count.desc(), CountedSearch.text)
    return list(db.session.execute(wanted.limit(most)))


def often(*, day: date) -> list[str]:
    """What was sought thrice or more in the last thirty days and found, the most frequent first."""
    asked, lost = func.sum(CountedSearch.asked), func.sum(CountedSearch.empty + CountedSearch.filtered)
    wanted = select(CountedSearch.text).where(CountedSearch.day > day - timedelta(days=_MONTH))
    wanted = wanted.group_by(CountedSearch.text).having(and_(asked >= _FEWEST, lost * 2 < asked))
    return list(db.session.scalars(wanted.order_by(asked.desc(), CountedSearch.text).limit(_MOST_OFTEN)))

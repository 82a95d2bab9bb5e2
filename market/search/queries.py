"""Searches that found nothing: what people look for and nobody sells, or the search does not understand."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, or_, select

from market.db import db
from market.search.models import EmptySearch


def empty_searches(*, day: date, limit: int, after: tuple[int, str] | None = None) -> Sequence[EmptySearch]:
    """At most `limit` of a day, the most frequent first, from behind `after` (a count and a text) on."""
    wanted = select(EmptySearch).where(EmptySearch.day == day)
    if after is not None:
        count, text = after
        rest = and_(EmptySearch.count == count, EmptySearch.text > text)
        wanted = wanted.where(or_(EmptySearch.count < count, rest))
    return db.session.scalars(wanted.order_by(EmptySearch.count.desc(), EmptySearch.text).limit(limit)).all()

"""What waits for an answer in somebody's places, the most urgent first."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select, tuple_
from sqlalchemy.orm import aliased

from market.accounts.models import Person
from market.clock import day_of
from market.complaints import queries
from market.complaints.dues.rules import When
from market.complaints.models import WAITS, Complaint
from market.db import db
from market.http.pages import broken_cursor, pack_cursor, unpack_cursor, uuid_in

_ORDER = (Complaint.waits_until, Complaint.id)


def when_due(waits_until: datetime, now: datetime) -> When:
    """How soon: an answer is due until the midnight that ends its last day."""
    if waits_until < now:
        return When.LATE
    return When.TODAY if waits_until <= day_of(now)[1] else When.LATER


def counts(person: Person, *, now: datetime, holder: str | None = None) -> dict[str, int]:
    """How many are late, due today, due later."""
    each = [func.coalesce(func.sum(case((_is(when, now), 1), else_=0)), 0) for when in When]
    row = db.session.execute(select(*each).where(*_waiting(person, holder))).one()
    return {str(when): int(count) for when, count in zip(When, row, strict=True)}


def due(
    person: Person,
    *,
    now: datetime,
    limit: int,
    when: str | None = None,
    holder: str | None = None,
    office: str | None = None,
    cursor: str | None = None,
) -> dict[str, Any]:
    """A page of what waits, that which is late the longest first; of one post office where a clerk works in several."""
    wanted = select(Complaint).where(*_waiting(person, holder)).order_by(*_ORDER)
    if office is not None:
        wanted = wanted.where(Complaint.holder_code == office)
    if when is not None:
        wanted = wanted.where(_is(When(when), now))
    if cursor is not None:
        wanted = wanted.where(tuple_(*_ORDER) > tuple_(*_place(cursor)))
    found = list(db.session.scalars(wanted.limit(limit + 1)))
    last = found[limit - 1] if len(found) > limit else None
    following = pack_cursor([last.waits_until.isoformat(), str(last.id)]) if last else None
    return {"items": found[:limit], "next": following}


def _waiting(person: Person, holder: str | None) -> list[ColumnElement[bool]]:
    """By the index of what waits first: of all that was ever complained of in her places it is little."""
    anywhere = aliased(Complaint)
    waits = [Complaint.id.in_(select(anywhere.id).where(WAITS)), queries.to_handle(person)]
    return [*waits, Complaint.holder == holder] if holder else waits


def _is(when: When, now: datetime) -> ColumnElement[bool]:
    late, of_today = Complaint.waits_until < now, Complaint.waits_until <= day_of(now)[1]
    return {When.LATE: late, When.TODAY: ~late & of_today, When.LATER: ~of_today}[when]


def _place(cursor: str) -> tuple[datetime, Any]:
    match unpack_cursor(cursor):
        case [str(at), str(last)]:
            return _instant(at), uuid_in(pack_cursor(last))
    raise broken_cursor()


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise broken_cursor() from None
    if at.tzinfo is None:
        raise broken_cursor()
    return at

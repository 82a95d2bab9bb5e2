"""A day is set, or left to the calendar again. What was promised before stays as it was."""

from datetime import date, datetime

import structlog
from sqlalchemy import delete

from market.accounts.models import Person
from market.complaints.calendar import access, rules
from market.complaints.calendar.models import WorkingDay
from market.db import db, upsert

_log = structlog.get_logger()


def set_day(*, day: date, works: bool, reason: str, by: Person, now: datetime) -> None:
    """Let offices work on `day`, or not. Raises NotAllowed, DayIsOver, InvalidInput; two at once leave the later."""
    access.require_calendar_keeper(by)
    rules.require_settable(day, now=now)
    told = {"works": works, "reason": reason, "set_by": by.id, "set_at": now}
    row = upsert(WorkingDay).values(day=day, **told)
    db.session.execute(row.on_conflict_do_update(index_elements=["day"], set_=told))
    _log.info("working day set", day=day.isoformat(), works=works, by=str(by.id))


def leave_day(*, day: date, by: Person, now: datetime) -> None:
    """Leave `day` to the calendar again; again changes nothing. Raises NotAllowed, DayIsOver, InvalidInput."""
    access.require_calendar_keeper(by)
    rules.require_settable(day, now=now)
    db.session.execute(delete(WorkingDay).where(WorkingDay.day == day))
    _log.info("working day left to the calendar", day=day.isoformat(), by=str(by.id))

"""Working days as they are now: what officers set over what the calendar says, and when something is due by them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from market.clock import local_day
from market.complaints import working_days
from market.complaints.calendar.models import WorkingDay
from market.complaints.calendar.rules import Look, Source
from market.db import db
from market.language import Sentence


@dataclass(frozen=True)
class TellingDay:
    """A day that is otherwise than its weekday says, and why."""

    day: date
    works: bool
    source: Source
    reason: Sentence


def due_at(received_at: datetime, days: int) -> datetime:
    """When the last of so many working days is over, by what officers have set until now."""
    return working_days.due_at(received_at, days, overrides(local_day(received_at)))


def overrides(since: date) -> Mapping[date, bool]:
    """What officers set of the days from `since` on."""
    rows = db.session.execute(select(WorkingDay.day, WorkingDay.works).where(WorkingDay.day >= since))
    return {row.day: row.works for row in rows}


def telling_days(seen: Look) -> list[TellingDay]:
    """The days of a span that are otherwise than their weekday says, or that somebody set, in their order."""
    known = {day: one for day, one in working_days.known_days().items() if seen.start <= day <= seen.end}
    told = {day: TellingDay(day, one.works, Source.CALENDAR, one.name) for day, one in known.items()}
    chosen = select(WorkingDay).where(WorkingDay.day.between(seen.start, seen.end))
    told |= {row.day: _of_officer(row) for row in db.session.scalars(chosen)}
    return [told[day] for day in sorted(told)]


def telling_day(day: date) -> TellingDay | None:
    """The one day, where it is one of those."""
    return next(iter(telling_days(Look(day, day))), None)


def _of_officer(row: WorkingDay) -> TellingDay:
    return TellingDay(row.day, row.works, Source.OFFICER, Sentence(row.reason, en=row.reason))

"""When something is due: working days by the calendar, and by what officers have set over it."""

from datetime import datetime

from market.complaints.calendar.queries import due_at
from market.complaints.rules.holders import Level, days_at


def due(since: datetime, days: int) -> datetime:
    """When the last of `days` working days is over that begin at `since`."""
    return due_at(since, days)


def moves_on_at(level: Level, *, urgent: bool, now: datetime) -> datetime | None:
    """When whoever is next has it; None where nobody is."""
    days = days_at(level, urgent=urgent)
    return due(now, days) if days else None

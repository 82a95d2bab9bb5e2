"""The only place that asks what time it is. Everything else is told (`now=`)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def local_day(instant: datetime) -> date:
    """The calendar day in Vietnam at `instant`: days, months and certificates are counted there."""
    return instant.astimezone(LOCAL).date()


def local_month(instant: datetime) -> int:
    """The month (1 to 12) in Vietnam at `instant`."""
    return local_day(instant).month


def day_of(instant: datetime) -> tuple[datetime, datetime]:
    """Begin and end (exclusive) of the day in Vietnam that holds `instant`."""
    begin = datetime.combine(local_day(instant), time(), LOCAL)
    return begin, begin + timedelta(days=1)


def end_of(day: date) -> datetime:
    """When `day` is over in Vietnam."""
    return datetime.combine(day, time(), LOCAL) + timedelta(days=1)


def year_of(instant: datetime) -> tuple[datetime, datetime]:
    """Begin and end (exclusive) of the calendar year in Vietnam that holds `instant`."""
    year = local_day(instant).year
    return datetime(year, 1, 1, tzinfo=LOCAL), datetime(year + 1, 1, 1, tzinfo=LOCAL)


def month_of(day: date) -> tuple[datetime, datetime]:
    """Begin and end (exclusive) of the calendar month in Vietnam that holds `day`."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return datetime(day.year, day.month, 1, tzinfo=LOCAL), datetime.combine(following, time(), LOCAL)


def ago(instant: datetime, **span: float) -> datetime:
    """`instant` less a span given as for `timedelta`."""
    return instant - timedelta(**span)

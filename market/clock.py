"""The only place that asks what time it is. Everything else is told (`now=`)."""

import time as machine
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


def begin_of(day: date) -> datetime:
    """When `day` begins in Vietnam."""
    return datetime.combine(day, time(), LOCAL)


def end_of(day: date) -> datetime:
    """When `day` is over in Vietnam."""
    return begin_of(day) + timedelta(days=1)


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


class Steadiness:
    """Notices when the clock on the wall jumps: it then leaves the machine's own count of seconds.

    That count goes on while a laptop sleeps, where the system has one that does.
    """

    def __init__(self) -> None:
        self._gap = self._present_gap()

    def jumped(self) -> timedelta:
        """How far the clock has jumped since this was last asked; zero when it went its way."""
        before, self._gap = self._gap, self._present_gap()
        moved = timedelta(seconds=self._gap - before)
        return moved if abs(moved) > _UNSTEADY else timedelta(0)

    def _present_gap(self) -> float:
        return now().timestamp() - machine.clock_gettime(_COUNT)


_UNSTEADY = timedelta(seconds=30)
_COUNT = getattr(machine, "CLOCK_BOOTTIME", machine.CLOCK_MONOTONIC)


def spoken_day(at: datetime) -> str:
    """An instant as people in Vietnam say it: `14:05 26/11`."""
    return f"{at.astimezone(LOCAL):%H:%M %d/%m}"

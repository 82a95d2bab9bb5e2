"""The only place that asks what time it is. Everything else is told (`now=`)."""

import time
from datetime import UTC, date, datetime, timedelta
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
        return now().timestamp() - time.clock_gettime(_COUNT)


_UNSTEADY = timedelta(seconds=30)
_COUNT = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)

"""Which days may be set, and where a day has its word from."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from market.clock import local_day
from market.errors import Conflict, InvalidInput, NotFound
from market.language import Sentence

LONGEST_REASON = 200
# As far as anybody decides ahead, and no further than one answer holds.
LONGEST_LOOK = timedelta(days=731)


class Source(StrEnum):
    CALENDAR = "calendar"
    OFFICER = "officer"


class DayIsOver(Conflict):
    type = "day-is-over"
    title = Sentence("Ngày đã qua", en="The day is over")
    detail = Sentence(
        "Chỉ đặt được từ hôm nay trở đi: hạn trả lời đã hẹn thì không đổi nữa.",
        en="Only today and days to come can be set: what was promised does not change any more.",
    )


_TOO_FAR = Sentence("Chỉ đặt trước được hai năm.", en="A day can be set two years ahead at most.")
_BACKWARDS = Sentence("Ngày đầu phải trước ngày cuối.", en="The first day comes after the last.")
_TOO_LONG = Sentence("Nhiều nhất hai năm một lần.", en="At most two years at a time.")


@dataclass(frozen=True)
class Look:
    """The days that are looked at, both counted."""

    start: date
    end: date


def day_written(text: str) -> date:
    """A day as it stands in an address: `2027-02-11`. Raises NotFound."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotFound from None
    if day.isoformat() != text:  # weeks and days without hyphens are days too, but not of this address
        raise NotFound
    return day


def require_settable(day: date, *, now: datetime) -> None:
    """Raises DayIsOver, InvalidInput."""
    today = local_day(now)
    if day < today:
        raise DayIsOver
    if day > today + LONGEST_LOOK:
        raise InvalidInput(errors={"day": [_TOO_FAR]})


def look(start: date | None, end: date | None, *, today: date) -> Look:
    """The days asked for; left out, a year from today. Raises InvalidInput."""
    first = start or today
    last = end or min(first, date(9998, 12, 31)) + timedelta(days=365)
    if first > last:
        raise InvalidInput(errors={"from": [_BACKWARDS]})
    if last - first > LONGEST_LOOK:
        raise InvalidInput(errors={"from": [_TOO_LONG]})
    return Look(first, last)

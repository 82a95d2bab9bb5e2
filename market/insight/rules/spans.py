"""Spans of days: whole months and the days around them, what they are compared with, and which may be asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from market.errors import InvalidInput
from market.insight.rules.measures import By
from market.language import Sentence

TIMES = (By.MONTH, By.DAY)


@dataclass(frozen=True)
class Span:
    """Days from `start` to `end`, both counted, as the calendar in Vietnam has them."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def a_month_before(self) -> "Span":
        """The month before a whole month, otherwise the same days of the month before."""
        return self._moved(-1)

    def a_year_before(self) -> "Span":
        """The same days of the year before: what is ripe now was ripe then."""
        return self._moved(-12)

    def _moved(self, months: int) -> "Span":
        start = months_on(self.start, months)
        end = months_on(self.end, months)
        return Span(start, end_of_month(end) if self.end == end_of_month(self.end) else end)


@dataclass(frozen=True)
class Parts:
    """A span as the rollups hold it: from the first of one month to the first of another, and single days around."""

    months: tuple[date, date] | None
    days: tuple[tuple[date, date], ...]


def parts_of(span: Span) -> Parts:
    """The whole months in a span, by their first days, and the days before and after them."""
    first = span.start if span.start.day == 1 else months_on(span.start.replace(day=1), 1)
    end = span.end if span.end == end_of_month(span.end) else span.end.replace(day=1) - timedelta(days=1)
    if first > end:
        return Parts(None, ((span.start, span.end),))
    before, after = (span.start, first - timedelta(days=1)), (end + timedelta(days=1), span.end)
    return Parts((first, end.replace(day=1)), tuple(days for days in (before, after) if days[0] <= days[1]))


def months_on(day: date, count: int) -> date:
    """The same day `count` months on, or the month's last where it is shorter."""
    month = day.year * 12 + day.month - 1 + count
    first = date(month // 12, month % 12 + 1, 1)
    return first.replace(day=min(day.day, end_of_month(first).day))


def end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


_BACKWARDS = Sentence("Ngày đầu phải trước ngày cuối.", en="The first day comes after the last.")
_TOO_LONG = Sentence("Nhiều nhất {most} ngày một lần.", en="At most {most} days at a time.")
EARLIEST, _LATEST = date(2000, 1, 1), date(2199, 12, 31)
_OUT_OF_CALENDAR = Sentence("Ngày phải từ năm 2000 đến 2199.", en="A day must be from 2000 to 2199.")
LONGEST_SPAN = 366 * 10
MOST_DAYS = 366
LATELY_DAYS = 30


class WholeMonthsOnly(InvalidInput):
    """Single days would let a reader take one public figure from another and see who bought."""

    def __init__(self, last: date) -> None:
        sentence = Sentence(
            "Số liệu công khai theo tháng trọn, sau khi tháng kế tiếp cũng đã qua: từ ngày đầu đến ngày cuối tháng, "
            "muộn nhất {last}.",
            en="Public figures are of whole months, once the month after is over too: from a first to a last day, "
            "{last} at the latest.",
        )
        super().__init__(errors={"to": [sentence.format(last=last.isoformat())]})


def require_span(span: Span, by: By | None) -> Span:
    """Raises InvalidInput for days that run backwards, out of the calendar, or are too many to answer."""
    for field, day in (("from", span.start), ("to", span.end)):
        if not EARLIEST <= day <= _LATEST:
            raise InvalidInput(errors={field: [_OUT_OF_CALENDAR]})
    if span.start > span.end:
        raise InvalidInput(errors={"from": [_BACKWARDS]})
    most = MOST_DAYS if by == By.DAY else LONGEST_SPAN
    if (span.end - span.start).days >= most:
        raise InvalidInput(errors={"from": [_TOO_LONG.format(most=most)]})
    return span


def lately(start: date | None, end: date | None, *, today: date) -> Span:
    """The days asked for; left out, the last thirty. Raises InvalidInput."""
    last = end or max(today, start or today)
    return require_span(Span(start or last - timedelta(days=LATELY_DAYS - 1), last), By.DAY)


def last_finished_month(today: date) -> Span:
    end = today.replace(day=1) - timedelta(days=1)
    return Span(end.replace(day=1), end)


def last_public_month(today: date) -> Span:
    """The month before the last that is over: its orders have come to their end.

    While some still arrive or come back, what two days show of one month, taken from each other, tells single orders.
    """
    return last_finished_month(today).a_month_before()


def require_public(span: Span, today: date) -> Span:
    """Raises WholeMonthsOnly for anything but whole months whose next month is over too."""
    last = last_public_month(today).end
    if span.start.day != 1 or span.end != end_of_month(span.end) or span.end > last:
        raise WholeMonthsOnly(last)
    return span


def buckets(span: Span, by: By | None) -> Iterator[date]:
    """Each day of the span, or the first day of each month it touches."""
    day = span.start if by == By.DAY else span.start.replace(day=1)
    while day <= span.end:
        yield day
        day = day + timedelta(days=1) if by == By.DAY else months_on(day, 1)

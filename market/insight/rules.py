"""What is counted: each figure's one definition, in what it may be broken down, and over which days. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from market.errors import InvalidInput, NotAllowed, NotFound, Problem
from market.language import Sentence

# Lạng Sơn: where nobody names a place, this is meant.
HOME_PROVINCE = "20"
ACTIVE_DAYS = 30
# The columns of a cell, each a plain count or sum, so that cells add up over places and days.
COUNTS = (
    "opened", "listed", "sold", "activated", "lapsed", "orders", "goods_vnd", "repeats", "cancelled",
    "delivered", "on_time", "paid", "paid_minutes",
)  # fmt: skip


class Kind(StrEnum):
    LEVEL = "level"  # how many there are at the end of a day: all that came, less all that went
    SUM = "sum"  # how many came in a span of days
    PERCENT = "percent"  # of those that count, how many are so
    DAYS = "days"  # how long it took on average


class Slice(StrEnum):
    """Of what a cell counts: of all, of what holds goods of one category, of one number of OCOP stars."""

    ALL = "all"
    CATEGORY = "category"
    STARS = "stars"


class Grain(StrEnum):
    """For how long a cell counts."""

    DAY = "day"
    MONTH = "month"


class By(StrEnum):
    COMMUNE = "commune"
    VILLAGE = "village"
    DISTRICT = "district"
    MONTH = "month"
    DAY = "day"
    CATEGORY = "category"
    STARS = "stars"


PLACES = (By.COMMUNE, By.VILLAGE, By.DISTRICT)
SLICES = {By.CATEGORY: Slice.CATEGORY, By.STARS: Slice.STARS}
_PLACES_AND_TIMES = frozenset({*PLACES, By.MONTH, By.DAY})
_EVERYTHING = frozenset(By)


@dataclass(frozen=True)
class Measure:
    """One figure: `counted` (less `less`) over `basis`, all columns of the cells; `guard`: how many stand behind."""

    name: str
    title: Sentence
    definition: Sentence
    kind: Kind
    counted: str
    guard: str
    less: str | None = None
    basis: str | None = None
    by: frozenset[By] = _EVERYTHING


MEASURES = {
    measure.name: measure
    for measure in (
        Measure(
            "shops",
            Sentence("Gian hàng đã mở", en="Shops opened"),
            Sentence(
                "Số gian hàng đã mở tính đến hết ngày cuối, kể từ ngày mở. Gian hàng đang chuẩn bị hoặc đã đóng "
                "không tính.",
                en="Shops opened by the end of the last day, from the day each opened. One that is still prepared, "
                "or has closed, does not count.",
            ),
            Kind.LEVEL,
            "opened",
            "opened",
            by=_PLACES_AND_TIMES,
        ),
        Measure(
            "shops_with_goods",
            Sentence("Gian hàng đã có hàng", en="Shops with goods"),
            Sentence(
                "Trong số gian hàng đã mở, số đã từng đăng bán ít nhất một mặt hàng, tính từ ngày đăng đầu tiên.",
                en="Of the shops opened, those that have ever put goods on sale, from the day of the first.",
            ),
            Kind.LEVEL,
            "listed",
            "listed",
            by=_PLACES_AND_TIMES,
        ),
        Measure(
            "shops_that_sold",
            Sentence("Gian hàng đã bán được", en="Shops that have sold"),
            Sentence(
                "Số gian hàng đã có ít nhất một đơn giao tới người mua, tính từ ngày giao đơn đầu tiên.",
                en="Shops of which an order has reached its buyer, from the day of the first.",
            ),
            Kind.LEVEL,
            "sold",
            "sold",
            by=_PLACES_AND_TIMES,
        ),
        Measure(
            "active_shops",
            Sentence("Gian hàng đang bán", en="Active shops"),
            Sentence(
                "Số gian hàng có ít nhất một đơn (không bị hủy) đặt trong 30 ngày tính đến hết ngày cuối.",
                en="Shops with an order, not cancelled, placed in the 30 days up to and with the last day.",
            ),
            Kind.LEVEL,
            "activated",
            "activated",
            less="lapsed",
            by=_PLACES_AND_TIMES,
        ),
        Measure(
            "orders",
            Sentence("Đơn hàng", en="Orders"),
            Sentence(
                "Số đơn đặt trong những ngày này, kể cả đơn về sau bị hủy; đơn chưa trả tiền không tính.",
                en="Orders placed on these days, whatever became of them later; one that was never paid was never "
                "placed.",
            ),
            Kind.SUM,
            "orders",
            "orders",
        ),
        Measure(
            "goods_vnd",
            Sentence("Giá trị hàng bán", en="Goods value"),
            Sentence(
                "Tiền hàng (đồng, không kể phí gửi) của các đơn đặt trong những ngày này, trừ đơn bị hủy, trả lại, "
                "thất lạc hoặc hư hỏng. Theo loại hàng hay số sao: chỉ tiền của hàng loại ấy.",
                en="What the goods cost (đồng, without shipping) in orders placed on these days that were not "
                "cancelled, returned, lost or damaged. By category or stars: of those goods only.",
            ),
            Kind.SUM,
            "goods_vnd",
            "orders",
        ),
        Measure(
            "repeat_buyers",
            Sentence("Khách quay lại", en="Repeat buyers"),
            Sentence(
                "Số lần một người mua đặt đơn thứ hai ở cùng một gian hàng, tính vào ngày đặt đơn thứ hai.",
                en="Buyers who came back to the same shop: each pair of buyer and shop once, on the day of the "
                "second order.",
            ),
            Kind.SUM,
            "repeats",
            "repeats",
        ),
        Measure(
            "cancellations",
            Sentence("Đơn bị hủy", en="Cancellations"),
            Sentence(
                "Số đơn đặt trong những ngày này mà về sau bị hủy, do ai cũng vậy.",
                en="Orders placed on these days that were cancelled later, by whomever.",
            ),
            Kind.SUM,
            "cancelled",
            "cancelled",
        ),
        Measure(
            "on_time_delivery",
            Sentence("Giao đúng hẹn", en="On-time delivery"),
            Sentence(
                "Trong các đơn đặt trong những ngày này và đã giao: phần trăm đến tay người mua trong số ngày đã "
                "hứa khi đặt, tính từ lúc bưu điện nhận hàng.",
                en="Of the orders placed on these days and delivered: how many percent took no more days than "
                "promised at checkout, from the post's taking over to the buyer.",
            ),
            Kind.PERCENT,
            "on_time",
            "delivered",
            basis="delivered",
        ),
        Measure(
            "days_to_payment",
            Sentence("Số ngày đến khi có tiền", en="Days to payment"),
            Sentence(
                "Trung bình từ lúc đặt đến lúc hộ nhận được tiền, với các đơn đặt trong những ngày này: trả tiền "
                "khi nhận hàng thì tính lúc giao, cách khác thì lúc đơn hoàn tất.",
                en="Average from the order to the household's money being there for it, of orders placed on these "
                "days: with cash on delivery when it was delivered, otherwise when the order was completed.",
            ),
            Kind.DAYS,
            "paid_minutes",
            "paid",
            basis="paid",
        ),
    )
}
MINUTES_IN_A_DAY = 24 * 60


def value_of(measure: Measure, counted: int, less: int, basis: int) -> int | float | None:
    """The figure as it is shown: a whole number, or one decimal; None where nothing stands behind an average."""
    if measure.kind == Kind.PERCENT:
        return round(100 * counted / basis, 1) if basis else None
    if measure.kind == Kind.DAYS:
        return round(counted / basis / MINUTES_IN_A_DAY, 1) if basis else None
    return counted - less


@dataclass(frozen=True)
class Span:
    """Days from `start` to `end`, both counted, as the calendar in Vietnam has them."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def a_month_before(self) -> Span:
        """The month before a whole month, otherwise the same days of the month before."""
        return self._moved(-1)

    def a_year_before(self) -> Span:
        """The same days of the year before: what is ripe now was ripe then."""
        return self._moved(-12)

    def _moved(self, months: int) -> Span:
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


_NOT_SO = Sentence("Số liệu này không chia theo cách đó được.", en="This figure cannot be broken down so.")
_BACKWARDS = Sentence("Ngày đầu phải trước ngày cuối.", en="The first day comes after the last.")
_TOO_LONG = Sentence("Nhiều nhất {most} ngày một lần.", en="At most {most} days at a time.")
EARLIEST, _LATEST = date(2000, 1, 1), date(2199, 12, 31)
_OUT_OF_CALENDAR = Sentence("Ngày phải từ năm 2000 đến 2199.", en="A day must be from 2000 to 2199.")
LONGEST_SPAN = 366 * 10
MOST_DAYS = 366


class WholeMonthsOnly(InvalidInput):
    """Single days would let a reader take one public figure from another and see who bought."""

    def __init__(self, last: date) -> None:
        sentence = Sentence(
            "Số liệu công khai chỉ theo tháng trọn đã qua: từ ngày đầu tháng đến ngày cuối tháng, muộn nhất {last}.",
            en="Public figures are of whole months that are over: from a first to a last day, {last} at the latest.",
        )
        super().__init__(errors={"to": [sentence.format(last=last.isoformat())]})


class OfficersOnly(NotAllowed):
    type = "officers-only"
    title = Sentence("Chỉ dành cho cán bộ", en="For officers only")
    detail = Sentence(
        "Số liệu nhỏ như vậy chỉ cán bộ của địa phương được xem.",
        en="Figures that small are shown to the officers of the place only.",
    )


class NoSuchFigure(NotFound):
    type = "no-such-figure"
    title = Sentence("Không có số liệu này", en="No such figure")
    detail = Sentence("Không có số liệu này. Có: {names}.", en="There is no such figure. There are: {names}.")


class UnknownPlace(InvalidInput):
    """A place that is none, in the field it came in."""

    def __init__(self, sentence: Sentence | None = None, *, field: str = "place") -> None:
        said = sentence or Sentence(
            "Không có nơi này. Xin dùng mã tỉnh (20), huyện cũ (183), xã (06463) hoặc thôn (06463/dong-dinh).",
            en="There is no such place. Use a province (20), an old district (183), a commune (06463) or a village "
            "(06463/dong-dinh).",
        )
        super().__init__(errors={field: [said]})


class MergedAway(Problem):
    """A code of before 1 July 2025: the answer names what the place became."""

    status = 409
    type = "place-merged-away"
    title = Sentence("Nơi này đã sáp nhập", en="Merged away")
    detail = Sentence(
        "{name} ({district}) đã sáp nhập ngày 1/7/2025. Nay là: {now}.",
        en="{name} ({district}) was merged on 1 July 2025. Now it is: {now}.",
    )


def require_breakdown(measure: Measure, by: By | None) -> None:
    """Raises InvalidInput where the figure has no such breakdown."""
    if by is not None and by not in measure.by:
        raise InvalidInput(errors={"by": [_NOT_SO]})


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


def last_finished_month(today: date) -> Span:
    end = today.replace(day=1) - timedelta(days=1)
    return Span(end.replace(day=1), end)


def require_public(span: Span, today: date) -> Span:
    """Raises WholeMonthsOnly for anything but whole months that are over."""
    last = last_finished_month(today).end
    if span.start.day != 1 or span.end != end_of_month(span.end) or span.end > last:
        raise WholeMonthsOnly(last)
    return span


class Reason(StrEnum):
    """Why a shop needs a visit, the most urgent first."""

    ORDER_WAITING = "order_waiting"
    OUT_OF_STOCK = "out_of_stock"
    NEVER_SOLD = "never_sold"
    NEVER_LISTED = "never_listed"


REASONS = {
    Reason.ORDER_WAITING: Sentence("Có đơn chờ hơn một ngày", en="An order waits for over a day"),
    Reason.OUT_OF_STOCK: Sentence("Đang mùa mà hết hàng", en="Out of stock in season"),
    Reason.NEVER_SOLD: Sentence("Có hàng mà chưa bán được đơn nào", en="Has goods and never sold"),
    Reason.NEVER_LISTED: Sentence("Mở rồi mà chưa có hàng", en="Opened and never listed anything"),
}
# How long each may last before somebody should come by.
PATIENCE = {
    Reason.ORDER_WAITING: timedelta(days=1),
    Reason.NEVER_SOLD: timedelta(days=30),
    Reason.NEVER_LISTED: timedelta(days=7),
}

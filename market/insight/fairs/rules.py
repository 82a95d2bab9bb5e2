"""Each figure of a fair: its one definition, what it is reckoned from, and from when the public sees it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from enum import StrEnum

from market import clock
from market.insight.suppression import SMALLEST_SHOWN
from market.language import Sentence

# Who orders again within so many days of a fair's closing has come back; what is public is told when they are over.
RETURN_DAYS = 60


class Form(StrEnum):
    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"


@dataclass(frozen=True)
class Measure:
    """One figure: `counted`, or so many percent of `basis`; `guard` says how many stand behind it (None: no person).

    `needs_sale` is what a fair that was called off has not.
    """

    name: str
    title: Sentence
    definition: Sentence
    form: Form
    counted: str
    guard: str | None
    basis: str | None = None
    needs_sale: bool = False


@dataclass(slots=True, frozen=True)
class Tally:
    """What was counted of one fair's orders."""

    orders: int = 0
    goods_vnd: int = 0
    packs_ordered: int = 0
    packs_delivered: int = 0
    delivered: int = 0
    on_day: int = 0
    buyers: int = 0
    buyers_back: int = 0
    first_sales: int = 0


COUNTS = tuple(field.name for field in fields(Tally))


@dataclass(frozen=True)
class Stood:
    """What the households of a fair stand for: how many they are, and the packs they promised."""

    households: int = 0
    packs_promised: int = 0


def public_from(closes_at: datetime, ships_to: date) -> date:
    """The day on which everybody sees it: sent, and the last day on which a buyer comes back is over."""
    return max(clock.local_day(closes_at), ships_to) + timedelta(days=RETURN_DAYS + 1)


def value_of(
    measure: Measure, tally: Tally, stood: Stood, *, exact: bool, called_off: bool
) -> tuple[int | float | None, bool]:
    """The figure, with one decimal, and whether it is hidden; None where nothing stands behind it either."""
    if measure.needs_sale and called_off:
        return None, False
    counts = {name: getattr(tally, name) for name in COUNTS}
    counts |= {"households": stood.households, "packs_promised": stood.packs_promised}
    if not exact and measure.guard and 0 < counts[measure.guard] < SMALLEST_SHOWN:
        return None, True
    counted = counts[measure.counted]
    if measure.basis is None:
        return counted, False
    return (round(100 * counted / counts[measure.basis], 1) if counts[measure.basis] else None), False


def _measures() -> Iterator[Measure]:
    yield Measure(
        "households",
        Sentence("Hộ bán ở phiên", en="Households"),
        Sentence(
            "Số hộ có hàng bán ở phiên này, không kể hộ đã rút.",
            en="Households with goods at this fair, without those that took their stand back.",
        ),
        Form.COUNT,
        "households",
        None,
    )
    yield Measure(
        "packs_promised",
        Sentence("Gói đã hứa", en="Packs promised"),
        Sentence(
            "Số gói các hộ hứa bán ở phiên này, không kể hộ đã rút.",
            en="Packs that the households promised for this fair, without those that took their stand back.",
        ),
        Form.COUNT,
        "packs_promised",
        None,
    )
    yield Measure(
        "fair_orders",
        Sentence("Đơn hàng", en="Orders"),
        Sentence(
            "Số đơn đặt ở phiên này, kể cả đơn về sau không thành; đơn chưa trả tiền hoặc bị hủy trước khi phiên đóng "
            "không tính.",
            en="Orders placed at this fair, whatever became of them later; one that was never paid, or cancelled "
            "before the fair closed, does not count.",
        ),
        Form.COUNT,
        "orders",
        "orders",
    )
    yield Measure(
        "fair_goods_vnd",
        Sentence("Giá trị hàng bán", en="Goods value"),
        Sentence(
            "Tiền hàng (đồng, không kể phí gửi) của các đơn ấy, trừ đơn bị hủy, trả lại, thất lạc hoặc hư hỏng.",
            en="What the goods cost (đồng, without shipping) in these orders, without those cancelled, returned, lost "
            "or damaged.",
        ),
        Form.MONEY,
        "goods_vnd",
        "orders",
    )
    yield Measure(
        "packs_ordered",
        Sentence("Gói đã đặt", en="Packs ordered"),
        Sentence("Số gói trong các đơn ấy.", en="Packs in these orders."),
        Form.COUNT,
        "packs_ordered",
        "orders",
    )
    yield Measure(
        "delivered_percent",
        Sentence("Gói đã tới tay khách", en="Packs delivered"),
        Sentence(
            "Trong các gói ấy: phần trăm đã tới tay người mua. Phiên bị hủy thì không có số này.",
            en="Of these packs: how many percent have reached their buyers. A fair that was called off has no such "
            "figure.",
        ),
        Form.PERCENT,
        "packs_delivered",
        "orders",
        "packs_ordered",
        needs_sale=True,
    )
    yield Measure(
        "on_day_percent",
        Sentence("Gửi đúng ngày hứa", en="Sent on the promised day"),
        Sentence(
            "Trong các đơn đã tới tay người mua: phần trăm gửi đi không muộn hơn ngày hộ hứa lúc đầu; hàng khách đến "
            "lấy thì tính lúc đóng gói xong. Hộ dời ngày thì vẫn tính ngày đầu.",
            en="Of the orders that have reached their buyers: how many percent were sent (or ready to be fetched) no "
            "later than the day that the household first said. A day that was moved is still that day.",
        ),
        Form.PERCENT,
        "on_day",
        "delivered",
        "delivered",
        needs_sale=True,
    )
    yield Measure(
        "first_sales",
        Sentence("Gian hàng bán được lần đầu", en="Shops with their first sale"),
        Sentence(
            "Số gian hàng mà đơn đầu tiên giao tới người mua là đơn của phiên này.",
            en="Shops of which the first order that reached its buyer was one of this fair.",
        ),
        Form.COUNT,
        "first_sales",
        "first_sales",
    )
    yield Measure(
        "buyers",
        Sentence("Người mua", en="Buyers"),
        Sentence(
            "Số người có đơn ở phiên này không bị hủy, mỗi người tính một lần.",
            en="People with an order of this fair that was not cancelled, each counted once.",
        ),
        Form.COUNT,
        "buyers",
        "buyers",
    )
    yield Measure(
        "buyers_back",
        Sentence("Khách quay lại", en="Buyers who came back"),
        Sentence(
            f"Trong số người ấy: số người trong {RETURN_DAYS} ngày sau khi phiên đóng đã đặt đơn khác trên chợ, ở gian "
            "hàng nào cũng được, không bị hủy.",
            en=f"Of these people: those who placed another order on the market, at any shop, within {RETURN_DAYS} days "
            "of the fair's closing, that was not cancelled.",
        ),
        Form.COUNT,
        "buyers_back",
        "buyers_back",
    )


MEASURES = {measure.name: measure for measure in _measures()}

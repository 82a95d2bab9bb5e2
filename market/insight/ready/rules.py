"""When a shop is ready, and each figure of ready shops: its one definition, and what it is reckoned from. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from market.insight.heard.rules import median
from market.language import Sentence

# Of the orders of so many days, so many percent were accepted within so long.
LOOKED_AT, IN_TIME_PERCENT, IN_TIME = timedelta(days=180), 90, timedelta(hours=24)


class Form(StrEnum):
    LEVEL = "level"
    RATIO = "ratio"
    MEDIAN = "median"


@dataclass(slots=True)
class Tally:
    """What was counted at one place in one month; `waits` says how many shops first sold after how many days."""

    ready: int = 0
    orders: int = 0
    sold: int = 0
    waits: dict[int, int] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        self.ready += other.ready
        self.orders += other.orders
        self.sold += other.sold
        for days, count in other.waits.items():
            self.waits[days] = self.waits.get(days, 0) + count


@dataclass(frozen=True)
class Measure:
    """One figure; as many as each of `guards` says stand behind it."""

    name: str
    title: Sentence
    definition: Sentence
    form: Form
    guards: tuple[str, ...]


MEASURES = {
    measure.name: measure
    for measure in (
        Measure(
            "ready_shops",
            Sentence("Gian hàng sẵn sàng", en="Ready shops"),
            Sentence(
                "Số gian hàng sẵn sàng vào cuối tháng: đang mở, không tạm nghỉ, có hàng còn trong kho và có ảnh, và "
                "trong 180 ngày đã nhận ít nhất 90 % đơn trong 24 giờ. Chưa có đơn nào thì vẫn tính.",
                en="Shops that are ready at the end of the month: open, not paused, with a good in stock that has a "
                "photo, and at least 90 % of the orders of 180 days accepted within 24 hours. One without orders was "
                "never slow, and counts.",
            ),
            Form.LEVEL,
            ("ready",),
        ),
        Measure(
            "orders_per_ready_shop",
            Sentence("Đơn mỗi gian hàng sẵn sàng", en="Orders per ready shop"),
            Sentence(
                "Số đơn đặt trong tháng ở các gian hàng sẵn sàng vào cuối tháng ấy, chia cho số gian hàng ấy; nhiều "
                "tháng thì tính mỗi tháng trung bình.",
                en="Orders placed in a month at the shops that are ready at its end, for each of these shops; of "
                "several months, the average month.",
            ),
            Form.RATIO,
            ("ready", "orders"),
        ),
        Measure(
            "days_to_first_sale",
            Sentence("Số ngày đến đơn đầu tiên", en="Days to the first sale"),
            Sentence(
                "Một nửa số gian hàng có đơn đầu tiên giao tới người mua trong những tháng này đã chờ chừng này ngày "
                "kể từ ngày mở, một nửa chờ lâu hơn.",
                en="Half of the shops whose first order reached its buyer in these months had waited so many days "
                "since they opened, half had waited longer.",
            ),
            Form.MEDIAN,
            ("sold",),
        ),
    )
}


def together(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for each in tallies:
        whole.add(each)
    return whole


def value_of(measure: Measure, tally: Tally, last: Tally) -> int | float | None:
    """The figure of some months together, `last` being the latest of them; None where nothing stands behind it."""
    if measure.form == Form.LEVEL:
        return last.ready
    if measure.form == Form.MEDIAN:
        return median(tally.waits)
    return round(tally.orders / tally.ready, 1) if tally.ready else None

"""Each figure of complaints: its one definition, and what it is reckoned from. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from typing import Any

from market.language import Sentence

ALL_KINDS = ""
NOWHERE = ""
UNKNOWN_COMMUNE = Sentence("Không rõ xã", en="Commune unknown")


class By(StrEnum):
    MONTH = "month"
    KIND = "kind"
    COMMUNE = "commune"


class Form(StrEnum):
    COUNT = "count"
    PER_100_ORDERS = "per_100_orders"
    PERCENT = "percent"
    MEDIAN = "median"


@dataclass(frozen=True)
class Measure:
    """One figure: `counted` of `basis`, both of a tally; as many as `basis` says stand behind it."""

    name: str
    title: Sentence
    definition: Sentence
    form: Form
    counted: str
    basis: str


# What is counted, each adding up over places, kinds and months.
COUNTS = ("received", "owed", "on_time", "answered", "refused", "satisfied", "acceptable", "unsatisfied", "reopened")


@dataclass(slots=True)
class Tally:
    """What was counted of the complaints of one place or kind in one month: first, in their order, `COUNTS`."""

    received: int = 0
    owed: int = 0
    on_time: int = 0
    answered: int = 0
    refused: int = 0
    satisfied: int = 0
    acceptable: int = 0
    unsatisfied: int = 0
    reopened: int = 0
    orders: int = 0
    # How many were answered after how many days: those are text, as they are kept, for they are read by the thousand.
    waits: dict[str, int] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for days, count in other.waits.items():
            self.waits[days] = self.waits.get(days, 0) + count

    @property
    def rated(self) -> int:
        return self.satisfied + self.acceptable + self.unsatisfied

    @property
    def settled(self) -> int:
        """Answered, rather than not taken up."""
        return self.answered - self.refused


_NUMBERS = attrgetter(*COUNTS, "orders")


def together(tallies: Collection[Tally]) -> Tally:
    """All of them in one."""
    if not tallies:
        return Tally()
    waits = added_up(each.waits for each in tallies)
    told: list[Any] = [*map(sum, zip(*map(_NUMBERS, tallies), strict=True)), waits]
    return Tally(*told)


def added_up(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """How many waited how many days, in all of them."""
    waits: dict[str, int] = defaultdict(int)
    for part in parts:
        for days, count in part.items():
            waits[days] += count
    return waits


def value_of(measure: Measure, tally: Tally) -> int | float | None:
    """The figure, with one decimal; None where nothing stands behind it."""
    counted: int = getattr(tally, measure.counted)
    if measure.form == Form.COUNT:
        return counted
    if measure.form == Form.MEDIAN:
        return median(tally.waits)
    basis = tally.orders if measure.form == Form.PER_100_ORDERS else getattr(tally, measure.basis)
    return round(100 * counted / basis, 1) if basis else None


def median(waits: Mapping[Any, int]) -> float | None:
    """Of days, be they text, by how many waited so long."""
    if not waits:
        return None
    count, passed = sum(waits.values()), 0
    middle: list[int] = []
    for days in sorted(waits, key=int):
        before, passed = passed, passed + waits[days]
        middle += [int(days) for half in ((count - 1) // 2, count // 2) if before <= half < passed]
    return sum(middle) / 2


def _measures() -> Iterator[Measure]:
    yield Measure(
        "received",
        Sentence("Khiếu nại đã nhận", en="Complaints received"),
        Sentence(
            "Số khiếu nại nhận trong những tháng này, của người mua, người bán hoặc ai khác. Những khiếu nại được gộp "
            "tính là một.",
            en="Complaints received in these months, from buyers, sellers or others. Those that were merged count as "
            "one.",
        ),
        Form.COUNT,
        "received",
        "received",
    )
    yield Measure(
        "per_100_orders",
        Sentence("Trên 100 đơn", en="Per 100 orders"),
        Sentence(
            "Số khiếu nại nhận trong những tháng này trên mỗi 100 đơn đặt ở đó trong cùng những tháng ấy.",
            en="Complaints received in these months for every 100 orders placed there in the same months.",
        ),
        Form.PER_100_ORDERS,
        "received",
        "received",
    )
    yield Measure(
        "on_time_percent",
        Sentence("Trả lời đúng hạn", en="Answered in time"),
        Sentence(
            "Trong các khiếu nại nhận trong những tháng này: phần trăm có câu trả lời đầu tiên trong 7 ngày làm việc "
            "(việc gấp: 1 ngày). Quá hạn chưa trả lời là muộn; người gửi rút lại trước khi có trả lời thì không tính.",
            en="Of the complaints received in these months: how many percent had their first answer within 7 working "
            "days (urgent ones: 1). One that has none and is due is late; one taken back before does not count.",
        ),
        Form.PERCENT,
        "on_time",
        "owed",
    )
    yield Measure(
        "median_days",
        Sentence("Số ngày chờ", en="Days waited"),
        Sentence(
            "Một nửa số khiếu nại nhận trong những tháng này có câu trả lời đầu tiên trong chừng này ngày theo lịch, "
            "một nửa lâu hơn.",
            en="Half of the complaints received in these months had their first answer within so many days of the "
            "calendar, half took longer.",
        ),
        Form.MEDIAN,
        "answered",
        "answered",
    )
    for name, title, words, english in (
        ("satisfied", Sentence("Hài lòng", en="Satisfied"), "hài lòng", "are satisfied"),
        ("acceptable", Sentence("Chấp nhận được", en="Acceptable"), "thấy chấp nhận được", "find it acceptable"),
        ("unsatisfied", Sentence("Chưa hài lòng", en="Not satisfied"), "chưa hài lòng", "are not satisfied"),
    ):
        yield Measure(
            f"{name}_percent",
            title,
            Sentence(
                f"Trong các khiếu nại nhận trong những tháng này, đã xong và người gửi đã cho biết ý kiến: "
                f"phần trăm {words}.",
                en="Of the complaints received in these months that are closed and of which the sender has said how "
                f"the answer was: how many percent {english}.",
            ),
            Form.PERCENT,
            name,
            "rated",
        )
    yield Measure(
        "reopened_percent",
        Sentence("Phải mở lại", en="Reopened"),
        Sentence(
            "Trong các khiếu nại nhận trong những tháng này và đã được trả lời: phần trăm mà người gửi mở lại.",
            en="Of the complaints received in these months and answered: how many percent the sender opened again.",
        ),
        Form.PERCENT,
        "reopened",
        "settled",
    )
    yield Measure(
        "refused_percent",
        Sentence("Không nhận giải quyết", en="Not taken up"),
        Sentence(
            "Trong các khiếu nại nhận trong những tháng này và đã có câu trả lời: phần trăm không nhận giải quyết, "
            "theo các lý do công khai.",
            en="Of the complaints received in these months that have an answer: how many percent were not taken up, "
            "for one of the public reasons.",
        ),
        Form.PERCENT,
        "refused",
        "answered",
    )


MEASURES = {measure.name: measure for measure in _measures()}

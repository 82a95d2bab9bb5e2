"""A fair's states and windows, what a stand may be, and what is refused. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from market import clock, errors, events, states
from market.language import Sentence

MOST_PACKS = 100_000
# Orders are gathered so long at most, and nobody plans further ahead.
LONGEST_SALE = timedelta(days=60)
FURTHEST_DAY = timedelta(days=730)
# Between the last order and the last pack: after it what was paid has waited too long.
LONGEST_WAIT = timedelta(days=120)
LONGEST_SLUG = 60
# As much of its name as an SMS has room for.
LONGEST_TOLD = 40


class FairState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    SHIPPED = "shipped"
    OVER = "over"
    CALLED_OFF = "called_off"


_S = FairState
_OFFICES = ("officer", "operator")
# What has not closed yet: stands are taken, and orders are gathered while it is open.
GATHERING = (_S.PLANNED, _S.OPEN)

STATES = states.StateTable(
    initial=(_S.PLANNED,),
    names={
        _S.PLANNED: Sentence("sắp mở", en="planned"),
        _S.OPEN: Sentence("đang mở", en="open"),
        _S.CLOSED: Sentence("đã đóng, đang thu hoạch", en="closed, being picked"),
        _S.SHIPPED: Sentence("đã gửi hàng", en="shipped"),
        _S.OVER: Sentence("đã xong", en="over"),
        _S.CALLED_OFF: Sentence("đã hủy", en="called off"),
    },
    moves=(
        states.Move(_S.PLANNED, _S.OPEN, (*_OFFICES, "worker")),
        states.Move(_S.OPEN, _S.CLOSED, (*_OFFICES, "worker")),
        # All that was ordered is on its way, or came to nothing.
        states.Move(_S.CLOSED, _S.SHIPPED, ("worker",)),
        states.Move(_S.SHIPPED, _S.OVER, ("worker",)),
        states.Move(_S.PLANNED, _S.CALLED_OFF, (*_OFFICES, "worker")),
        # Below its minimum at closing, or by who made it.
        states.Move(_S.OPEN, _S.CALLED_OFF, (*_OFFICES, "worker")),
        states.Move(_S.CLOSED, _S.CALLED_OFF, (*_OFFICES, "worker")),
    ),
)


@dataclass(frozen=True, kw_only=True)
class FairMoved(events.Event):
    """A fair came into `target`; `origin` is None when it was made."""

    fair_id: UUID
    origin: FairState | None
    target: FairState
    by: str


@dataclass(frozen=True, kw_only=True)
class StandMoved(events.Event):
    """A household has `taken` a stand, `changed` what it promises there, or `withdrawn` it."""

    fair_id: UUID
    product_id: UUID
    shop_id: UUID
    what: str


class FairHasClosed(errors.Conflict):
    """No stand is taken, changed or withdrawn once a fair takes no more orders."""

    type = "fair-has-closed"
    title = Sentence("Phiên đã đóng", en="The fair has closed")
    detail = Sentence(
        "Phiên “{name}” {state}, không nhận thêm và không đổi gian nữa.",
        en="The fair “{name}” is {state}: no stand is taken or changed any more.",
    )


class OutsideFair(errors.Conflict):
    type = "outside-fair"
    title = Sentence("Ngoài nơi mở phiên", en="Outside the fair's place")
    detail = Sentence(
        "Phiên “{name}” chỉ dành cho các hộ ở {place}.", en="The fair “{name}” is for households of {place} only."
    )


class StandTaken(errors.Conflict):
    type = "stand-taken"
    title = Sentence("Đã có gian", en="The stand is taken")
    detail = Sentence(
        "Mặt hàng này đã có gian ở phiên “{name}”. Muốn đổi thì sửa gian đó.",
        en="These goods have a stand at the fair “{name}” already. Change that one instead.",
    )


class StandsOverlap(errors.Conflict):
    """The same harvest is not promised twice over."""

    type = "stands-overlap"
    title = Sentence("Trùng phiên khác", en="Overlaps another fair")
    detail = Sentence(
        "Mặt hàng này đã hứa cho phiên “{name}”, mở cùng lúc. Xin rút gian bên đó trước, hoặc chọn mặt hàng khác.",
        en="These goods are promised to the fair “{name}”, open at the same time. Withdraw there, or choose others.",
    )


class OpensTooSoon(StandsOverlap):
    """Before its time, while a household there has the same goods at a fair that has not closed."""

    detail = Sentence(
        "Phiên “{name}” chưa đóng, có hộ hứa cùng mặt hàng ở cả hai phiên. Xin đợi phiên ấy đóng rồi mở.",
        en="The fair “{name}” has not closed, and some goods stand at both. Open this one once that has closed.",
    )


class StandWasOrdered(errors.Conflict):
    """What buyers count on is not changed behind their backs."""

    type = "stand-was-ordered"
    title = Sentence("Đã có người đặt", en="Ordered already")
    detail = Sentence(
        "Gian này đã có {orders} đơn nên không rút hay đổi được nữa. Thiếu hàng hay muộn ngày thì báo ở gian này.",
        en="{orders} orders count on this stand, so it is not withdrawn or changed. Say there if it is late or short.",
    )


class MinimumNotPromised(errors.Conflict):
    type = "minimum-not-promised"
    title = Sentence("Chưa đủ hàng hứa", en="Fewer packs than the minimum")
    detail = Sentence(
        "Phiên cần ít nhất {minimum} gói, các hộ mới hứa {promised} gói. Xin mời thêm hộ, hoặc giảm mức tối thiểu.",
        en="The fair needs {minimum} packs, {promised} are promised. Invite more households, or lower the minimum.",
    )


_BACKWARDS = Sentence("Phải mở trước khi đóng.", en="It opens before it closes.")
_OVER = Sentence("Giờ đóng phải ở phía trước.", en="It must close in time to come.")
_TOO_LONG = Sentence("Nhận đơn nhiều nhất {days} ngày.", en="Orders are gathered for {days} days at most.")
_TOO_FAR = Sentence("Chỉ hẹn trước được hai năm.", en="Two years ahead at most.")
_TOO_EARLY = Sentence("Ngày gửi không được trước ngày đóng phiên.", en="Nothing is sent before the fair closes.")
_SHIPS_BACKWARDS = Sentence("Ngày gửi đầu phải trước ngày cuối.", en="The first day of sending comes after the last.")
_SHIPS_LATE = Sentence("Gửi xong trong {days} ngày từ khi đóng.", en="All is sent within {days} days of closing.")
_NOT_A_SHIP_DAY = Sentence("Phải từ {first} đến {last}.", en="Must be from {first} to {last}.")


def check_times(asked: Mapping[str, Any], *, now: datetime) -> None:
    """Whether a fair can be held at these times. Raises InvalidInput."""
    opens_at, closes_at = asked["opens_at"], asked["closes_at"]
    told = _wrong_hours(opens_at, closes_at, now) or _wrong_days(closes_at, asked["ships_from"], asked["ships_to"])
    if told:
        raise errors.InvalidInput(errors={field: [sentence] for field, sentence in told.items()})


def _wrong_hours(opens_at: datetime, closes_at: datetime, now: datetime) -> dict[str, Sentence]:
    checks = (
        ("opens_at", opens_at - now > FURTHEST_DAY, _TOO_FAR),
        ("closes_at", closes_at - opens_at > LONGEST_SALE, _TOO_LONG.format(days=LONGEST_SALE.days)),
        ("closes_at", closes_at <= now, _OVER),
        ("closes_at", closes_at <= opens_at, _BACKWARDS),
    )
    return {field: sentence for field, is_wrong, sentence in checks if is_wrong}


def _wrong_days(closes_at: datetime, ships_from: date, ships_to: date) -> dict[str, Sentence]:
    """Days are those of Vietnam, where what closes at midnight closes on the day before."""
    last = clock.local_day(closes_at - timedelta(microseconds=1))
    checks = (
        ("ships_from", ships_from < last, _TOO_EARLY),
        ("ships_to", ships_to - last > LONGEST_WAIT, _SHIPS_LATE.format(days=LONGEST_WAIT.days)),
        ("ships_to", ships_to < ships_from, _SHIPS_BACKWARDS),
    )
    return {field: sentence for field, is_wrong, sentence in checks if is_wrong}


def check_ready_day(day: date, *, ships_from: date, ships_to: date, now: datetime, field: str = "ready_on") -> None:
    """Raises InvalidInput for a day on which the fair sends nothing, or that is over."""
    first = max(ships_from, clock.local_day(now))
    if not first <= day <= ships_to:
        told = _NOT_A_SHIP_DAY.format(first=f"{first:%d/%m/%Y}", last=f"{ships_to:%d/%m/%Y}")
        raise errors.InvalidInput(errors={field: [told]})

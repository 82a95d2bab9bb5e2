"""The order's states, who may move them, its timers, and how a basket falls into orders."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from market import errors, events, states
from market.language import Sentence

# Goods that keep no longer than this are fresh: a complaint about them cannot wait three days.
FRESH_DAYS = 7


class OrderState(StrEnum):
    AWAITING_PAYMENT = "awaiting_payment"
    PLACED = "placed"
    ACCEPTED = "accepted"
    PACKED = "packed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    RETURNED = "returned"
    LOST = "lost"
    DAMAGED = "damaged"


_S = OrderState
# A fair takes its orders on when it closes: what of them has not come further still gathers.
GATHERING = (_S.AWAITING_PAYMENT, _S.PLACED)
UNSENT = (_S.PLACED, _S.ACCEPTED, _S.PACKED)
# Not yet in the post's hands: what of these a suspension holds.
OPEN = (_S.AWAITING_PAYMENT, *UNSENT)
UNFINISHED = (*OPEN, _S.SHIPPED, _S.DELIVERED)
BEFORE_PACKING = (_S.AWAITING_PAYMENT, _S.PLACED, _S.ACCEPTED)
HOUSEHOLD = ("seller", "team_member")
_UNTIL_PACKED = ("buyer", *HOUSEHOLD, "operator", "worker", "fair")

NAMES = {
    _S.AWAITING_PAYMENT: Sentence("chờ thanh toán", en="awaiting payment"),
    _S.PLACED: Sentence("đã đặt", en="placed"),
    _S.ACCEPTED: Sentence("đã nhận đơn", en="accepted"),
    _S.PACKED: Sentence("đã đóng gói", en="packed"),
    _S.SHIPPED: Sentence("đã gửi", en="shipped"),
    _S.DELIVERED: Sentence("đã giao", en="delivered"),
    _S.COMPLETED: Sentence("hoàn tất", en="completed"),
    _S.CANCELLED: Sentence("đã hủy", en="cancelled"),
    _S.RETURNED: Sentence("đã trả lại", en="returned"),
    _S.LOST: Sentence("thất lạc", en="lost"),
    _S.DAMAGED: Sentence("hư hỏng", en="damaged"),
}

STATES = states.StateTable(
    initial=(_S.AWAITING_PAYMENT, _S.PLACED),
    names=NAMES,
    moves=(
        states.Move(_S.AWAITING_PAYMENT, _S.PLACED, ("payment",)),
        # Paid too late, but the goods are still there.
        states.Move(_S.CANCELLED, _S.PLACED, ("payment",)),
        # Her stand at a fair was the household's yes.
        states.Move(_S.PLACED, _S.ACCEPTED, (*HOUSEHOLD, "fair")),
        states.Move(_S.ACCEPTED, _S.PACKED, HOUSEHOLD),
        states.Move(_S.PACKED, _S.SHIPPED, ("post",)),
        states.Move(_S.SHIPPED, _S.DELIVERED, ("post",)),
        # Fetched by its buyer, where there is no parcel (`needs_no_parcel`); they may also think better of it.
        states.Move(_S.PACKED, _S.DELIVERED, (*HOUSEHOLD, "clerk", "buyer")),
        states.Move(_S.DELIVERED, _S.COMPLETED, ("buyer", "worker")),
        states.Move(_S.AWAITING_PAYMENT, _S.CANCELLED, _UNTIL_PACKED),
        states.Move(_S.PLACED, _S.CANCELLED, _UNTIL_PACKED),
        states.Move(_S.ACCEPTED, _S.CANCELLED, _UNTIL_PACKED),
        states.Move(_S.PACKED, _S.CANCELLED, (*HOUSEHOLD, "operator", "worker", "buyer", "fair")),
        states.Move(_S.SHIPPED, _S.RETURNED, ("post",)),
        states.Move(_S.SHIPPED, _S.LOST, ("post",)),
        states.Move(_S.SHIPPED, _S.DAMAGED, ("post",)),
        # A scan that was voided, or came late and told otherwise: each undoes by name what it had brought about.
        states.Move(_S.SHIPPED, _S.PACKED, ("reversal",)),
        states.Move(_S.DELIVERED, _S.SHIPPED, ("reversal",)),
        states.Move(_S.RETURNED, _S.SHIPPED, ("reversal",)),
        states.Move(_S.LOST, _S.SHIPPED, ("reversal",)),
        states.Move(_S.DAMAGED, _S.SHIPPED, ("reversal",)),
    ),
)


class PaymentStatus(StrEnum):
    """How far the money of an order has come: what the buyer owes at the door or paid before, and what went back."""

    DUE = "due"
    COLLECTED = "collected"
    NOT_DUE = "not_due"
    AWAITING = "awaiting"
    PAID = "paid"
    CANCELLED = "cancelled"
    REFUNDING = "refunding"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"


_P = PaymentStatus
_REFUNDS = (_P.PARTLY_REFUNDED, _P.REFUNDED)

PAYMENT_STATES = states.StateTable(
    initial=(_P.DUE, _P.AWAITING),
    names={
        _P.DUE: Sentence("trả khi nhận hàng", en="due at the door"),
        _P.COLLECTED: Sentence("đã thu tiền mặt", en="collected"),
        _P.NOT_DUE: Sentence("không phải trả gì", en="nothing due"),
        _P.AWAITING: Sentence("chờ trả tiền", en="awaiting payment"),
        _P.PAID: Sentence("đã trả tiền", en="paid"),
        _P.CANCELLED: Sentence("không phải trả nữa", en="cancelled"),
        _P.REFUNDING: Sentence("đang hoàn tiền", en="being refunded"),
        _P.PARTLY_REFUNDED: Sentence("đã hoàn một phần", en="partly refunded"),
        _P.REFUNDED: Sentence("đã hoàn tiền", en="refunded"),
    },
    moves=(
        states.Move(_P.AWAITING, _P.PAID, ("payment",)),
        # Paid too late, but the goods are still there; perhaps after an earlier late payment had gone back.
        *(states.Move(origin, _P.PAID, ("payment",)) for origin in (_P.CANCELLED, _P.REFUNDED)),
        # Cash that was refunded once may turn out not to have been taken: it is due again, whatever its order says.
        *(states.Move(origin, _P.COLLECTED, ("post",)) for origin in (_P.DUE, *_REFUNDS)),
        *(states.Move(origin, _P.NOT_DUE, ("end",)) for origin in (_P.DUE, *_REFUNDS)),
        *(states.Move(origin, _P.DUE, ("reversal",)) for origin in (_P.COLLECTED, _P.NOT_DUE, *_REFUNDS)),
        states.Move(_P.AWAITING, _P.CANCELLED, ("end",)),
        states.Move(_P.PAID, _P.REFUNDING, ("end",)),
        *(
            states.Move(origin, target, ("refund",))
            for origin in (_P.PAID, _P.REFUNDING, _P.DUE, _P.COLLECTED, _P.NOT_DUE)
            for target in _REFUNDS
        ),
        states.Move(_P.PARTLY_REFUNDED, _P.REFUNDED, ("refund",)),
        # The gateway took two refunds back, and one of them was sent again.
        states.Move(_P.REFUNDED, _P.PARTLY_REFUNDED, ("refund",)),
        # What came too late went back.
        states.Move(_P.CANCELLED, _P.REFUNDED, ("refund",)),
    ),
)


class TimerAction(StrEnum):
    REMIND = "remind"
    ASK_TEAM = "ask_team"
    ASK_OPERATOR = "ask_operator"
    CANCEL = "cancel"
    COMPLETE = "complete"


@dataclass(frozen=True)
class TimerStep:
    """What the worker does when an order has stood `after` in its state."""

    after: timedelta
    action: TimerAction


def _hours(count: int) -> timedelta:
    return timedelta(hours=count)


# An unpaid order is not ended by a timer of its own: its charge has one (payments), and ends it once the gateway says
# that nobody can pay any more. By bank there is a day's time (`due`: less at a fair), and half-way a reminder.
TIMERS: dict[OrderState, tuple[TimerStep, ...]] = {
    _S.AWAITING_PAYMENT: (TimerStep(_hours(12), TimerAction.REMIND),),
    _S.PLACED: (
        TimerStep(_hours(24), TimerAction.REMIND),
        TimerStep(_hours(48), TimerAction.ASK_TEAM),
        TimerStep(_hours(72), TimerAction.CANCEL),
    ),
    _S.ACCEPTED: (
        TimerStep(_hours(48), TimerAction.REMIND),
        TimerStep(_hours(72), TimerAction.ASK_TEAM),
        TimerStep(_hours(120), TimerAction.CANCEL),
    ),
    _S.PACKED: (
        TimerStep(_hours(48), TimerAction.REMIND),
        TimerStep(_hours(72), TimerAction.ASK_TEAM),
        TimerStep(_hours(168), TimerAction.CANCEL),
    ),
}
# Fairs come every five days, and some once a week: who misses one comes to the next.
COLLECT_WITHIN = _hours(240)
_WHILE_READY = (
    TimerStep(_hours(72), TimerAction.REMIND),
    TimerStep(_hours(168), TimerAction.REMIND),
    TimerStep(COLLECT_WITHIN, TimerAction.CANCEL),
)
# Whatever its state, a held order waits for an operator, and no buyer waits longer than that for their money.
_WHILE_HELD = (TimerStep(_hours(24), TimerAction.ASK_OPERATOR), TimerStep(_hours(72), TimerAction.CANCEL))
_COMPLETE_FRESH = (TimerStep(_hours(24), TimerAction.COMPLETE),)
_COMPLETE = (TimerStep(_hours(72), TimerAction.COMPLETE),)


def timer(
    state: OrderState, step: int, *, is_fresh: bool, is_held: bool = False, is_collected: bool = False
) -> TimerStep | None:
    """Step number `step` (from 0) of the timer of `state`, or None when it has no more."""
    steps = _WHILE_HELD if is_held else TIMERS.get(state, ())
    if state == OrderState.PACKED and is_collected and not is_held:
        steps = _WHILE_READY
    if state == OrderState.DELIVERED:
        steps = _COMPLETE_FRESH if is_fresh else _COMPLETE
    return steps[step] if step < len(steps) else None


def ends_at(state: OrderState, since: datetime) -> datetime | None:
    """When an order that nobody moves on is cancelled; None where no timer of its own does that."""
    ends = [step.after for step in TIMERS.get(state, ()) if step.action == TimerAction.CANCEL]
    return since + ends[0] if ends else None


# What the order becomes when its parcel does; through `shipped` where it was only packed.
AFTER_PARCEL: dict[str, tuple[OrderState, ...]] = {
    "accepted": (_S.SHIPPED,),
    "in_transit": (_S.SHIPPED,),
    "out_for_delivery": (_S.SHIPPED,),
    "held_for_pickup": (_S.SHIPPED,),
    "delivery_failed": (_S.SHIPPED,),
    "returning": (_S.SHIPPED,),
    "delivered": (_S.SHIPPED, _S.DELIVERED),
    "returned": (_S.SHIPPED, _S.RETURNED),
    "lost": (_S.SHIPPED, _S.LOST),
    "damaged": (_S.SHIPPED, _S.DAMAGED),
}


@dataclass(frozen=True, kw_only=True)
class OrderMoved(events.Event):
    """An order came into `target`; `origin` is None when it was placed."""

    order_id: UUID
    origin: OrderState | None
    target: OrderState
    by: str
    by_id: UUID | None = None


class TotalChanged(errors.Conflict):
    type = "total-changed"
    title = Sentence("Giá đã đổi", en="Total changed")
    detail = Sentence(
        "Tổng tiền bây giờ là {total_vnd} đ. Xin xem lại rồi đặt.",
        en="The total is now {total_vnd} đ. Please look again before you order.",
    )


class AgeNotStated(errors.Problem):
    status = 422
    type = "age-not-stated"
    title = Sentence("Chưa xác nhận tuổi", en="Age not stated")
    detail = Sentence(
        "Trong giỏ có rượu: xin xác nhận người mua đủ 18 tuổi (buyer_is_18).",
        en="The basket holds alcohol: please state that the buyer is 18 (buyer_is_18).",
    )


def next_timer(state: OrderState, since: datetime, step: int, **kind: bool) -> datetime | None:
    """When (UTC) step number `step` of a state entered (or held) at `since` is due."""
    due = timer(state, step, **kind)
    return since + due.after if due else None

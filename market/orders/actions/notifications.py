"""Who is told of an order's move, and of one that waits too long."""

from datetime import datetime
from uuid import UUID

from market import clock, money
from market.accounts import queries as accounts
from market.accounts.rules import RoleName
from market.delivery import failures
from market.delivery.failures import NextStep
from market.delivery.rules.news import HoldEnded, ParcelMoved
from market.delivery.rules.parcels import ParcelState
from market.language import Sentence
from market.notices.actions import notify
from market.notices.rules import send_at
from market.orders import gathering, queries, rules
from market.orders.models import Order
from market.payments.charges.queries import latest_charge
from market.payments.methods import METHODS
from market.payments.sales.models import Sale
from market.payments.sales.proceeds import proceeds

_S = rules.OrderState

# State reached → what the buyer and what the household is told; None: nothing.
_TOLD: dict[rules.OrderState, tuple[str | None, str | None]] = {
    _S.PLACED: (None, "order_placed"),
    _S.ACCEPTED: ("order_accepted", None),
    _S.SHIPPED: ("order_shipped", None),
    _S.DELIVERED: ("order_delivered", "order_sold"),
    _S.CANCELLED: ("order_cancelled", "order_cancelled_for_shop"),
    _S.RETURNED: ("order_returned_for_buyer", "order_returned"),
    _S.LOST: ("order_lost", "order_lost_for_shop"),
    _S.DAMAGED: ("order_lost", "order_lost_for_shop"),
}
_NO_REASON = Sentence("không nói", en="not given")
# Who called it off, as the other side is told.
_WHO = {
    "buyer": Sentence("người mua", en="the buyer"),
    "seller": Sentence("nhà bán", en="the shop"),
    "team_member": Sentence("tổ công nghệ số", en="the community team"),
    "operator": Sentence("người quản trị", en="the operator"),
    "worker": Sentence("chợ", en="the market"),
    "fair": Sentence("phiên chợ", en="the fair"),
}

# The same of what its buyer fetches, where that is told otherwise.
_FETCHED: dict[rules.OrderState, tuple[str | None, str | None]] = {
    _S.PLACED: (None, "order_placed_to_fetch"),
    _S.ACCEPTED: ("order_accepted_to_fetch", None),
    _S.DELIVERED: ("order_collected", "order_collected_for_shop"),
}

# And of what a fair sells: its household hears once of all that was taken on or called off with it (fairs).
_AT_FAIR: dict[rules.OrderState, tuple[str | None, str | None]] = {
    _S.PLACED: (None, "order_gathers_for_shop"),
    _S.ACCEPTED: ("order_taken_on", None),
}


def notify_of_move(
    *, order: Order, origin: rules.OrderState | None, to: rules.OrderState, by: str, now: datetime, note: str = ""
) -> None:
    """Tell buyer and household; nobody is told of what they did themselves, nor the same again after a reversal.

    Of what was called off each hears by whom, and why (`note`).
    Of an order that nobody paid the household has never heard; of one that is held it hears when that goes on.
    """
    if by == "reversal" or order.held_since is not None:
        return
    for_buyer, for_household = _TOLD.get(to, (None, None))
    if order.is_collected:
        for_buyer, for_household = _FETCHED.get(to, (for_buyer, for_household))
    if order.fair_slug is not None:
        for_buyer, for_household = _AT_FAIR.get(to, (for_buyer, None if by == "fair" else for_household))
        # Of what was paid when its fair had closed it hears with the others, once all is settled.
        for_household = None if to == _S.PLACED and gathering.is_over(order, now) else for_household
    if origin == rules.OrderState.AWAITING_PAYMENT and to == rules.OrderState.CANCELLED:
        for_buyer, for_household = ("order_lapsed" if by == "worker" else for_buyer), None
    called_off = {"who": _WHO[by], "reason": note or _NO_REASON} if to == _S.CANCELLED else {}
    if for_buyer and by != "buyer":
        _tell(order.buyer_id, for_buyer, order, now, **called_off)
    if for_household == "order_sold":
        _tell_of_sale(order, now)
    elif for_household and by != "seller":
        _tell(order.seller_id, for_household, order, now, **called_off)


def _tell_of_sale(order: Order, now: datetime) -> None:
    """The household hears what it gets, not what the buyer paid."""
    hers = sum(yours for _, yours in proceeds(Sale.reference == order.number, now=now))
    notice = "order_sold_prepaid" if METHODS[order.payment_method].is_prepaid else "order_sold"
    _tell(order.seller_id, notice, order, now, yours_vnd=money.dong(hers))


def notify_buyer(*, order: Order, notice: str, now: datetime, **words: str | int) -> None:
    """Tell the buyer of what became of their money or their order; a number is đồng."""
    said = {name: money.dong(word) if isinstance(word, int) else word for name, word in words.items()}
    _tell(order.buyer_id, notice, order, now, **said)


def notify_person(
    *, order: Order, person_id: UUID, notice: str, now: datetime, once: str | None = None, **words: str
) -> None:
    """Tell somebody else whom an order concerned, or somebody a single time of what `once` names."""
    _tell(person_id, notice, order, now, once=once, **words)


def notify_household(*, order: Order, notice: str, now: datetime, **words: str) -> None:
    _tell(order.seller_id, notice, order, now, **words)


# Step of the parcel → what the buyer and what the household is told of it.
_STEPS: dict[str, tuple[str, str | None]] = {
    ParcelState.OUT_FOR_DELIVERY: ("out_for_delivery", None),
    NextStep.TRY_AGAIN: ("delivery_failed", "delivery_failed_for_shop"),
    NextStep.HOLD: ("delivery_ended", "delivery_ended_for_shop"),
    ParcelState.HELD_FOR_PICKUP: ("parcel_held", "parcel_held_for_shop"),
    NextStep.RETURN: ("goods_refused", "goods_refused_for_shop"),
    ParcelState.RETURNING: ("parcel_returning", "parcel_returning_for_shop"),
}


def notify_of_step(*, order: Order, moved: ParcelMoved) -> None:
    """Tell both of a step that does not move the order; each step of each attempt once, however scans arrive."""
    if moved.reversal:
        _tell_both(order, ("order_corrected", "order_corrected"), len(order.history), moved.at)
    step = moved.next_step if moved.state == ParcelState.DELIVERY_FAILED else moved.state
    notices = _STEPS.get(step or "")
    if notices is not None:
        words = {
            "attempt": str(moved.attempt),
            "reason": failures.why(moved.reason),
            "office": moved.office,
            "until": f"{moved.until.astimezone(clock.LOCAL):%d/%m}" if moved.until else "",
        }
        _tell_both(order, notices, moved.attempt, moved.at, **words)


def on_hold_ended(ended: HoldEnded) -> None:
    """Nobody came for the parcel: both hear that it goes back."""
    order = queries.with_number(ended.reference)
    if order is not None:
        _tell_both(order, ("hold_ended", "hold_ended_for_shop"), 0, ended.at)


def _tell_both(order: Order, notices: tuple[str, str | None], count: int, now: datetime, **words: str) -> None:
    for person_id, notice in zip((order.buyer_id, order.seller_id), notices, strict=True):
        if notice is not None:
            _tell(person_id, notice, order, now, once=f"{order.number} {notice} {count}", **words)


def notify_of_waiting(*, order: Order, action: rules.TimerAction, now: datetime) -> None:
    """Remind the household; later ask the team of its village or commune, if the household lets it help.

    Who has to pay by bank, or to fetch the goods, is reminded as well. Of a held order an operator has to decide, so
    they are asked.
    """
    if action == rules.TimerAction.ASK_OPERATOR:
        for operator in accounts.holders(RoleName.OPERATOR, {""}):
            _tell(operator, "order_held_long", order, now)
        return
    if order.state == rules.OrderState.AWAITING_PAYMENT or (order.is_collected and order.state == _S.PACKED):
        _remind_buyer(order, now)
    elif action == rules.TimerAction.REMIND:
        _tell(order.seller_id, "order_waits", order, now)
    else:
        _ask_team(order, now)


def _remind_buyer(order: Order, now: datetime) -> None:
    if order.state == _S.PACKED:
        end = (order.waits_since + rules.COLLECT_WITHIN).astimezone(clock.LOCAL)
        _tell(order.buyer_id, "collection_waits", order, now, until=f"{end:%d/%m}")
    elif METHODS[order.payment_method].reminds:
        _remind_to_pay(order, now)


def _remind_to_pay(order: Order, now: datetime) -> None:
    """Until when it can be paid; nothing where that would be read in the morning after."""
    charge = latest_charge(str(order.checkout_id))
    if charge is not None and send_at("order_unpaid", now) < charge.expires_at:
        _tell(order.buyer_id, "order_unpaid", order, now, pay_by=clock.spoken_day(charge.expires_at))


def _ask_team(order: Order, now: datetime) -> None:
    if not accounts.has_delegated(order.seller_id, RoleName.TEAM_MEMBER):
        return
    for member in accounts.holders(RoleName.TEAM_MEMBER, {order.village_key, order.from_commune}):
        _tell(member, "order_needs_help", order, now)


def _tell(person_id: UUID, notice: str, order: Order, now: datetime, *, once: str | None = None, **more: str) -> None:
    words = {
        "number": order.number,
        "shop": order.shop_name,
        "goods": order.goods,
        "state": rules.NAMES[rules.OrderState(order.state)],
        "tracking_number": order.tracking_number or "",
        "place": order.collect_place or "",
        "day": gathering.day(order.ship_on),
        "ends": gathering.until(order),
        "total_vnd": money.dong(order.total_vnd),
        "due_vnd": money.dong(order.total_vnd if order.payment_status == rules.PaymentStatus.DUE else 0),
    }
    notify(person_id=person_id, notice=notice, words=words | more, now=now, once=once)

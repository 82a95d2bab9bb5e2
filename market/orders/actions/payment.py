"""What money does to orders: paid in time they are placed, too late revived or refunded, unpaid they end."""

from datetime import datetime

from market.catalog.actions import stock
from market.catalog.rules.stock import NotForSale, NotShippable, StockTooLow
from market.db import db
from market.orders import gathering, models, queries, rules
from market.orders.actions import dues, notifications, transitions
from market.orders.collection.rules import BY_HAND
from market.payments.bank.rules import PartPaid
from market.payments.charges.actions import share_of, take_share
from market.payments.charges.models import Charge
from market.payments.charges.queries import charge as charge_with
from market.payments.charges.rules import ChargeCancelled, ChargePaid
from market.payments.refunds.actions import return_unmatched
from market.payments.refunds.queries import settled
from market.payments.refunds.rules import Channel, Reason, RefundSettled
from market.payments.sales import actions
from market.payments.sales.queries import owed_by_buyer, sale

_PAYMENT, _WORKER = {"payment"}, {"worker"}
_UNPAID = "quá hạn thanh toán"


def on_charge_paid(paid: ChargePaid) -> None:
    """Place the orders of a paid charge; what comes for one that has ended revives it, or goes back. Both are told."""
    charge = charge_with(paid.charge_id)
    for number in sorted(paid.numbers):
        order = queries.locked(number)
        if order is None or charge is None:
            continue
        if order.state == rules.OrderState.AWAITING_PAYMENT or (_expired(order) and _stock_is_back(order, paid.at)):
            _place(order, charge, paid.at)
        else:
            _return(order, charge, paid.at)


def on_charge_cancelled(ended: ChargeCancelled) -> None:
    """The time to pay is over, and nobody can pay any more: the stock goes back."""
    for number in sorted(ended.numbers):
        order = queries.locked(number)
        if order is not None and order.state == rules.OrderState.AWAITING_PAYMENT:
            transitions.cancel(order=order, roles=_WORKER, by_id=None, reason=_UNPAID, now=ended.at)


def on_refund_settled(refund: RefundSettled) -> None:
    """Say on the order how much of it is back with its buyer, and tell them."""
    order = queries.locked(refund.reference)
    if order is None:
        return
    if refund.of_order:
        is_whole = settled(order.number) >= order.total_vnd
        to = rules.PaymentStatus.REFUNDED if is_whole else rules.PaymentStatus.PARTLY_REFUNDED
        dues.move_payment(order=order, to=to, by="refund")
    elif order.payment_status == rules.PaymentStatus.CANCELLED:
        dues.move_payment(order=order, to=rules.PaymentStatus.REFUNDED, by="refund")
    notifications.notify_buyer(
        order=order, notice=f"refunded_{refund.channel}", now=refund.at, amount_vnd=refund.amount_vnd
    )


def on_part_paid(part: PartPaid) -> None:
    """Tell the buyer what has come, and what is still due or, where the order has ended, goes back."""
    found = [order for number in sorted(part.numbers) if (order := queries.locked(number)) is not None]
    awaiting = [order for order in found if order.state == rules.OrderState.AWAITING_PAYMENT]
    for order in (awaiting or found)[:1]:
        notice = "part_paid" if part.due_vnd else "part_goes_back"
        words = {"amount_vnd": part.came_vnd, "due_vnd": part.due_vnd}
        notifications.notify_buyer(order=order, notice=notice, now=part.at, **words)


def _place(order: models.Order, charge: Charge, now: datetime) -> None:
    actions.reopen_sale(reference=order.number, now=now)
    _take_money(order, charge, now)
    was_over = order.state == rules.OrderState.CANCELLED
    dues.move_payment(order=order, to=rules.PaymentStatus.PAID, by="payment")
    transitions.transition(order=order, to=rules.OrderState.PLACED, roles=_PAYMENT, by_id=None, now=now)
    notice = "order_revived" if was_over else "order_paid"
    if order.gathers and not gathering.is_over(order, now):
        notice = "order_gathers_paid"
    notifications.notify_buyer(order=order, notice=notice, now=now)


def _take_money(order: models.Order, charge: Charge, now: datetime) -> None:
    """The order takes what it costs; a charge from before it cost less has brought more, which goes back."""
    of_order = sale(order.number)
    owed = owed_by_buyer(of_order) if of_order else 0
    take_share(charge=charge, number=order.number, amount_vnd=owed, now=now)
    too_much = share_of(charge, order.number) - owed
    dues.return_too_much(order=order, charge=charge, amount_vnd=too_much, cause=f"{order.number}:{charge.id}", now=now)


def _expired(order: models.Order) -> bool:
    """Whether it was cancelled because nobody had paid, rather than by somebody who did not want it any more."""
    last = order.history[-1]
    return (
        last.target == rules.OrderState.CANCELLED
        and last.origin == rules.OrderState.AWAITING_PAYMENT
        and last.by == "worker"
    )


def _stock_is_back(order: models.Order, now: datetime) -> bool:
    """Take the goods once more, if they are all still there and on sale."""
    wanted = {line.product_id: line.quantity for line in order.lines}
    fetched = [order.shop_id] if order.collect_kind in BY_HAND else []
    try:
        with db.session.begin_nested():
            stock.take_stock(wanted=wanted, reference=order.number, now=now, fetched=fetched)
    except (StockTooLow, NotForSale, NotShippable):
        return False
    return True


def _return(order: models.Order, charge: Charge, now: datetime) -> None:
    refund = return_unmatched(
        reference=order.number,
        charge=charge,
        bank_line_id=None,
        channel=Channel(charge.method),
        amount_vnd=share_of(charge, order.number),
        person_id=order.buyer_id,
        reason=Reason.LATE_PAYMENT,
        cause=f"late:{order.number}:{charge.id}",
        by_id=None,
        now=now,
    )
    notifications.notify_buyer(order=order, notice="paid_too_late", now=now, amount_vnd=refund.amount_vnd)
    notifications.notify_household(order=order, notice="paid_too_late_for_shop", now=now)

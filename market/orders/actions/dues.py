"""Who owes what once an order has come to nothing: cash is not asked for, what was paid goes back by rule."""

from collections.abc import Sequence
from datetime import datetime

from market import outbox
from market.orders import models, queries, rules
from market.orders.actions import notifications
from market.payments.bank.part_payments import came_for
from market.payments.cash.rules import COD
from market.payments.charges.models import Charge
from market.payments.charges.queries import charge_that_paid, latest_charge
from market.payments.charges.rules import REPLACE, UNPAID
from market.payments.refunds.actions import refund_by_rule, return_unmatched
from market.payments.refunds.rules import Channel, Reason
from market.payments.sales import actions
from market.payments.sales.models import Sale
from market.payments.sales.queries import left_of


def move_payment(*, order: models.Order, to: rules.PaymentStatus, by: str) -> None:
    """Say on a locked `order` how far its money has come. Repeating it changes nothing. Raises WrongState."""
    current = rules.PaymentStatus(order.payment_status)
    if current != to:
        rules.PAYMENT_STATES.role_for(current, to, roles={by})
        order.payment_status = to


def settle_cancelled(*, orders: Sequence[models.Order], now: datetime) -> None:
    """Close the books on orders that were all cancelled, returned or lost. Repeating it changes nothing."""
    sales = actions.close_sales(references=[order.number for order in orders], now=now)
    paid = [order for order in orders if not _settle_unpaid(order, now) and order.number in sales]
    if paid:
        _give_back(paid, [sales[order.number] for order in paid], now)


def _settle_unpaid(order: models.Order, now: datetime) -> bool:
    """Nobody has to pay for it any more. False for what was paid."""
    if order.payment_method == COD:
        move_payment(order=order, to=rules.PaymentStatus.NOT_DUE, by="end")
    elif order.payment_status == rules.PaymentStatus.AWAITING:
        move_payment(order=order, to=rules.PaymentStatus.CANCELLED, by="end")
        _ask_for_less(order, now)
        _tell_of_part(order, now)
    else:
        return False
    return True


def settle_reduced(*, order: models.Order, cause: str, now: datetime) -> None:
    """The locked `order` costs less than it did: less is asked for, and what was paid too much goes back.

    Raises RefundTooHigh.
    """
    sums = {"goods_vnd": order.goods_vnd, "shipping_vnd": order.shipping_vnd}
    too_much = actions.reduce_sale(reference=order.number, key=cause, now=now, **sums)
    if order.payment_status == rules.PaymentStatus.AWAITING:
        _ask_for_less(order, now)
    return_too_much(order=order, charge=charge_that_paid(order.number), amount_vnd=too_much, cause=cause, now=now)


def return_too_much(*, order: models.Order, charge: Charge | None, amount_vnd: int, cause: str, now: datetime) -> None:
    """Give back, the way it came, what `charge` brought for an order that costs less by now. Once for each `cause`."""
    if charge is None or amount_vnd <= 0:
        return
    return_unmatched(
        reference=order.number,
        charge=charge,
        bank_line_id=None,
        channel=Channel(charge.method),
        amount_vnd=amount_vnd,
        person_id=order.buyer_id,
        reason=Reason.FEWER,
        cause=f"fewer:{cause}",
        by_id=None,
        now=now,
    )


def _ask_for_less(order: models.Order, now: datetime) -> None:
    """Nobody shall pay for it any more; the other orders of its checkout still wait for their money."""
    charge = latest_charge(str(order.checkout_id))
    if charge is not None and charge.state in UNPAID:
        outbox.put(REPLACE, {"charge_id": str(charge.id)}, now=now)


def _tell_of_part(order: models.Order, now: datetime) -> None:
    """What was paid of a checkout of which nothing is left goes back."""
    charge = latest_charge(str(order.checkout_id))
    came = came_for(charge) if charge is not None else 0
    if came and not queries.others_await(order):
        notifications.notify_buyer(order=order, notice="part_goes_back", now=now, amount_vnd=came)


def _give_back(orders: Sequence[models.Order], sales: Sequence[Sale], now: datetime) -> None:
    """All that was paid; of what came back from the buyer's door the goods only, for the post has carried them."""
    reason, left = Reason(orders[0].state), left_of(sales)
    back = [(one, _back(one, reason, left[one.reference])) for one in sales]
    refunds = refund_by_rule(amounts=back, reason=reason, now=now)
    for order in orders:
        if order.number in refunds and order.payment_status == rules.PaymentStatus.PAID:
            move_payment(order=order, to=rules.PaymentStatus.REFUNDING, by="end")
        if order.state == rules.OrderState.RETURNED:
            actions.release_sale(reference=order.number, now=now)


def _back(of_order: Sale, reason: Reason, left_vnd: int) -> int:
    return min(left_vnd, of_order.goods_left_vnd) if reason == Reason.RETURNED else left_vnd

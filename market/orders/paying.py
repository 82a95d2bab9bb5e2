"""How a checkout and an order are paid, and how far their money has come: what programs and pages show of it."""

from typing import Any

from flask import current_app

from market.orders.models import Checkout, Order
from market.orders.rules import OrderState, PaymentStatus
from market.payments.bank.part_payments import came_for, part_payment
from market.payments.charges.queries import latest_charge
from market.payments.methods import METHODS, how_to_pay
from market.payments.refunds.queries import given_back_for_less, refunds_of, settled
from market.payments.sales.queries import paid, sale

_NAMES = ("id", "orders", "goods_vnd", "shipping_vnd", "total_vnd")


def checkout_shown(checkout: Checkout) -> dict[str, Any]:
    """What was bought at once, with what is still needed to pay it."""
    one = leading(checkout)
    payment = {"payment_method": one.payment_method, "payment_status": one.payment_status}
    if METHODS[one.payment_method].is_prepaid:
        payment |= steps_of(one)
    return {**{name: getattr(checkout, name) for name in _NAMES}, "payment": payment}


def leading(checkout: Checkout) -> Order:
    """How it is paid is the same of all its orders that were not called off: one of these, while there is one."""
    return next((order for order in checkout.orders if order.state != OrderState.CANCELLED), checkout.orders[0])


def payment_of(order: Order, *, to_buyer: bool) -> dict[str, Any]:
    """How far the money of an order has come; to its buyer also what is needed to pay what is still due."""
    number, of_order = order.number, sale(order.number)
    part = part_payment(str(order.checkout_id), number)
    return {
        "payment_method": order.payment_method,
        "payment_status": order.payment_status,
        "total_vnd": order.total_vnd,
        "paid_vnd": (paid(of_order) if of_order else 0) + part.came_vnd + given_back_for_less(number),
        "refunded_vnd": settled(number) + part.refunded_vnd + given_back_for_less(number, settled=True),
        "returning_vnd": part.waiting_vnd,
        "refunds": refunds_of(number)[:100],
        **(steps_of(order) if to_buyer else {}),
    }


def steps_of(order: Order) -> dict[str, Any]:
    """What its buyer needs to pay what is still due of the order's checkout; nothing where nothing is, or can be."""
    charge = latest_charge(str(order.checkout_id))
    if charge is None or order.payment_status != PaymentStatus.AWAITING:
        return {}
    came = came_for(charge)
    steps = how_to_pay(charge, current_app.config["MARKET"], came_vnd=came)
    return steps | {"came_vnd": came} if steps else {}

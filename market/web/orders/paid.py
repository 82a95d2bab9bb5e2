"""How far the money of a checkout has come, in words and for its page."""

from typing import Any

from market.orders import paying
from market.orders.models import Checkout, Order
from market.orders.rules import OrderState, PaymentStatus
from market.payments.bank.part_payments import part_payment
from market.payments.banks.queries import bank_name
from market.payments.cash.rules import COD
from market.payments.charges.rules import BANK_TRANSFER
from market.web.orders import shown as orders

# The page comes anew by itself until the money is there.
WAITS = ("bank", "bank_part", "card", "opening")
_UNPAID_FOR_LONG = "worker"


def stage(checkout: Checkout, due: dict[str, Any]) -> str:
    """Which of the pages of paying this is; `due` is what is needed to pay, if anything is."""
    one = paying.leading(checkout)
    if one.state == OrderState.CANCELLED:
        return "over" if _ran_out(one) else "off"
    if one.payment_method == COD:
        return "cod"
    if one.payment_status != PaymentStatus.AWAITING:
        return "paid"
    return _way(one, due)


def _way(one: Order, due: dict[str, Any]) -> str:
    if one.payment_method != BANK_TRANSFER:
        return "card"
    if not due:
        return "opening"
    return "bank_part" if due["came_vnd"] else "bank"


def shown(checkout: Checkout) -> dict[str, Any]:
    """What its page shows beside: its orders, what is due, where it goes, and what is on its way back."""
    one = paying.leading(checkout)
    steps = paying.steps_of(one)
    transfer = steps.get("transfer")
    return {
        "checkout": checkout,
        "orders": [(order, orders.state(order)) for order in checkout.orders],
        "due": steps,
        "transfer": transfer,
        "bank": bank_name(transfer["bank_bin"]) if transfer else "",
        "returning_vnd": part_payment(str(checkout.id), one.number).waiting_vnd,
    }


def _ran_out(order: Order) -> bool:
    """Whether it was called off because nobody had paid in time."""
    last = order.history[-1]
    return last.by == _UNPAID_FOR_LONG and last.origin == OrderState.AWAITING_PAYMENT

"""An order that somebody complains of waits: it is not completed, and its money goes nowhere."""

from datetime import datetime

from market.orders.models import Order
from market.payments.sales.contests import contest_sale, settle_sale


def hold(*, order: Order, now: datetime) -> None:
    """From now on the locked `order` waits. Repeating it changes nothing."""
    if order.complained_since is None:
        order.complained_since = now
        order.wind(order.timer_step)
        contest_sale(reference=order.number, now=now)


def let_go(*, order: Order, now: datetime) -> None:
    """Nothing is complained of any more: the locked `order` goes on, its time where it stood. Repeating is harmless."""
    if order.complained_since is not None:
        order.complained_since = None
        order.wind(order.timer_step)
        settle_sale(reference=order.number, now=now)

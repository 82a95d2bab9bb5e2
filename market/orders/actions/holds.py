"""Orders of a suspended shop or good: held until an operator lets them be fulfilled or calls them off."""

from datetime import datetime
from typing import Any
from uuid import UUID

from market import outbox
from market.accounts.rules import RoleName
from market.catalog.rules.shops import OpenOrders, Reinstated, Suspended
from market.orders import held, queries, rules
from market.orders.actions import notifications, transitions
from market.orders.models import Order

# Topic of the outbox: one held order, whose money goes back.
CALL_OFF = "order.call_off"


def on_suspended(suspended: Suspended) -> None:
    """Do with the open orders of a shop or good what the operator says; what is on its way stays on its way."""
    for number in queries.open_numbers(suspended):
        order = queries.locked(number)
        if order is None or order.state not in rules.OPEN:
            continue
        if suspended.open_orders == OpenOrders.FULFILLED:
            _let_go(order, suspended)
        elif suspended.open_orders is not None and not _was_let_go(order, suspended):
            _hold(order, suspended)


def on_reinstated(reinstated: Reinstated) -> None:
    """What was held because of it goes on."""
    for number in queries.open_numbers(reinstated):
        order = queries.locked(number)
        if order is not None:
            _let_go(order, reinstated)


def release(*, order: Order, now: datetime) -> None:
    """Let a locked order be fulfilled; its household has the whole time of its state again. Repeating changes nothing.

    Both sides are told.
    """
    if order.held_since is None:
        return
    order.held_since, order.state_since = None, now
    order.wind(0)
    notifications.notify_buyer(order=order, notice="order_goes_on", now=now)
    if order.state != rules.OrderState.AWAITING_PAYMENT:
        notifications.notify_household(order=order, notice="order_goes_on_for_shop", now=now)


def call_off(payload: dict[str, Any], now: datetime) -> None:
    """The outbox's job: the money of one held order goes back, unless it was let go meanwhile."""
    order = queries.locked(payload["number"], with_parcel=True)
    if order is not None and order.held_since is not None:
        by_id, operator = UUID(payload["by_id"]), {str(RoleName.OPERATOR)}
        transitions.cancel(order=order, roles=operator, by_id=by_id, reason=held.CALLED_OFF, now=now)


def _hold(order: Order, suspended: Suspended) -> None:
    """Nobody takes it on or packs it. One that is called off is held until the worker comes to it."""
    is_new = order.held_since is None
    if is_new:
        order.held_since = suspended.at
        order.wind(0)
    if suspended.open_orders == OpenOrders.CALLED_OFF:
        outbox.put(CALL_OFF, {"number": order.number, "by_id": str(suspended.by_id)}, now=suspended.at)
    elif is_new:
        notifications.notify_buyer(order=order, notice="order_held", now=suspended.at)


def _was_let_go(order: Order, suspended: Suspended) -> bool:
    """Calling off later what still waits spares what an operator has let go; who wants that too holds it first."""
    is_later = suspended.open_orders == OpenOrders.CALLED_OFF and suspended.former is not None
    return is_later and order.held_since is None


def _let_go(order: Order, because_of: Suspended | Reinstated) -> None:
    """Unless something else of it is suspended as well."""
    if not queries.is_covered(order, besides=because_of):
        release(order=order, now=because_of.at)

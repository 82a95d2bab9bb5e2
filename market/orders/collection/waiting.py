"""Reads of orders that wait at a post office's counter, as its clerks see them."""

from typing import Any

from sqlalchemy import Select, select

from market import errors, ids
from market.orders import queries
from market.orders.models import Order
from market.orders.rules import COLLECT_WITHIN, OrderState
from market.payments.cash.rules import COD


def waiting_at(office: str) -> Select[Any]:
    """What was brought to a post office for buyers who come for it."""
    return select(Order).where(Order.collect_office == office, Order.state == OrderState.PACKED)


def order_at(office: str, number: str) -> Order:
    """Raises NotFound for one that is not fetched here."""
    order = queries.with_number(number) if ids.is_order_number(number) else None
    return errors.found(order if order is not None and order.collect_office == office else None)


def shown(order: Order) -> dict[str, Any]:
    """What a clerk needs to find it on the shelf and to take the cash; neither phone nor where anybody lives."""
    is_due = order.payment_method == COD and order.state == OrderState.PACKED
    return {
        "number": order.number,
        "state": order.state,
        "shop_name": order.shop_name,
        "recipient_name": order.recipient_name,
        "goods": order.goods,
        "due_vnd": order.total_vnd if is_due else 0,
        "collect_by": order.waits_since + COLLECT_WITHIN if order.state == OrderState.PACKED else None,
    }

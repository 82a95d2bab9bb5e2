"""An order as its answer shows it, to whoever looks."""

from collections.abc import Sequence, Set
from typing import Any

from flask import Response, jsonify

from market import clock
from market.accounts.services.access import sees_contacts
from market.http import versioned
from market.orders import models
from market.orders.schemas import orders as schemas
from market.payments.sales.models import Sale
from market.payments.sales.proceeds import proceeds

_order_out, _officers_order_out = schemas.OrderOut(), schemas.OfficersOrderOut()
_HER_SIDE = {"seller", "team_member"}


def _schema_for(roles: Set[str]) -> schemas.OrderOut:
    """An officer who is nothing else to an order sees no name, phone or address; nor a service without the scope."""
    return _officers_order_out if roles == {"officer"} or not sees_contacts() else _order_out


def order_shown(order: models.Order, roles: Set[str]) -> Response:
    """The order as somebody in `roles` may see it; an edit compares the length of its history."""
    return versioned(jsonify(orders_shown([order], roles)[0]), len(order.history))


def orders_shown(orders: Sequence[models.Order], roles: Set[str]) -> list[dict[str, Any]]:
    """Only her side sees what is hers."""
    shown = _schema_for(roles).dump(orders, many=True)
    if not roles.isdisjoint(_HER_SIDE):
        which = Sale.reference.in_([order.number for order in orders])
        hers = {sale.reference: {"yours_vnd": yours} for sale, yours in proceeds(which, now=clock.now())}
        shown = [order | hers.get(order["number"], {}) for order in shown]
    return list(shown)

"""An order as its answer shows it, to whoever looks."""

from collections.abc import Set

from flask import Response, jsonify

from market.accounts.services.access import sees_contacts
from market.http import versioned
from market.orders import models
from market.orders.schemas import orders as schemas

_order_out, _officers_order_out = schemas.OrderOut(), schemas.OfficersOrderOut()


def schema_for(roles: Set[str]) -> schemas.OrderOut:
    """An officer who is nothing else to an order sees no name, phone or address; nor a service without the scope."""
    return _officers_order_out if roles == {"officer"} or not sees_contacts() else _order_out


def order_shown(order: models.Order, roles: Set[str]) -> Response:
    """The order as somebody in `roles` may see it; an edit compares the length of its history."""
    return versioned(jsonify(schema_for(roles).dump(order)), len(order.history))

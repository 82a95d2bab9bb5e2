"""Orders and baskets as their answers show them, to whoever looks."""

from collections.abc import Sequence, Set
from typing import Any

from flask import Response, jsonify

from market import clock
from market.accounts.services.access import sees_contacts
from market.config import Config
from market.http import versioned
from market.orders import models
from market.orders.baskets import Basket
from market.orders.schemas import orders as schemas
from market.payments.methods import METHODS, Method
from market.payments.sales.models import Sale
from market.payments.sales.proceeds import proceeds
from market.places.queries import place_of

_order_out, _officers_order_out = schemas.OrderOut(), schemas.OfficersOrderOut()
_HER_SIDE = {"seller", "team_member"}
_SUMS = ("parcels", "goods_vnd", "shipping_vnd", "cod_fee_vnd", "total_vnd", "must_state")


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
        hers = yours_of(orders)
        known = [{"yours_vnd": hers[order.number]} if order.number in hers else {} for order in orders]
        shown = [order | yours for order, yours in zip(shown, known, strict=True)]
    return list(shown)


def yours_of(orders: Sequence[models.Order]) -> dict[str, int]:
    """Number → what of the order is the household's, net of tax and fees."""
    which = Sale.reference.in_([order.number for order in orders])
    return {sale.reference: yours for sale, yours in proceeds(which, now=clock.now())}


def quote_shown(basket: Basket, *, to_commune: str | None, payment_method: str, config: Config) -> dict[str, Any]:
    """What a basket costs paid by `payment_method`, and what it would by every other."""
    ways = [_way(basket, method, config) for method in METHODS.values()]
    whereto = {"commune": place_of(to_commune)} if to_commune else None
    told = {"deliver_to": whereto, "payment_method": payment_method, "payment_methods": ways}
    return {name: getattr(basket, name) for name in _SUMS} | told


def way_shown(method: Method, config: Config) -> dict[str, Any]:
    """A way of paying, and whether it is open here."""
    told = {"name": method.name, "title": method.title, "prepaid": method.is_prepaid, "open": method.is_open(config)}
    return told | method.public_keys(config)


def _way(basket: Basket, method: Method, config: Config) -> dict[str, Any]:
    fee = basket.cod_fee_if(cod=not method.is_prepaid)
    shipping = basket.shipping_vnd - basket.cod_fee_vnd + fee
    total = basket.goods_vnd + shipping
    why_not = method.why_not(total, config)
    sums = {"fee_title": method.fee_title, "fee_vnd": fee, "shipping_vnd": shipping, "total_vnd": total}
    return way_shown(method, config) | sums | {"open": why_not is None, "why_not": why_not}

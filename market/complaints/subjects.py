"""What is complained of, found for somebody who may: what they cannot see is not there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from market import errors, ids
from market.accounts.models import Person
from market.catalog.access import acting_role, shop_for
from market.complaints import queries
from market.complaints.actions.receiving import Subject
from market.complaints.rules import refusals
from market.complaints.rules.kinds import About, Side
from market.delivery import s10
from market.orders import access
from market.orders import queries as orders
from market.orders.models import Order
from market.places.queries import require_place

_NAMED = ("order_number", "tracking_number", "shop_id")


def subject_for(asked: Mapping[str, Any], by: Person, *, now: datetime) -> Subject:
    """Raises InvalidInput where two are named, MistypedNumber, NotFound, NotAllowed for who is of neither side."""
    named = [name for name in _NAMED if asked.get(name) is not None]
    if len(named) > 1:
        raise errors.InvalidInput(errors={named[1]: [refusals.ONE_SUBJECT]})
    if asked.get("shop_id") is not None:
        return _shop(asked["shop_id"], by, now)
    if asked.get("order_number") is not None:
        return _order(_numbered(asked["order_number"]), About.ORDER, by, now)
    if asked.get("tracking_number") is not None:
        return _order(_carried(asked["tracking_number"]), About.PARCEL, by, now)
    commune = asked.get("commune_code")
    place = require_place(commune) if commune else None
    return Subject(about=About.NOTHING, side=Side.OTHER, commune_code=place, reference=asked.get("matter") or "")


def order_subject(order: Order, *, side: Side, about: About = About.ORDER) -> Subject:
    """An order, to whoever has shown otherwise that it concerns them."""
    return Subject(about=about, side=side, order=order)


def _order(order: Order | None, about: About, by: Person, now: datetime) -> Subject:
    if order is None:
        raise errors.NotFound
    if order.buyer_id == by.id:
        return order_subject(order, side=Side.BUYER, about=about)
    if by.phone is not None and order.recipient_phone == by.phone:
        return order_subject(order, side=Side.RECIPIENT, about=about)
    roles = access.roles_on(order, by)
    if not roles:
        raise errors.NotFound
    access.act_for(order, roles, by, now=now)
    return order_subject(order, side=Side.SELLER, about=about)


def _shop(shop_id: UUID, by: Person, now: datetime) -> Subject:
    shop = shop_for(shop_id, by, now=now)
    side = Side.OTHER if acting_role(shop, by) is None else Side.SELLER
    return Subject(
        about=About.SHOP, side=side, shop_id=shop.id, seller_id=shop.owner_id, commune_code=shop.commune_code
    )


def _numbered(number: str) -> Order | None:
    return orders.with_number(number) if ids.is_order_number(number) else None


def _carried(typed: str) -> Order | None:
    reference = queries.carried_by(s10.read_s10(typed))
    return orders.with_number(reference) if reference else None

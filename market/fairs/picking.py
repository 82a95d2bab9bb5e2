"""What a household picks, packs and brings for a fair: on which morning, how many packs of what, and where to."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from market import clock
from market.catalog.models import Shop
from market.db import db
from market.delivery.queries.offices import office_for
from market.orders.models import Order
from market.orders.rules import OrderState
from market.payments.sales.models import Sale
from market.payments.sales.proceeds import proceeds
from market.places.queries import place_of

_S = OrderState
# Paid, or to be paid at the door, and still in her hands.
TO_SEND = (_S.PLACED, _S.ACCEPTED, _S.PACKED)


@dataclass
class _Good:
    """So many packs of one good, of which `packed` are done."""

    name: str
    unit: str
    pack: str
    packs: int = 0
    packed: int = 0
    weight_g: int = 0


@dataclass
class _Place:
    """Where some of the orders are brought, or who comes for them."""

    kind: str
    name: str
    code: str | None
    packs: int = 0
    weight_g: int = 0
    orders: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class _Day:
    """What is sent on one day."""

    day: date
    packs: int = 0
    packed: int = 0
    weight_g: int = 0
    goods: dict[UUID, _Good] = field(default_factory=dict)
    places: dict[tuple[str, str], _Place] = field(default_factory=dict)


def picking(shop: Shop, *, fair_slug: str | None, now: datetime) -> dict[str, Any]:
    """What of a fair (of all of them) is still to be picked, packed or brought, day by day; paid orders alone.

    While orders are gathered, more may come, and some may be called off: `gathers_until`.
    """
    days: dict[date, _Day] = {}
    orders, office = list(db.session.scalars(_unsent(shop.id, fair_slug))), _office_of(shop)
    for order in orders:
        when = order.ship_on or clock.local_day(now)
        _put(days.setdefault(when, _Day(when)), order, office)
    waits = [order.gathers_until for order in orders if order.gathers and order.gathers_until]
    return {"shop_id": shop.id, "gathers_until": max(waits, default=None), "days": _told(days)}


def packed_orders(shop_id: UUID, fair_slug: str) -> list[str]:
    """The numbers of those that are packed and wait for the post, by the day of sending."""
    wanted = select(Order.number).where(Order.shop_id == shop_id, Order.fair_slug == fair_slug)
    wanted = wanted.where(Order.state == _S.PACKED, Order.collect_at.is_(None))
    return list(db.session.scalars(wanted.order_by(Order.ship_on, Order.id)))


def _unsent(shop_id: UUID, fair_slug: str | None) -> Select[Any]:
    of_fair = Order.fair_slug.is_not(None) if fair_slug is None else Order.fair_slug == fair_slug
    wanted = select(Order).where(Order.shop_id == shop_id, of_fair, Order.state.in_(TO_SEND))
    return wanted.order_by(Order.id)


def _office_of(shop: Shop) -> tuple[str, str]:
    """Code and name of the post office to which its household brings what goes by post."""
    office = office_for(shop.commune_code)
    return (office.code, office.name) if office else ("", "")


def _put(day: _Day, order: Order, office: tuple[str, str]) -> None:
    packs, is_packed = sum(line.quantity for line in order.lines), order.state == _S.PACKED
    place = _place(day, order, office)
    for line in order.lines:
        good = day.goods.setdefault(line.product_id, _Good(line.name, line.unit, line.pack))
        good.packs += line.quantity
        good.packed += line.quantity if is_packed else 0
        good.weight_g += line.quantity * line.weight_g
    for sums in (day, place):
        sums.packs += packs
        sums.weight_g += order.weight_g
    day.packed += packs if is_packed else 0
    place.orders.append(_order(order, packs))


def _place(day: _Day, order: Order, office: tuple[str, str]) -> _Place:
    """By post from the office of its commune, or wherever its buyer comes for it."""
    if order.is_collected:
        kind, code, name = order.collect_kind or "shop", order.collect_office, order.collect_place or ""
    else:
        kind, (code, name) = "post", office
    return day.places.setdefault((kind, name), _Place(kind, name, code or None))


def _order(order: Order, packs: int) -> dict[str, Any]:
    to = place_of(order.to_commune)
    told = {"number": order.number, "goods": order.goods, "packs": packs, "weight_g": order.weight_g}
    return told | {"state": order.state, "to": {"code": to["code"], "name": to["name"], "province": to["province"]}}


def _told(days: dict[date, _Day]) -> list[dict[str, Any]]:
    return [
        {**vars(day), "goods": _goods(day.goods), "places": [vars(place) for place in day.places.values()]}
        for _, day in sorted(days.items())
    ]


def _goods(goods: dict[UUID, _Good]) -> list[dict[str, Any]]:
    return [{"product_id": id, **vars(good)} for id, good in goods.items()]


def coming_vnd(shop_id: UUID, fair_slug: str, *, now: datetime) -> int:
    """What the household has had of its orders of the fair and may still expect of them, net of tax and fees."""
    numbers = select(Order.number).where(Order.shop_id == shop_id, Order.fair_slug == fair_slug)
    ordered = numbers.where(Order.state.not_in((_S.AWAITING_PAYMENT, _S.CANCELLED)))
    return sum(hers for _, hers in proceeds(Sale.reference.in_(ordered), now=now))

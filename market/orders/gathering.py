"""What is ordered at a fair gathers until that closes: no household does anything with it, and its buyer may leave."""

from collections.abc import Iterator, Sequence, Set
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from market import clock, errors
from market.catalog.models import Product
from market.db import db
from market.language import Sentence
from market.orders.held import BY_HOUSEHOLD
from market.orders.models import Order, OrderLine
from market.orders.rules import GATHERING, HOUSEHOLD, OrderState


class OrderGathering(errors.Conflict):
    type = "order-gathering"
    title = Sentence("Phiên chưa chốt đơn", en="The fair still gathers orders")
    detail = Sentence(
        "Đơn này của phiên, gom đến {until}: chưa cần nhận hay đóng gói. Chốt phiên xong chợ báo bạn, giao từ {day}.",
        en="This order is of a fair that gathers until {until}: nothing to do yet. You are told then; sent from {day}.",
    )


class SayShort(OrderGathering):
    """Her stand was her yes: buyers are asked one after the other, rather than one of them picked out by her."""

    detail = Sentence(
        "Đơn này của phiên, gian của bạn đã hứa hàng nên không hủy riêng một đơn. Thiếu hàng thì báo số gói ở gian, "
        "chợ hỏi người mua giúp bạn.",
        en="This order is of a fair, and your stand was your promise. If you are short, say at your stand how many "
        "packs there are: the market asks the buyers for you.",
    )


def refuse_calling_off(order: Order, roles: Set[str]) -> None:
    """Raises SayShort where only a household would call off what its fair still gathers."""
    if order.gathers and roles and roles <= set(HOUSEHOLD):
        raise SayShort


def refuse(order: Order, to: OrderState, roles: Set[str]) -> None:
    """Raises OrderGathering where a household would come to `to` with an order that its fair still gathers."""
    if to in BY_HOUSEHOLD and not roles.isdisjoint(HOUSEHOLD):
        require_settled(order)


def require_settled(order: Order) -> None:
    """Raises OrderGathering: until its fair has closed, nothing of an order is changed by its household."""
    if order.gathers:
        raise OrderGathering(until=until(order), day=day(order.ship_on))


def is_over(order: Order, now: datetime) -> bool:
    """Its fair has closed, though it was not taken on yet: it was paid after that."""
    return order.gathers_until is not None and order.gathers_until <= now


def until(order: Order) -> str:
    """As people say it: `20:00 10/8`."""
    if order.gathers_until is None:
        return ""
    at = order.gathers_until.astimezone(clock.LOCAL)
    return f"{at:%H:%M} {day(at.date())}"


def day(on: date | None) -> str:
    """As people say it: `15/8`."""
    return f"{on.day}/{on.month}" if on else ""


def of_goods(goods: Sequence[Product]) -> dict[str, Any]:
    """What an order takes over of the goods of one fair: which, when it is sent (all of it at once), until when."""
    days = [good.ships_on for good in goods if good.ships_on is not None]
    ends = [good.sale_closes_at for good in goods if good.sale_closes_at is not None]
    if goods[0].fair_slug is None:
        return {}
    return {
        "fair_slug": goods[0].fair_slug,
        "ship_on": max(days, default=None),
        "gathers_until": max(ends, default=None),
    }


def gathers() -> ColumnElement[bool]:
    """Orders that a fair still gathers."""
    return and_(Order.fair_slug.is_not(None), Order.state.in_(GATHERING))


def is_due(now: datetime) -> ColumnElement[bool]:
    """Orders with which a household has something to do: of a fair's from the evening before they are sent."""
    tomorrow = clock.local_day(now) + timedelta(days=1)
    sent_soon = and_(~gathers(), or_(Order.ship_on.is_(None), Order.ship_on <= tomorrow))
    return or_(Order.fair_slug.is_(None), sent_soon)


def audit() -> Iterator[str]:
    """No household has anything of what gathers, and what was ordered at a fair is of goods of that fair alone."""
    early = select(Order.number, Order.state).where(gathers(), Order.tracking_number.is_not(None))
    for number, state in db.session.execute(early):
        yield f"order {number}: it is {state} at a fair that gathers, and has a parcel"
    goods = select(Order.number).join(OrderLine, OrderLine.order_id == Order.id).distinct()
    goods = goods.join(Product, Product.id == OrderLine.product_id)
    for number in db.session.scalars(goods.where(Order.fair_slug.is_distinct_from(Product.fair_slug))):
        yield f"order {number}: its goods are of another fair than it is, or of none"
    dayless = Order.fair_slug.is_not(None), or_(Order.ship_on.is_(None), Order.gathers_until.is_(None))
    for number in db.session.scalars(select(Order.number).where(*dayless)):
        yield f"order {number}: is of a fair, but nobody knows when it is sent"

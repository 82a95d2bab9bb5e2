"""The one definition of what is ready, and of what is counted of it: the same of one commune and of all."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from market.catalog.models import Photo, Product, Shop
from market.catalog.rules.products import ProductStatus
from market.catalog.rules.shops import ShopStatus
from market.db import db
from market.insight.calendar import day_of, days_between, minutes_between, month_of
from market.insight.ready.models import ReadyShop
from market.insight.ready.rules import IN_TIME, IN_TIME_PERCENT, LOOKED_AT, Tally
from market.insight.recount import was_placed
from market.orders.models import Order, OrderMove
from market.orders.rules import OrderState

Cells = dict[tuple[str, date], Tally]


def ready_shops(commune: str, now: datetime) -> list[UUID]:
    """The shops of a commune that are ready at this instant."""
    over = sa.and_(Shop.status == ShopStatus.PAUSED, Shop.paused_until <= now)
    is_open = (Shop.suspension_reason.is_(None), sa.or_(Shop.status == ShopStatus.OPEN, over))
    for_sale = (Product.status == ProductStatus.LISTED, Product.suspension_reason.is_(None), Product.stock > 0)
    has_photo = sa.exists().where(Photo.product_id == Product.id)
    has_goods = sa.exists().where(Product.shop_id == Shop.id, *for_sale, Product.parent_id.is_(None), has_photo)
    shops = sa.select(Shop.id).where(Shop.commune_code == commune, *is_open, has_goods)
    return list(db.session.scalars(shops.where(Shop.id.not_in(_slow(commune, now)))))


def cells(commune: str | None = None) -> Cells:
    """What is counted of each commune and month, or of one commune."""
    found: Cells = defaultdict(Tally)
    for place, month, ready, orders in db.session.execute(_ready(commune)):
        found[place, month].add(Tally(ready=ready, orders=int(orders or 0)))
    for place, month, days, count in db.session.execute(_first_sales(commune)):
        found[place, month].add(Tally(sold=count, waits={max(0, days): count}))
    return found


def _slow(commune: str, now: datetime) -> sa.Select[Any]:
    """Shops that have accepted less than nine of ten orders in time. What a fair accepted was not asked of them."""

    def first(state: OrderState) -> sa.ColumnElement[Any]:
        return sa.func.min(sa.case((OrderMove.target == state, OrderMove.at)))

    states = {"placed": OrderState.PLACED, "accepted": OrderState.ACCEPTED, "cancelled": OrderState.CANCELLED}
    orders = sa.select(Order.shop_id, *(first(state).label(name) for name, state in states.items())).join(OrderMove)
    orders = orders.where(Order.from_commune == commune, Order.placed_at >= now - LOOKED_AT, Order.fair_slug.is_(None))
    asked = orders.group_by(Order.id).having(first(OrderState.PLACED) <= now - IN_TIME).subquery().c
    most = int(IN_TIME.total_seconds()) // 60
    is_in_time = minutes_between(asked.placed, asked.accepted) <= most
    # Gone before the time was over, by whomever: nobody was late.
    is_gone = sa.and_(asked.accepted.is_(None), minutes_between(asked.placed, asked.cancelled) <= most)
    in_time = sa.func.sum(sa.case((is_in_time, 1), else_=0))
    counted = sa.func.sum(sa.case((is_gone, 0), else_=1))
    return sa.select(asked.shop_id).group_by(asked.shop_id).having(100 * in_time < IN_TIME_PERCENT * counted)


def _ready(commune: str | None) -> sa.Select[Any]:
    """Ready shops of each commune and month, with the orders that were placed there in it."""
    placed = sa.select(Order.shop_id, month_of(day_of(Order.placed_at)).label("month"), sa.func.count().label("orders"))
    placed = placed.where(was_placed(Order), *([Order.from_commune == commune] if commune else []))
    of_shop = placed.group_by(Order.shop_id, sa.text("month")).subquery()
    same = sa.and_(of_shop.c.shop_id == ReadyShop.shop_id, of_shop.c.month == ReadyShop.month)
    key = (ReadyShop.commune, ReadyShop.month)
    found: Any = sa.select(*key, sa.func.count(), sa.func.sum(of_shop.c.orders)).outerjoin(of_shop, same).group_by(*key)
    return found.where(ReadyShop.commune == commune) if commune else found


def _first_sales(commune: str | None) -> sa.Select[Any]:
    """Shops by commune, the month in which their first order reached its buyer, and the days since they opened."""
    sale = (Order.from_commune, Order.shop_id)
    delivered = sa.select(*sale, sa.func.min(OrderMove.at).label("at")).join(OrderMove)
    delivered = delivered.where(OrderMove.target == OrderState.DELIVERED)
    mine = delivered.where(Order.from_commune == commune) if commune else delivered
    first = mine.group_by(*sale).subquery().c
    days = days_between(day_of(sa.func.coalesce(Shop.opened_at, Shop.created_at)), day_of(first.at))
    each = sa.select(first.from_commune.label("place"), month_of(day_of(first.at)).label("month"), days.label("days"))
    found = each.join(Shop, Shop.id == first.shop_id).subquery().c
    return sa.select(*found, sa.func.count()).group_by(*found)

"""A household's fairs: those where she may take a stand, those where she has one, and the goods to take there."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from market import clock
from market.catalog.models import Product, Shop
from market.catalog.rules.products import ProductStatus
from market.db import db
from market.fairs.models import Fair, Stand
from market.fairs.picking import TO_SEND
from market.fairs.rules import GATHERING, FairState
from market.orders.gathering import gathers
from market.orders.models import Order
from market.places.queries import province_of

# What a fair is remembered for once it is over, and how many are told.
_REMEMBERED, _MOST = timedelta(days=120), 50
_MOST_GOODS = 100
_DONE = (FairState.OVER, FairState.CALLED_OFF)
# So many packs are mostly promised; any other number can be typed.
USUAL_PACKS = (10, 20, 30, 50, 100)


class Hers(NamedTuple):
    """A fair, how many stands the shop has there, and whether it may still take one."""

    fair: Fair
    stands: int
    may_join: bool


def fairs_of(shop: Shop, *, now: datetime) -> list[Hers]:
    """Fairs of her place that still gather, and those where she stands or lately stood; what is over comes last.

    One statement.
    """
    mine = select(func.count()).where(Stand.fair_id == Fair.id, *_of(shop.id)).correlate(Fair).scalar_subquery()
    here = and_(Fair.province_code == province_of(shop.commune_code), *_gathers(now))
    hers = and_(mine > 0, or_(Fair.state.not_in(_DONE), Fair.state_since >= now - _REMEMBERED))
    rows = db.session.execute(select(Fair, mine).where(or_(here, hers)).order_by(Fair.closes_at, Fair.id).limit(_MOST))
    found = [Hers(fair, stands, may_join(fair, shop, now=now)) for fair, stands in rows]
    return sorted((one for one in found if one.stands or one.may_join), key=lambda one: one.fair.state in _DONE)


class Morning(NamedTuple):
    """So many orders of a fair are sent on a day."""

    slug: str
    name: str
    day: date
    orders: int


def mornings(shop_id: UUID, *, most: int) -> list[Morning]:
    """What is picked and sent next for which fair, once it gathers no more. One statement."""
    wanted = select(Fair.slug, Fair.name, Order.ship_on, func.count()).join(Order, Order.fair_slug == Fair.slug)
    wanted = wanted.where(Order.shop_id == shop_id, Order.state.in_(TO_SEND), Order.ship_on.is_not(None), ~gathers())
    wanted = wanted.group_by(Fair.slug, Fair.name, Order.ship_on).order_by(Order.ship_on, Fair.slug).limit(most)
    return [Morning(slug, name, day, orders) for slug, name, day, orders in db.session.execute(wanted) if day]


def may_join(fair: Fair, shop: Shop, *, now: datetime) -> bool:
    """Whether the shop lies in the fair's place and the fair still gathers."""
    home = fair.province_code == province_of(shop.commune_code)
    here = home and (not fair.commune_codes or shop.commune_code in fair.commune_codes)
    return here and fair.state in GATHERING and now < fair.closes_at


def stands_at(fair: Fair, shop: Shop) -> bool:
    """Whether the shop has a stand there, or had one."""
    return (
        db.session.scalar(select(Stand.product_id).where(Stand.fair_id == fair.id, Stand.shop_id == shop.id).limit(1))
        is not None
    )


def goods_for(fair: Fair, shop: Shop) -> Sequence[Row[*tuple[Any, ...]]]:
    """Goods of the shop with which it has no stand at the fair yet, those of which there is most first."""
    columns = (Product.id, Product.name, Product.unit, Product.pack, Product.price_vnd, Product.stock)
    taken = select(Stand.parent_id).where(Stand.fair_id == fair.id, *_of(shop.id))
    listed = (Product.status == ProductStatus.LISTED, Product.suspension_reason.is_(None))
    wanted = select(*columns, Product.category_slug).where(Product.shop_id == shop.id, Product.parent_id.is_(None))
    wanted = wanted.where(*listed, Product.id.not_in(taken))
    return db.session.execute(wanted.order_by(Product.stock.desc(), Product.id).limit(_MOST_GOODS)).all()


def usual_packs(stock: int) -> list[int]:
    """What is offered to be tapped: all that is in stock, and numbers that people say."""
    return sorted({*USUAL_PACKS, *([stock] if stock else [])})


def usual_day(fair: Fair, *, now: datetime) -> date:
    """The first day on which the fair sends and that lies before her."""
    return min(max(fair.ships_from, clock.local_day(now)), fair.ships_to)


def _of(shop_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return Stand.shop_id == shop_id, Stand.withdrawn_at.is_(None)


def _gathers(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return Fair.state.in_(GATHERING), Fair.closes_at > now

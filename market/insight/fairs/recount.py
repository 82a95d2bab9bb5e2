"""The one definition of what is counted of fairs: the same statements for one of them and for all."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from market.db import db
from market.fairs.models import Fair, Stand
from market.insight.calendar import day_of, days_between
from market.insight.fairs.rules import RETURN_DAYS, Tally
from market.insight.recount import RECEIVED, UNDONE, was_placed
from market.orders.models import Order, OrderLine, OrderMove
from market.orders.rules import OrderState

_SUMS = ("orders", "goods_vnd", "packs_ordered", "packs_delivered", "delivered", "on_day")


def fairs(slug: str | None = None) -> dict[str, Tally]:
    """What each fair with orders came to, or the one named."""
    found: dict[str, dict[str, int]] = {}
    kept = _kept(slug)
    for row in db.session.execute(_sums(kept)):
        found[row.slug] = {name: int(getattr(row, name)) for name in _SUMS}
    for name, counted in (("buyers", _buyers(kept)), ("buyers_back", _back(kept)), ("first_sales", _firsts(slug))):
        for at, count in db.session.execute(counted):
            found.setdefault(at, {})[name] = count
    return {at: Tally(**counts) for at, counts in found.items()}


def _kept(slug: str | None) -> sa.CTE:
    """The orders that were placed at a fair and not cancelled before it closed, with the instants that are asked."""

    def reached(state: OrderState) -> sa.ColumnElement[Any]:
        return sa.func.max(sa.case((OrderMove.target == state, OrderMove.at)))

    of_order = (Order.id, Order.fair_slug.label("slug"), Order.buyer_id, Order.state, Order.goods_vnd, Order.ship_on)
    states = {"packed_at": OrderState.PACKED, "shipped_at": OrderState.SHIPPED, "delivered_at": OrderState.DELIVERED}
    instants = (reached(state).label(name) for name, state in states.items())
    stood = sa.or_(Order.state != OrderState.CANCELLED, reached(OrderState.CANCELLED) >= Fair.closes_at)
    rows = sa.select(*of_order, Fair.closes_at, *instants).join(OrderMove).join(Fair, Fair.slug == Order.fair_slug)
    mine = rows.where(_at(Order, slug)).group_by(Order.id, Fair.id)
    return mine.having(reached(OrderState.PLACED).is_not(None), stood).cte()


def _sums(kept: sa.CTE) -> sa.Select[Any]:
    order, lines = kept.c, _lines(kept)
    is_received = order.state.in_(RECEIVED)
    left = day_of(sa.func.coalesce(order.shipped_at, order.packed_at, order.delivered_at))
    in_time = sa.and_(is_received, left <= sa.func.coalesce(lines.c.promised, order.ship_on))
    values = {
        "orders": sa.literal(1),
        "goods_vnd": sa.case((order.state.in_(UNDONE), 0), else_=order.goods_vnd),
        "packs_ordered": lines.c.packs,
        "packs_delivered": sa.case((is_received, lines.c.packs), else_=0),
        "delivered": sa.case((is_received, 1), else_=0),
        "on_day": sa.case((in_time, 1), else_=0),
    }
    added = (sa.func.sum(values[name]).label(name) for name in _SUMS)
    return sa.select(order.slug, *added).join(lines, lines.c.order_id == order.id).group_by(order.slug)


def _lines(kept: sa.CTE) -> sa.Subquery:
    """Of each order its packs, and the last of the days that were first promised for what is in it."""
    promised = sa.func.max(Stand.first_ready_on).label("promised")
    rows = sa.select(OrderLine.order_id, sa.func.sum(OrderLine.quantity).label("packs"), promised)
    rows = rows.outerjoin(Stand, Stand.product_id == OrderLine.product_id)
    return rows.where(OrderLine.order_id.in_(sa.select(kept.c.id))).group_by(OrderLine.order_id).subquery()


def _buyers(kept: sa.CTE, *conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    theirs = sa.select(kept.c.slug, sa.func.count(kept.c.buyer_id.distinct()))
    return theirs.where(kept.c.state != OrderState.CANCELLED, *conditions).group_by(kept.c.slug)


def _back(kept: sa.CTE) -> sa.Select[Any]:
    other = aliased(Order)
    days = days_between(day_of(kept.c.closes_at), day_of(other.placed_at))
    elsewhere = sa.or_(other.fair_slug.is_(None), other.fair_slug != kept.c.slug)
    again = (other.buyer_id == kept.c.buyer_id, other.state != OrderState.CANCELLED, elsewhere, was_placed(other))
    since = (other.placed_at >= kept.c.closes_at, days <= RETURN_DAYS)
    return _buyers(kept, sa.exists().where(*again, *since).correlate(kept))


def _firsts(slug: str | None) -> sa.Select[Any]:
    """Shops by the fair of the order that was their first to reach its buyer."""
    at_fairs = sa.select(Order.shop_id).where(_at(Order, slug))
    delivered = sa.select(Order.shop_id, sa.func.min(OrderMove.at).label("at")).join(OrderMove)
    delivered = delivered.where(OrderMove.target == OrderState.DELIVERED, Order.shop_id.in_(at_fairs))
    first = delivered.group_by(Order.shop_id).subquery()
    theirs: Any = sa.select(Order.fair_slug, sa.func.count(Order.shop_id.distinct()))
    theirs = theirs.join(first, first.c.shop_id == Order.shop_id).join(OrderMove, OrderMove.order_id == Order.id)
    theirs = theirs.where(OrderMove.at == first.c.at, OrderMove.target == OrderState.DELIVERED, _at(Order, slug))
    return theirs.group_by(Order.fair_slug)


def _at(order: Any, slug: str | None) -> sa.ColumnElement[bool]:
    found: sa.ColumnElement[bool] = order.fair_slug.is_not(None) if slug is None else order.fair_slug == slug
    return found

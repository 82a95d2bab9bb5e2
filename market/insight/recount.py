"""The one definition of every figure, in SQL: the same statement counts one village's days and the whole country.

It reads what the other packages keep, and nothing that the rollups say. `actions` writes what it finds into the cells;
`audit` proves that the cells say the same.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from market.catalog.models import Product, Shop
from market.catalog.rules.shops import ShopStatus
from market.insight.calendar import day_of, days_after, days_between, minutes_between, month_of
from market.insight.models import Cell
from market.insight.parameters import COMMUNE, DAYS, FROM, REACHED, SLUG, UNTIL, VILLAGE
from market.insight.rules.measures import ACTIVE_DAYS, COUNTS, Grain, Slice
from market.insight.seen.models import SeenDay
from market.insight.seen.rules import DIRECT
from market.orders.models import Order, OrderLine, OrderMove
from market.orders.rules import OrderState
from market.payments.cash.rules import COD
from market.places.models import Commune

COLUMNS = ("place", "slice", "grain", "day", "key", "within", *COUNTS)
_NOT_OPEN = (ShopStatus.PREPARED, ShopStatus.CLOSED)
UNDONE = (OrderState.CANCELLED, OrderState.RETURNED, OrderState.LOST, OrderState.DAMAGED)
RECEIVED = (OrderState.DELIVERED, OrderState.COMPLETED)
_ZERO: sa.ColumnElement[Any] = sa.literal_column("0")
_NO_KEY: sa.ColumnElement[Any] = sa.literal_column("''")
_ONE: sa.ColumnElement[Any] = sa.literal_column("1")
_DAY: sa.ColumnElement[Any] = sa.literal_column(f"'{Grain.DAY}'").label("grain")
_MONTH: sa.ColumnElement[Any] = sa.literal_column(f"'{Grain.MONTH}'").label("grain")
_ACTIVE_DAYS: sa.ColumnElement[Any] = sa.literal_column(str(ACTIVE_DAYS))


def villages(*, some: bool = False) -> sa.Select[Any]:
    """The cells of all goods, of each village and day; or of one village on some days, as it is told."""
    parts = [*_shops(some), _first_sales(some), *_activity(some), _orders(some)]
    at = [SeenDay.commune == COMMUNE, SeenDay.village_key == VILLAGE] if some else []
    parts.append(_seen(SeenDay.village_key, Slice.ALL, _NO_KEY, *at, *_seen_on(some)))
    counted = _gathered(parts, some)
    return _cells(counted, sa.func.substr(counted.c.place, 1, 5))


def slices(*, some: bool = False) -> sa.Select[Any]:
    """The cells of each category, number of stars and source, of each commune and day; or of one commune on some."""
    bought = _bought(*_placed_on(some), *([Order.from_commune == COMMUNE] if some else []))
    came = _cell(bought.c.from_commune, Slice.SOURCE, bought.c.source, bought.c.day)
    parts = [_sliced(bought, kind) for kind in (Slice.CATEGORY, Slice.STARS)]
    parts.append(sa.select(*came, *_counted(bought, bought.c.goods_vnd)))
    at = [SeenDay.commune == COMMUNE] if some else []
    parts.append(_seen(SeenDay.commune, Slice.SOURCE, SeenDay.source, *at, *_seen_on(some)))
    counted = _gathered(parts, some)
    return _cells(counted, Commune.province_code).join(Commune, Commune.code == counted.c.place)


def sums(*conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """The cells of each place above, added up from the cells of the days of what lies within it."""
    above = sa.func.max(sa.func.coalesce(Commune.province_code, "")).label("within")
    cell = (Cell.within.label("place"), Cell.slice, _DAY, Cell.day, Cell.key)
    whole = sa.select(*cell, above, *_added()).outerjoin(Commune, Commune.code == Cell.within)
    within = whole.where(Cell.within != "", Cell.grain == Grain.DAY, *conditions)
    return within.group_by(Cell.within, Cell.slice, Cell.key, Cell.day)


def months(*conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """The cells of months, added up from those of their days."""
    month = month_of(Cell.day).label("month")
    cell = (Cell.place, Cell.slice, _MONTH, month, Cell.key, Cell.within)
    days = sa.select(*cell, *_added()).where(Cell.grain == Grain.DAY, *conditions)
    return days.group_by(Cell.place, Cell.slice, Cell.key, Cell.within, month)


def _added() -> list[sa.ColumnElement[Any]]:
    return [sa.func.sum(getattr(Cell, name)).label(name) for name in COUNTS]


def _gathered(parts: list[sa.Select[Any]], some: bool) -> sa.CTE:
    """What the parts found, one row a cell."""
    found = sa.union_all(*parts).subquery()
    cell = (found.c.place, found.c.slice, found.c.key, found.c.day)
    added = sa.select(*cell, *(sa.func.sum(found.c[name]).label(name) for name in COUNTS)).group_by(*cell)
    return (added.where(found.c.day.in_(DAYS)) if some else added).cte()


def _cells(counted: sa.CTE, within: Any) -> sa.Select[Any]:
    cell = (counted.c.place, counted.c.slice, _DAY, counted.c.day, counted.c.key)
    return sa.select(*cell, within.label("within"), *(counted.c[name] for name in COUNTS))


def _shops(some: bool) -> list[sa.Select[Any]]:
    """Shops by the day they opened, and by the day from which they had goods on sale."""
    stands: list[sa.ColumnElement[bool]] = [Shop.status.not_in(_NOT_OPEN)]
    if some:
        stands += [Shop.commune_code == COMMUNE, Shop.village_slug == SLUG]
    opened = day_of(sa.func.coalesce(Shop.opened_at, Shop.created_at)).label("opened")
    first = sa.select(sa.func.min(Product.created_at)).where(Product.shop_id == Shop.id).scalar_subquery()
    key = (Shop.commune_code + "/" + Shop.village_slug).label("village")
    shops = sa.select(key, opened, day_of(first).label("listed")).where(*stands).cte()
    listed = sa.case((shops.c.listed > shops.c.opened, shops.c.listed), else_=shops.c.opened)
    return [
        _row(shops.c.village, shops.c.opened, "opened"),
        _row(shops.c.village, listed, "listed").where(shops.c.listed.is_not(None)),
    ]


def _first_sales(some: bool) -> sa.Select[Any]:
    """Shops by the day their first order reached its buyer."""
    sale = (Order.village_key, Order.shop_id)
    delivered = sa.select(*sale, sa.func.min(OrderMove.at).label("at")).join(OrderMove)
    delivered = delivered.where(OrderMove.target == OrderState.DELIVERED, *_in_village(some))
    first = delivered.group_by(*sale).subquery()
    return _row(first.c.village_key, day_of(first.c.at), "sold")


def _activity(some: bool) -> list[sa.Select[Any]]:
    """Shops by the day they began to be active, and by the day they ceased to be.

    An order makes its shop active for thirty days from the day it was placed. Where the next comes in time the shop
    stays so; otherwise it lapses on the thirtieth day after. What began less what lapsed is what is active.
    """
    placed = [*_placed_on(some, since=REACHED), *_in_village(some)]
    counts = sa.select(Order.village_key, Order.shop_id, day_of(Order.placed_at).label("day"))
    counts = counts.where(*placed, Order.state != OrderState.CANCELLED, was_placed(Order))
    sales = counts.distinct().cte()
    of_shop: dict[str, Any] = {"partition_by": [sales.c.village_key, sales.c.shop_id], "order_by": sales.c.day}
    before = sa.func.lag(sales.c.day).over(**of_shop).label("before")
    after = sa.func.lead(sales.c.day).over(**of_shop).label("after")
    lined = sa.select(sales.c.village_key, sales.c.day, before, after).cte()
    end = days_after(lined.c.day, _ACTIVE_DAYS)
    return [
        _row(lined.c.village_key, lined.c.day, "activated").where(_too_far(lined.c.before, lined.c.day)),
        _row(lined.c.village_key, end, "lapsed").where(_too_far(lined.c.day, lined.c.after)),
    ]


def _too_far(earlier: sa.ColumnElement[Any], later: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    return sa.func.coalesce(days_between(earlier, later), ACTIVE_DAYS + 1) > ACTIVE_DAYS


def _seen(place: Any, kind: Slice, key: Any, *conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """What was opened, looked at and put in a basket, of goods and pages of shops."""
    found = {"store_opens": SeenDay.opened, "good_looks": SeenDay.looked, "basket_adds": SeenDay.basket}
    counts = (found[name].label(name) if name in found else _ZERO.label(name) for name in COUNTS)
    return sa.select(*_cell(place, kind, key, SeenDay.day), *counts).where(SeenDay.commune != "", *conditions)


def _seen_on(some: bool) -> list[sa.ColumnElement[bool]]:
    return [SeenDay.day.in_(DAYS)] if some else []


def _orders(some: bool) -> sa.Select[Any]:
    bought = _bought(*_placed_on(some), *_in_village(some))
    cell = _cell(bought.c.village_key, Slice.ALL, _NO_KEY, bought.c.day)
    return sa.select(*cell, *_counted(bought, bought.c.goods_vnd))


def _sliced(bought: sa.CTE, kind: Slice) -> sa.Select[Any]:
    """One row an order and category (or number of stars) in it, with what its goods of that slice cost."""
    key = OrderLine.category_slug if kind == Slice.CATEGORY else sa.cast(OrderLine.stars, sa.String)
    goods = sa.func.sum(OrderLine.price_vnd * OrderLine.quantity).label("goods")
    lines = sa.select(OrderLine.order_id, key.label("key"), goods).where(key.is_not(None))
    lines = lines.where(OrderLine.order_id.in_(sa.select(bought.c.id)))
    sliced = lines.group_by(OrderLine.order_id, key).subquery()
    cell = _cell(bought.c.from_commune, kind, sliced.c.key, bought.c.day)
    return sa.select(*cell, *_counted(bought, sliced.c.goods)).join(sliced, sliced.c.order_id == bought.c.id)


def _bought(*conditions: sa.ColumnElement[bool]) -> sa.CTE:
    """The orders that were placed, with the instants that the figures need."""

    def reached(state: OrderState) -> sa.ColumnElement[Any]:
        return sa.func.max(sa.case((OrderMove.target == state, OrderMove.at)))

    of_order = (Order.id, Order.village_key, Order.from_commune, Order.buyer_id, Order.shop_id, Order.state)
    source = sa.func.coalesce(Order.via, sa.literal_column(f"'{DIRECT}'")).label("source")
    terms = (Order.goods_vnd, Order.promised_days, Order.payment_method, Order.placed_at)
    steps = {
        "shipped_at": OrderState.SHIPPED,
        "delivered_at": OrderState.DELIVERED,
        "completed_at": OrderState.COMPLETED,
    }
    instants = (reached(state).label(name) for name, state in steps.items())
    orders = sa.select(*of_order, source, *terms, day_of(Order.placed_at).label("day"), *instants).join(OrderMove)
    placed = orders.where(*conditions).group_by(Order.id).having(reached(OrderState.PLACED).is_not(None))
    return placed.cte()


def _counted(bought: sa.CTE, goods_vnd: sa.ColumnElement[Any]) -> list[sa.ColumnElement[Any]]:
    """What one order adds to the columns of its cell."""
    order = bought.c
    received = order.state.in_(RECEIVED)
    # What its buyer fetches is never in the post, and never late.
    in_post = sa.func.coalesce(days_between(day_of(order.shipped_at), day_of(order.delivered_at)), 0)
    paid_at = sa.case((order.payment_method == COD, order.delivered_at), else_=order.completed_at)
    is_paid = sa.and_(received, paid_at.is_not(None))
    values = {
        "orders": _ONE,
        "goods_vnd": sa.case((order.state.in_(UNDONE), _ZERO), else_=goods_vnd),
        "repeats": sa.case((_earlier(bought) == 1, _ONE), else_=_ZERO),
        "cancelled": sa.case((order.state == OrderState.CANCELLED, _ONE), else_=_ZERO),
        "delivered": sa.case((received, _ONE), else_=_ZERO),
        "on_time": sa.case((sa.and_(received, in_post <= order.promised_days), _ONE), else_=_ZERO),
        "paid": sa.case((is_paid, _ONE), else_=_ZERO),
        "paid_minutes": sa.case((is_paid, minutes_between(order.placed_at, paid_at)), else_=_ZERO),
    }
    return [values.get(name, _ZERO).label(name) for name in COUNTS]


def _earlier(bought: sa.CTE) -> sa.ColumnElement[int]:
    """How many orders the buyer had placed at the shop before."""
    other = aliased(Order)
    before = sa.tuple_(other.placed_at, other.id) < sa.tuple_(bought.c.placed_at, bought.c.id)
    same = (other.buyer_id == bought.c.buyer_id, other.shop_id == bought.c.shop_id)
    return sa.select(sa.func.count()).where(*same, before, was_placed(other)).correlate(bought).scalar_subquery()


def was_placed(order: Any) -> sa.ColumnElement[bool]:
    """Not one that nobody ever paid."""
    return sa.exists().where(OrderMove.order_id == order.id, OrderMove.target == OrderState.PLACED)


def _in_village(some: bool) -> list[sa.ColumnElement[bool]]:
    return [Order.village_key == VILLAGE] if some else []


def _placed_on(some: bool, *, since: sa.ColumnElement[Any] = FROM) -> list[sa.ColumnElement[bool]]:
    """Orders placed from the first of the days, or from as long before it as one reaches, to the last."""
    return [Order.placed_at >= since, Order.placed_at < UNTIL] if some else []


def _row(village: sa.ColumnElement[Any], day: sa.ColumnElement[Any], column: str) -> sa.Select[Any]:
    """One shop more in `column`."""
    cell = _cell(village, Slice.ALL, _NO_KEY, day)
    return sa.select(*cell, *((_ONE if name == column else _ZERO).label(name) for name in COUNTS))


def _cell(place: Any, kind: Slice, key: Any, day: Any) -> tuple[sa.ColumnElement[Any], ...]:
    return place.label("place"), sa.literal_column(f"'{kind}'").label("slice"), key.label("key"), day.label("day")

"""The one definition of every figure, in SQL: the same statement counts one village's days and the whole country.

It reads what the other packages keep, and nothing that the rollups say. `actions` writes what it finds into the cells;
`audit` proves that the cells say the same.
"""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal_column,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased

from market.catalog.models import Product, Shop
from market.catalog.rules.shops import ShopStatus
from market.clock import LOCAL
from market.insight.calendar import day_of, days_after, days_between, minutes_between, month_of
from market.insight.models import Cell
from market.insight.rules.measures import ACTIVE_DAYS, COUNTS, Grain, Slice
from market.orders.models import Order, OrderLine, OrderMove
from market.orders.rules import OrderState
from market.payments.cash.rules import COD
from market.places.models import Commune

COLUMNS = ("place", "slice", "grain", "day", "key", "within", *COUNTS)
_NOT_OPEN = (ShopStatus.PREPARED, ShopStatus.CLOSED)
_UNDONE = (OrderState.CANCELLED, OrderState.RETURNED, OrderState.LOST, OrderState.DAMAGED)
_RECEIVED = (OrderState.DELIVERED, OrderState.COMPLETED)
_ZERO: ColumnElement[Any] = literal_column("0")
_ONE: ColumnElement[Any] = literal_column("1")
_DAY: ColumnElement[Any] = literal_column(f"'{Grain.DAY}'").label("grain")
_MONTH: ColumnElement[Any] = literal_column(f"'{Grain.MONTH}'").label("grain")
_ACTIVE_DAYS: ColumnElement[Any] = literal_column(str(ACTIVE_DAYS))

Days = Collection[date] | None


def villages(village: str | None = None, days: Days = None) -> Select[Any]:
    """The cells of all goods, of each village and day; or of one village on some days."""
    parts = [*_shops(village), _first_sales(village), *_activity(village, days), _orders(village, days)]
    counted = _gathered(parts, days)
    return _cells(counted, func.substr(counted.c.place, 1, 5))


def slices(commune: str | None = None, days: Days = None) -> Select[Any]:
    """The cells of each category and number of stars, of each commune and day; or of one commune on some days."""
    bought = _bought(*_placed_on(days), *([Order.from_commune == commune] if commune else []))
    counted = _gathered([_sliced(bought, kind) for kind in (Slice.CATEGORY, Slice.STARS)], days)
    return _cells(counted, Commune.province_code).join(Commune, Commune.code == counted.c.place)


def sums(*conditions: ColumnElement[bool]) -> Select[Any]:
    """The cells of each place above, added up from the cells of the days of what lies within it."""
    above = func.max(func.coalesce(Commune.province_code, "")).label("within")
    cell = (Cell.within.label("place"), Cell.slice, _DAY, Cell.day, Cell.key)
    whole = select(*cell, above, *_added()).outerjoin(Commune, Commune.code == Cell.within)
    within = whole.where(Cell.within != "", Cell.grain == Grain.DAY, *conditions)
    return within.group_by(Cell.within, Cell.slice, Cell.key, Cell.day)


def months(*conditions: ColumnElement[bool]) -> Select[Any]:
    """The cells of months, added up from those of their days."""
    month = month_of(Cell.day).label("month")
    cell = (Cell.place, Cell.slice, _MONTH, month, Cell.key, Cell.within)
    days = select(*cell, *_added()).where(Cell.grain == Grain.DAY, *conditions)
    return days.group_by(Cell.place, Cell.slice, Cell.key, Cell.within, month)


def _added() -> list[ColumnElement[Any]]:
    return [func.sum(getattr(Cell, name)).label(name) for name in COUNTS]


def _gathered(parts: list[Select[Any]], days: Days) -> CTE:
    """What the parts found, one row a cell."""
    found = union_all(*parts).subquery()
    cell = (found.c.place, found.c.slice, found.c.key, found.c.day)
    added = select(*cell, *(func.sum(found.c[name]).label(name) for name in COUNTS)).group_by(*cell)
    return (added if days is None else added.where(found.c.day.in_(days))).cte()


def _cells(counted: CTE, within: Any) -> Select[Any]:
    cell = (counted.c.place, counted.c.slice, _DAY, counted.c.day, counted.c.key)
    return select(*cell, within.label("within"), *(counted.c[name] for name in COUNTS))


def _shops(village: str | None) -> list[Select[Any]]:
    """Shops by the day they opened, and by the day from which they had goods on sale."""
    stands: list[ColumnElement[bool]] = [Shop.status.not_in(_NOT_OPEN)]
    if village:
        stands += [Shop.commune_code == village[:5], Shop.village_slug == village[6:]]
    opened = day_of(func.coalesce(Shop.opened_at, Shop.created_at)).label("opened")
    first = select(func.min(Product.created_at)).where(Product.shop_id == Shop.id).scalar_subquery()
    key = (Shop.commune_code + "/" + Shop.village_slug).label("village")
    shops = select(key, opened, day_of(first).label("listed")).where(*stands).cte()
    listed = case((shops.c.listed > shops.c.opened, shops.c.listed), else_=shops.c.opened)
    return [
        _row(shops.c.village, shops.c.opened, "opened"),
        _row(shops.c.village, listed, "listed").where(shops.c.listed.is_not(None)),
    ]


def _first_sales(village: str | None) -> Select[Any]:
    """Shops by the day their first order reached its buyer."""
    sale = (Order.village_key, Order.shop_id)
    delivered = select(*sale, func.min(OrderMove.at).label("at")).join(OrderMove)
    delivered = delivered.where(OrderMove.target == OrderState.DELIVERED, *_in_village(village))
    first = delivered.group_by(*sale).subquery()
    return _row(first.c.village_key, day_of(first.c.at), "sold")


def _activity(village: str | None, days: Days) -> list[Select[Any]]:
    """Shops by the day they began to be active, and by the day they ceased to be.

    An order makes its shop active for thirty days from the day it was placed. Where the next comes in time the shop
    stays so; otherwise it lapses on the thirtieth day after. What began less what lapsed is what is active.
    """
    placed = [*_placed_on(days, reach=ACTIVE_DAYS + 1), *_in_village(village)]
    counts = select(Order.village_key, Order.shop_id, day_of(Order.placed_at).label("day"))
    counts = counts.where(*placed, Order.state != OrderState.CANCELLED, was_placed(Order))
    sales = counts.distinct().cte()
    of_shop: dict[str, Any] = {"partition_by": [sales.c.village_key, sales.c.shop_id], "order_by": sales.c.day}
    before = func.lag(sales.c.day).over(**of_shop).label("before")
    after = func.lead(sales.c.day).over(**of_shop).label("after")
    lined = select(sales.c.village_key, sales.c.day, before, after).cte()
    end = days_after(lined.c.day, _ACTIVE_DAYS)
    return [
        _row(lined.c.village_key, lined.c.day, "activated").where(_too_far(lined.c.before, lined.c.day)),
        _row(lined.c.village_key, end, "lapsed").where(_too_far(lined.c.day, lined.c.after)),
    ]


def _too_far(earlier: ColumnElement[Any], later: ColumnElement[Any]) -> ColumnElement[bool]:
    return func.coalesce(days_between(earlier, later), ACTIVE_DAYS + 1) > ACTIVE_DAYS


def _orders(village: str | None, days: Days) -> Select[Any]:
    bought = _bought(*_placed_on(days), *_in_village(village))
    cell = _cell(bought.c.village_key, Slice.ALL, literal_column("''"), bought.c.day)
    return select(*cell, *_counted(bought, bought.c.goods_vnd))


def _sliced(bought: CTE, kind: Slice) -> Select[Any]:
    """One row an order and category (or number of stars) in it, with what its goods of that slice cost."""
    key = OrderLine.category_slug if kind == Slice.CATEGORY else cast(OrderLine.stars, String)
    goods = func.sum(OrderLine.price_vnd * OrderLine.quantity).label("goods")
    lines = select(OrderLine.order_id, key.label("key"), goods).where(key.is_not(None))
    lines = lines.where(OrderLine.order_id.in_(select(bought.c.id)))
    sliced = lines.group_by(OrderLine.order_id, key).subquery()
    cell = _cell(bought.c.from_commune, kind, sliced.c.key, bought.c.day)
    return select(*cell, *_counted(bought, sliced.c.goods)).join(sliced, sliced.c.order_id == bought.c.id)


def _bought(*conditions: ColumnElement[bool]) -> CTE:
    """The orders that were placed, with the instants that the figures need."""

    def reached(state: OrderState) -> ColumnElement[Any]:
        return func.max(case((OrderMove.target == state, OrderMove.at)))

    of_order = (Order.id, Order.village_key, Order.from_commune, Order.buyer_id, Order.shop_id, Order.state)
    terms = (Order.goods_vnd, Order.promised_days, Order.payment_method, Order.placed_at)
    steps = {
        "shipped_at": OrderState.SHIPPED,
        "delivered_at": OrderState.DELIVERED,
        "completed_at": OrderState.COMPLETED,
    }
    instants = (reached(state).label(name) for name, state in steps.items())
    orders = select(*of_order, *terms, day_of(Order.placed_at).label("day"), *instants).join(OrderMove)
    placed = orders.where(*conditions).group_by(Order.id).having(reached(OrderState.PLACED).is_not(None))
    return placed.cte()


def _counted(bought: CTE, goods_vnd: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """What one order adds to the columns of its cell."""
    order = bought.c
    received = order.state.in_(_RECEIVED)
    in_post = days_between(day_of(order.shipped_at), day_of(order.delivered_at))
    paid_at = case((order.payment_method == COD, order.delivered_at), else_=order.completed_at)
    is_paid = and_(received, paid_at.is_not(None))
    values = {
        "orders": _ONE,
        "goods_vnd": case((order.state.in_(_UNDONE), _ZERO), else_=goods_vnd),
        "repeats": case((_earlier(bought) == 1, _ONE), else_=_ZERO),
        "cancelled": case((order.state == OrderState.CANCELLED, _ONE), else_=_ZERO),
        "delivered": case((received, _ONE), else_=_ZERO),
        "on_time": case((and_(received, in_post <= order.promised_days), _ONE), else_=_ZERO),
        "paid": case((is_paid, _ONE), else_=_ZERO),
        "paid_minutes": case((is_paid, minutes_between(order.placed_at, paid_at)), else_=_ZERO),
    }
    return [values.get(name, _ZERO).label(name) for name in COUNTS]


def _earlier(bought: CTE) -> ColumnElement[int]:
    """How many orders the buyer had placed at the shop before."""
    other = aliased(Order)
    before = tuple_(other.placed_at, other.id) < tuple_(bought.c.placed_at, bought.c.id)
    same = (other.buyer_id == bought.c.buyer_id, other.shop_id == bought.c.shop_id)
    return select(func.count()).where(*same, before, was_placed(other)).correlate(bought).scalar_subquery()


def was_placed(order: Any) -> ColumnElement[bool]:
    """Not one that nobody ever paid."""
    return exists().where(OrderMove.order_id == order.id, OrderMove.target == OrderState.PLACED)


def _in_village(village: str | None) -> list[ColumnElement[bool]]:
    return [Order.village_key == village] if village else []


def _placed_on(days: Days, *, reach: int = 0) -> list[ColumnElement[bool]]:
    """Orders placed from the first of `days`, and `reach` days before it, to the last."""
    if days is None:
        return []
    start, end = min(days) - timedelta(days=reach), max(days) + timedelta(days=1)
    return [Order.placed_at >= _midnight(start), Order.placed_at < _midnight(end)]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL)


def _row(village: ColumnElement[Any], day: ColumnElement[Any], column: str) -> Select[Any]:
    """One shop more in `column`."""
    cell = _cell(village, Slice.ALL, literal_column("''"), day)
    return select(*cell, *((_ONE if name == column else _ZERO).label(name) for name in COUNTS))


def _cell(
    place: ColumnElement[Any], kind: Slice, key: ColumnElement[Any], day: ColumnElement[Any]
) -> tuple[ColumnElement[Any], ...]:
    return place.label("place"), literal_column(f"'{kind}'").label("slice"), key.label("key"), day.label("day")

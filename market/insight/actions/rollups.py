"""The rollups follow what happened: each job counts the touched days of villages again, never adds one to them.

So a job may come twice, late or out of order, and the cells are still what a full recount finds.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Set
from datetime import date, datetime, timedelta
from itertools import chain
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, func, literal, select, update

from market import clock, outbox
from market.catalog.models import Product, Shop
from market.catalog.rules.products import ProductListed, ProductRemoved
from market.catalog.rules.shops import ShopChanged
from market.db import db, without_timeout
from market.insight import recount
from market.insight.actions import bunches, cells
from market.insight.actions.holding import hold
from market.insight.fairs import actions as fairs
from market.insight.heard import actions as heard
from market.insight.models import Cell
from market.insight.ready import actions as ready
from market.insight.rules.measures import ACTIVE_DAYS
from market.insight.rules.spans import end_of_month
from market.insight.seen.models import SeenDay
from market.orders.models import Order, OrderMove
from market.orders.proposals.rules import OrderReduced
from market.orders.rules import OrderMoved, OrderState
from market.orders.substitutions.rules import OrderSubstituted
from market.places.models import Commune
from market.places.queries import province_of
from market.teams.rules import ShopsRemoved

ORDER, SHOP, DAYS = "figures.order", "figures.shop", "figures.days"
IN_A_COMMUNE, IN_A_PROVINCE = func.length(Cell.within) == 5, func.length(Cell.within) == 2
_ACTIVE = timedelta(days=ACTIVE_DAYS)
_S = OrderState
# No figure tells these steps apart: half of an order's moves need not be counted.
_COUNTED_ALIKE = {
    (None, _S.AWAITING_PAYMENT),
    (_S.PLACED, _S.ACCEPTED),
    (_S.ACCEPTED, _S.PACKED),
    (_S.PACKED, _S.SHIPPED),
    (_S.SHIPPED, _S.PACKED),
}


def on_order_moved(moved: OrderMoved) -> None:
    """The figures that an order counts in are to be counted cells."""
    if (moved.origin, moved.target) not in _COUNTED_ALIKE:
        outbox.put(ORDER, {"order_id": str(moved.order_id)}, now=moved.at)


def on_order_reduced(reduced: OrderReduced) -> None:
    """The same where the buyer has agreed to get less."""
    outbox.put(ORDER, {"order_id": str(reduced.order_id)}, now=reduced.at)


def on_order_substituted(moved: OrderSubstituted) -> None:
    """So are those of both villages where another household sends it from now on."""
    outbox.put(ORDER, {"order_id": str(moved.order_id)}, now=moved.at)
    former = {"village": moved.former_village, "shop_id": str(moved.former_shop_id)}
    outbox.put(ORDER, {"order_id": str(moved.order_id), **former}, now=moved.at)


def on_shop_changed(news: ShopChanged | ProductListed) -> None:
    """The figures that a shop counts in, in one village, are to be counted cells."""
    outbox.put(SHOP, {"shop_id": str(news.shop_id), "village": news.village_key}, now=news.at)


def on_product_removed(removed: ProductRemoved) -> None:
    """So are those of the day on which a good was listed that is gone."""
    outbox.put(SHOP, {"shop_id": str(removed.shop_id), "village": removed.village_key}, now=removed.at)
    days = {"village": removed.village_key, "days": [removed.listed_on.isoformat()]}
    outbox.put(DAYS, days, now=removed.at)


def on_shops_removed(removed: ShopsRemoved) -> None:
    """The days of a village are to be counted again on which shops had counted that an undone import takes away."""
    days = sorted(day.isoformat() for day in removed.days)
    outbox.put(DAYS, {"village": removed.village_key, "days": days}, now=removed.at)


def count_days(payload: dict[str, Any], now: datetime) -> None:
    """Count some days of a village again, with what came by which link: the outbox's job."""
    village, days = payload["village"], {date.fromisoformat(day) for day in payload["days"]}
    hold(province_of(village[:5]), now)
    _count({village: days}, bought={village: days})


def count_orders(payloads: list[dict[str, Any]], now: datetime) -> None:
    """Count again what orders may have changed, in the villages of their shops or former ones: the outbox's job.

    A fair calls off thousands at once: what waits to be counted of the same villages is counted with them.
    """
    former = [told for told in payloads if "village" in told]
    found = bunches.villages_of([UUID(told["order_id"]) for told in payloads if "village" not in told])
    villages = {*found.values(), *(told["village"] for told in former)}
    for province in sorted({province_of(village[:5]) for village in villages}):
        hold(province, now)
    found |= bunches.take(ORDER, villages, now)
    days, bought = defaultdict[str, set[date]](set), defaultdict[str, set[date]](set)
    for village, order in (*_orders(found), *chain(*map(_as_it_was, former))):
        day = clock.local_day(order.placed_at)
        bought[village] |= {day, *_days_of_return(order)}
        days[village] |= bought[village] | _days_of_activity(order, day) | _days_of_first_sale(order)
    if days:
        _count(days, bought=bought)
        fairs.put_for_orders([*found, *(UUID(told["order_id"]) for told in former)], now)


def _orders(villages: Mapping[UUID, str], seller: Any = Order.shop_id) -> list[tuple[str, Any]]:
    """Orders, each with the village that is given for it."""
    columns = select(Order.id, seller, Order.buyer_id, Order.state, Order.placed_at)
    return [(villages[order.id], order) for order in db.session.execute(columns.where(Order.id.in_(villages))).all()]


def _as_it_was(told: dict[str, Any]) -> list[tuple[str, Any]]:
    """An order as that of the household that was to send it before."""
    seller = literal(UUID(told["shop_id"]), Order.shop_id.type).label("shop_id")
    return _orders({UUID(told["order_id"]): told["village"]}, seller)


def count_shop(payload: dict[str, Any], now: datetime) -> None:
    """Count again the days on which a shop opened and first had goods: the outbox's job."""
    village, shop_id = payload["village"], UUID(payload["shop_id"])
    hold(province_of(village[:5]), now)
    opened = db.session.scalar(select(func.coalesce(Shop.opened_at, Shop.created_at)).where(Shop.id == shop_id))
    first = db.session.scalar(select(func.min(Product.created_at)).where(Product.shop_id == shop_id))
    if opened is not None:
        _count({village: {clock.local_day(opened), clock.local_day(max(opened, first or opened))}})


def count_everything(*, now: datetime) -> int:
    """Throw the rollups away and count anew; how many cells there are. Nobody else counts meanwhile."""
    without_timeout()
    for province in db.session.scalars(select(Commune.province_code).distinct().order_by(Commune.province_code)).all():
        hold(province, now)
    db.session.execute(update(SeenDay).where(SeenDay.is_new).values(is_new=False))  # what comes now is new again
    db.session.execute(delete(Cell).execution_options(synchronize_session=False))
    _write(recount.villages())
    _write(recount.slices())
    _write(recount.sums(IN_A_COMMUNE))
    _write(recount.sums(IN_A_PROVINCE))
    _write(recount.months())
    return (
        (db.session.scalar(select(func.count()).select_from(Cell)) or 0)
        + heard.count_everything()
        + fairs.count_everything(now=now)
        + ready.count_everything()
    )


def _days_of_return(order: Any) -> Set[date]:
    """The days of the buyer's next two orders at the shop: two checkouts at once may commit in the other order."""
    same = (Order.buyer_id == order.buyer_id, Order.shop_id == order.shop_id, Order.id != order.id)
    later = select(Order.placed_at).where(*same, Order.placed_at >= order.placed_at)
    later = later.where(recount.was_placed(Order))
    return {clock.local_day(at) for at in db.session.scalars(later.order_by(Order.placed_at, Order.id).limit(2))}


def _days_of_activity(order: Any, day: date) -> Set[date]:
    """The days on which its shop's being active may begin or end because of this order: by its neighbours in time."""
    around = select(Order.placed_at).where(
        Order.shop_id == order.shop_id,
        Order.id != order.id,
        Order.state != OrderState.CANCELLED,
        Order.placed_at.between(order.placed_at - 2 * _ACTIVE, order.placed_at + 2 * _ACTIVE),
    )
    days = {clock.local_day(at) for at in db.session.scalars(around)}
    before, after = max((d for d in days if d < day), default=day), min((d for d in days if d > day), default=day)
    return {day + _ACTIVE, before + _ACTIVE, after}


def _days_of_first_sale(order: Any) -> Set[date]:
    """The days of the shop's two earliest deliveries: if this order's is the first, the other was so until now."""
    if order.state not in (OrderState.DELIVERED, OrderState.COMPLETED):
        return set()
    delivered = select(OrderMove.at).join(Order, Order.id == OrderMove.order_id)
    of_shop = delivered.where(Order.shop_id == order.shop_id, OrderMove.target == OrderState.DELIVERED)
    return {clock.local_day(at) for at in db.session.scalars(of_shop.order_by(OrderMove.at).limit(2))}


def _count(days: Mapping[str, Set[date]], *, bought: Mapping[str, Set[date]] = MappingProxyType({})) -> None:
    """Count each village on its days, the slices of its commune on those of `bought`, and what they add up to above."""
    communes = _above(days, _commune)
    provinces = _above(communes, province_of)
    for count, places in (
        (cells.village, days),
        (cells.slices, _above(bought, _commune)),
        (cells.commune, communes),
        (cells.province, provinces),
    ):
        for place, some in places.items():
            count(place, some)
    every = set[date]().union(*days.values())
    cells.months([*days, *communes, *provinces], min(every).replace(day=1), end_of_month(max(every)))


def _above(days: Mapping[str, Set[date]], place: Callable[[str], str]) -> dict[str, set[date]]:
    """The days of all that lies in the same `place` together."""
    found = defaultdict[str, set[date]](set)
    for within, some in days.items():
        found[place(within)] |= some
    return found


def _commune(village: str) -> str:
    return village[:5]


def _write(counted: Select[Any]) -> None:
    db.session.execute(cells.insertion(counted))

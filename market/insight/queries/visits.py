"""Who needs a visit: an order waits, goods ran out in season, listed and never sold, opened and never listed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from market.catalog.models import Product, Shop, StockMovement
from market.catalog.rules.products import ProductStatus
from market.catalog.rules.shops import ShopStatus
from market.clock import local_month
from market.db import db
from market.http.pages import broken_cursor, pack_cursor, unpack_cursor
from market.insight.places import Level, Place
from market.insight.rules.visits import PATIENCE, REASONS, Reason
from market.orders.models import Order
from market.orders.rules import OrderState
from market.teams.models import Team, TeamVillage

_OPEN = (ShopStatus.OPEN, ShopStatus.PAUSED)
_WAITING = (OrderState.PLACED, OrderState.ACCEPTED)


def visits(place: Place, *, reason: str | None, limit: int, cursor: str | None, now: datetime) -> dict[str, Any]:
    """One page of shops to visit, the most urgent reason first; once for each reason. Raises InvalidInput."""
    wanted = [Reason(reason)] if reason else list(Reason)
    start, after = _position(cursor, wanted)
    found: list[dict[str, Any]] = []
    for position in range(start, len(wanted)):
        rows = db.session.execute(_shops(wanted[position], place, after, now).limit(limit + 1 - len(found))).all()
        found += [_told(wanted[position], row) | {"at": [position, str(row.id)]} for row in rows]
        after = None
        if len(found) > limit:
            break
    shown = found[:limit]
    following = pack_cursor(shown[-1]["at"]) if len(found) > limit else None
    return {"items": _with_teams(shown), "next": following}


def _shops(reason: Reason, place: Place, after: UUID | None, now: datetime) -> Select[Any]:
    since, subject, needs = _needs(reason, now)
    columns = (Shop.id, Shop.name, Shop.commune_code, Shop.village, Shop.village_slug)
    shops = select(*columns, since.label("since"), subject.label("subject")).where(*_in_place(place), *needs)
    if after is not None:
        shops = shops.where(Shop.id > after)
    return shops.where(Shop.status.in_(_OPEN), Shop.suspension_reason.is_(None)).order_by(Shop.id)


def _needs(reason: Reason, now: datetime) -> tuple[Any, Any, list[Any]]:
    """Since when a shop needs a visit, because of what, and which shops do."""
    if reason == Reason.OUT_OF_STOCK:
        return _out_of_stock(local_month(now))
    needs = {Reason.ORDER_WAITING: _order_waiting, Reason.NEVER_SOLD: _never_sold, Reason.NEVER_LISTED: _never_listed}
    return needs[reason](now - PATIENCE[reason])


def _in_place(place: Place) -> list[ColumnElement[bool]]:
    if place.level == Level.VILLAGE:
        return [Shop.commune_code == place.commune, Shop.village_slug == place.code[6:]]
    return [Shop.commune_code.in_(place.communes)]


def _order_waiting(before: datetime) -> tuple[Any, Any, list[Any]]:
    # Only orders with a timer can wait, and these are few and indexed, whatever the number of orders of the past.
    waiting = (Order.timer_at.is_not(None), Order.state.in_(_WAITING), Order.state_since <= before)
    waits = (*waiting, Order.held_since.is_(None))  # what is held waits for an operator
    oldest = select(func.min(Order.state_since)).where(Order.shop_id == Shop.id, *waits).scalar_subquery()
    number = select(func.min(Order.number)).where(Order.shop_id == Shop.id, *waits).scalar_subquery()
    return oldest, number, [Shop.id.in_(select(Order.shop_id).where(*waits))]


def _out_of_stock(month: int) -> tuple[Any, Any, list[Any]]:
    of_any_day = Product.parent_id.is_(None)
    sold_out = and_(Product.stock == 0, Product.status == ProductStatus.LISTED, of_any_day, _in_season(month))
    of_shop = (Product.shop_id == Shop.id, sold_out)
    name = select(func.min(Product.name)).where(*of_shop).scalar_subquery()
    moved = select(func.max(StockMovement.at)).join(Product, Product.id == StockMovement.product_id)
    return moved.where(*of_shop).scalar_subquery(), name, [Shop.id.in_(select(Product.shop_id).where(sold_out))]


def _in_season(month: int) -> ColumnElement[bool]:
    """Goods that have a season, and this month is in it; one may wrap the year."""
    start, end = Product.from_month, Product.to_month
    plain = and_(start <= end, start <= month, end >= month)
    return and_(start.is_not(None), or_(plain, and_(start > end, or_(start <= month, end >= month))))


def _never_sold(before: datetime) -> tuple[Any, Any, list[Any]]:
    first = select(func.min(Product.created_at)).where(Product.shop_id == Shop.id).scalar_subquery()
    listed = exists().where(Product.shop_id == Shop.id, Product.created_at <= before)
    sold = exists().where(Order.shop_id == Shop.id, Order.state != OrderState.CANCELLED)
    return first, Shop.name, [listed, ~sold]


def _never_listed(before: datetime) -> tuple[Any, Any, list[Any]]:
    listed = exists().where(Product.shop_id == Shop.id)
    return Shop.opened_at, Shop.name, [Shop.opened_at <= before, ~listed]


def _told(reason: Reason, row: Any) -> dict[str, Any]:
    has_subject = reason in (Reason.ORDER_WAITING, Reason.OUT_OF_STOCK)
    return {
        "shop_id": row.id,
        "shop": row.name,
        "commune_code": row.commune_code,
        "village": row.village,
        "village_key": f"{row.commune_code}/{row.village_slug}",
        "reason": str(reason),
        "said": REASONS[reason],
        "since": row.since,
        "subject": row.subject if has_subject else None,
    }


def _with_teams(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    teams = teams_of({visit["village_key"] for visit in found})
    return [visit | {"team": teams.get(visit["village_key"])} for visit in found]


def teams_of(villages: Iterable[str]) -> dict[str, str]:
    """Village → the name of the team that serves it."""
    served = select(TeamVillage.village_key, Team.name).join(Team, Team.id == TeamVillage.team_id)
    return {row[0]: row[1] for row in db.session.execute(served.where(TeamVillage.village_key.in_(list(villages))))}


def _position(cursor: str | None, wanted: list[Reason]) -> tuple[int, UUID | None]:
    if cursor is None:
        return 0, None
    content = unpack_cursor(cursor)
    try:
        position, shop_id = content
        if type(position) is int and 0 <= position < len(wanted):
            return position, UUID(shop_id)
    except (ValueError, TypeError, AttributeError):
        pass
    raise broken_cursor()

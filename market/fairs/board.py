"""The board of a fair: of each stand what was promised, ordered, packed and handed in, and who needs a visit."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select

from market import clock
from market.accounts.models import Person
from market.catalog.models import Product, Shop
from market.catalog.rules.shops import ShopStatus, shop_status
from market.db import db
from market.fairs import queries
from market.fairs.access import keeps
from market.fairs.models import Fair, Stand
from market.fairs.rules import GATHERING
from market.language import Sentence
from market.orders.models import Order, OrderLine, OrderMove
from market.orders.rules import OrderState

_S = OrderState
# Neither given up nor still to be paid for: what a household picks for.
NOT_ORDERED = (_S.AWAITING_PAYMENT, _S.CANCELLED)
_TO_PACK, _TO_BRING = (_S.PLACED, _S.ACCEPTED), (_S.PACKED,)
_MOST = 50
SUMS = ("promised", "ordered", "packed", "handed_in", "on_time")


class Visit(StrEnum):
    """Why somebody should go and see a household of the fair; the most urgent first."""

    SHUT = "shut"
    LATE = "late"
    NOT_PACKED = "not_packed"
    SHORT = "short"
    NOTHING_ORDERED = "nothing_ordered"


VISITS = {
    Visit.SHUT: Sentence("Gian hàng đang nghỉ hoặc bị khóa", en="The shop is paused, closed or suspended"),
    Visit.LATE: Sentence("Đã qua ngày gửi mà chưa mang ra hết", en="Its day is over and not all was handed in"),
    Visit.NOT_PACKED: Sentence("Hôm nay phải gửi mà chưa gói xong", en="It sends today and has not packed all"),
    Visit.SHORT: Sentence("Không đủ hàng như đã nhận", en="It has fewer packs than it promised"),
    Visit.NOTHING_ORDERED: Sentence("Chưa ai đặt", en="Nobody has ordered yet"),
}


def board(fair: Fair, *, shop_id: UUID | None = None, now: datetime) -> dict[str, Any]:
    """Each stand (of one shop) with its sums, who needs a visit first; and the sums of all. Packs throughout.

    Three statements, however many stands there are.
    """
    counts = _counted(fair.slug, _days_of_sending(fair.slug))
    if shop_id is not None:
        counts = counts.where(Order.shop_id == shop_id)
    counted = {row.product_id: row for row in db.session.execute(counts)}
    rows = db.session.execute(_stands(fair, shop_id)).all()
    stands = [_stand(fair, row, counted.get(row.product_id), now) for row in rows]
    stands.sort(key=_urgency)
    told = {"slug": fair.slug, "name": fair.name, "state": str(fair.state), "stands": stands}
    total = {name: sum(one[name] for one in stands) for name in SUMS}
    missing = max(0, (fair.minimum_packs or 0) - total["ordered"])
    return told | {"minimum_packs": fair.minimum_packs, "missing_packs": missing, "total": total}


def kept_by(person: Person, *, province: str) -> list[Fair]:
    """The fairs of a province that `person` keeps, the newest first; of the newest fifty."""
    newest = db.session.scalars(queries.fairs(province=province).order_by(Fair.opens_at.desc(), Fair.id).limit(_MOST))
    return [fair for fair in newest if keeps(person, fair)]


def _stands(fair: Fair, shop_id: UUID | None) -> Select[*tuple[Any, ...]]:
    good = (Product.name, Product.unit, Product.pack)
    home = (Shop.name.label("shop"), Shop.village, Shop.commune_code, Shop.village_slug)
    open_or_not = (Shop.status, Shop.paused_until, Shop.suspension_reason)
    stands = (
        select(*Stand.__table__.c, *good, *home, *open_or_not)
        .join(Product, Product.id == Stand.product_id)
        .join(Shop, Shop.id == Stand.shop_id)
        .where(Stand.fair_id == fair.id, Stand.withdrawn_at.is_(None))
        .order_by(Stand.created_at, Stand.product_id)
    )
    return stands if shop_id is None else stands.where(Stand.shop_id == shop_id)


def _days_of_sending(slug: str) -> list[date]:
    found = select(Order.ship_on).where(Order.fair_slug == slug, Order.ship_on.is_not(None)).distinct()
    return [day for day in db.session.scalars(found) if day is not None]


def _counted(slug: str, days: Iterable[date]) -> Select[*tuple[Any, ...]]:
    """Of each stand's good the packs that were ordered, and of these what is packed, handed in, and in time."""
    is_packed, is_handed_in = Order.state.not_in(_TO_PACK), Order.state.not_in((*_TO_PACK, *_TO_BRING))
    wanted = {"packed": is_packed, "handed_in": is_handed_in, "on_time": is_handed_in & _in_time(days)}
    sums = [_packs(condition).label(name) for name, condition in wanted.items()]
    return (
        select(OrderLine.product_id, func.sum(OrderLine.quantity).label("ordered"), *sums)
        .join(Order, Order.id == OrderLine.order_id)
        .where(Order.fair_slug == slug, Order.state.not_in(NOT_ORDERED))
        .group_by(OrderLine.product_id)
    )


def _packs(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, OrderLine.quantity), else_=0))


def _in_time(days: Iterable[date]) -> ColumnElement[bool]:
    """Out of the household's hands before the day of sending was over in Vietnam; `days` are all there are."""
    left = OrderMove.target.in_((_S.SHIPPED, _S.DELIVERED)) & (OrderMove.origin == _S.PACKED)
    first = select(func.min(OrderMove.at)).where(OrderMove.order_id == Order.id, left).correlate(Order)
    sent = first.scalar_subquery()
    return or_(False, *[(Order.ship_on == day) & (sent < clock.end_of(day)) for day in days])


def _stand(fair: Fair, row: Row[Any], counted: Row[Any] | None, now: datetime) -> dict[str, Any]:
    same = ("product_id", "name", "unit", "pack", "shop_id", "shop", "village", "commune_code", "packs_ready")
    told = {name: getattr(row, name) for name in same}
    told |= {name: int(getattr(counted, name)) if counted else 0 for name in SUMS[1:]}
    told |= {"promised": row.packs, "ready_on": row.ready_on, "moved": row.ready_on != row.first_ready_on}
    why = _visit(fair, row, told, now)
    visit = {"reason": str(why), "said": VISITS[why]} if why else None
    return told | {"village_key": f"{row.commune_code}/{row.village_slug}", "visit": visit}


def _visit(fair: Fair, row: Row[Any], told: dict[str, Any], now: datetime) -> Visit | None:
    """Why somebody should go there, if anybody."""
    today, left = clock.local_day(now), told["ordered"] - told["handed_in"]
    shut = shop_status(row.status, row.paused_until, row.suspension_reason, now=now) != ShopStatus.OPEN
    reasons = {
        Visit.SHUT: shut and (left > 0 or fair.state in GATHERING),
        Visit.LATE: left > 0 and row.ready_on < today,
        Visit.NOT_PACKED: row.ready_on == today and told["packed"] < told["ordered"],
        Visit.SHORT: row.packs_ready is not None and row.packs_ready < told["ordered"],
        Visit.NOTHING_ORDERED: fair.state == "open" and told["ordered"] == 0,
    }
    return next((why for why in Visit if reasons[why]), None)


def _urgency(stand: dict[str, Any]) -> int:
    return list(Visit).index(Visit(stand["visit"]["reason"])) if stand["visit"] else len(Visit)

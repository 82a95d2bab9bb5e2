"""What was gathered by fairs: stands, packs promised, packs ordered, packs that came; two statements for any number."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, or_, select

from market.catalog.models import Shop
from market.catalog.queries.shops import SHOP_IS_PUBLIC
from market.db import db
from market.fairs.models import Fair, Stand
from market.orders.models import Order, OrderLine, OrderMove
from market.orders.rules import OrderState

# Neither given up nor still to be paid: what counts towards the minimum.
_NOT_GATHERED = (OrderState.AWAITING_PAYMENT, OrderState.CANCELLED)
_CAME = (OrderState.DELIVERED, OrderState.COMPLETED)
_stand = Stand.__table__.c


class Gathered(NamedTuple):
    """Of one fair: its stands that anybody may see, the packs they promised, those ordered, by how many, and what came.

    What came to nothing with a fair that was called off had been ordered there all the same.
    """

    stands: int = 0
    promised: int = 0
    packs: int = 0
    orders: int = 0
    came: int = 0


NOTHING = Gathered()


def gathered(fairs: Iterable[Fair]) -> dict[UUID, Gathered]:
    """Of each of `fairs`, in two statements however many there are."""
    wanted = {fair.id: fair.slug for fair in fairs}
    if not wanted:
        return {}
    stood = {row.fair_id: row for row in db.session.execute(_stood(list(wanted)))}
    ordered = {row.fair_slug: row for row in db.session.execute(_ordered(list(wanted.values())))}
    return {id: _gathered(stood.get(id), ordered.get(slug)) for id, slug in wanted.items()}


def _gathered(stood: Row[Any] | None, ordered: Row[Any] | None) -> Gathered:
    stands, promised = (stood.stands, stood.promised) if stood else (0, 0)
    if ordered is None:
        return Gathered(stands, int(promised))
    return Gathered(stands, int(promised), int(ordered.packs), ordered.orders, int(ordered.came))


def _stood(ids: list[UUID]) -> Select[*tuple[Any, ...]]:
    return (
        select(_stand.fair_id, func.count().label("stands"), func.sum(_stand.packs).label("promised"))
        .join(Shop, Shop.id == _stand.shop_id)
        .where(_stand.fair_id.in_(ids), _stand.withdrawn_at.is_(None), SHOP_IS_PUBLIC)
        .group_by(_stand.fair_id)
    )


def _ordered(slugs: list[str]) -> Select[*tuple[Any, ...]]:
    packs, orders = func.sum(OrderLine.quantity).label("packs"), func.count(Order.id.distinct()).label("orders")
    came = func.sum(case((Order.state.in_(_CAME), OrderLine.quantity), else_=0)).label("came")
    return (
        select(Order.fair_slug, packs, orders, came)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .where(Order.fair_slug.in_(slugs), or_(Order.state.not_in(_NOT_GATHERED), _went_with_it()))
        .group_by(Order.fair_slug)
    )


def _went_with_it() -> ColumnElement[bool]:
    """Called off by its fair, once it was sure: none that still waited for its payment."""
    moved = exists().where(OrderMove.order_id == Order.id, OrderMove.by == "fair")
    moved = moved.where(OrderMove.target == OrderState.CANCELLED, OrderMove.origin != OrderState.AWAITING_PAYMENT)
    return and_(Order.state == OrderState.CANCELLED, moved)

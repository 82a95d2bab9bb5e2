"""What is promised at a stand and to whom: how many packs are ordered, whose turn it is, who would have to be asked."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select

from market.catalog.models import Product, Shop
from market.db import db, locked
from market.fairs.models import Fair, Stand
from market.fairs.rules import FairState
from market.orders.models import Order, OrderLine, OrderMove
from market.orders.rules import BEFORE_PACKING, OrderState
from market.orders.substitutions.models import Substitution
from market.orders.substitutions.rules import Equal, SubstitutionState


class Ordered(NamedTuple):
    """One order of a stand's good: how many packs of it, and whether it waits for them still."""

    number: str
    packs: int
    waits: bool


def held_stand(product_id: UUID) -> tuple[Fair, Stand] | None:
    """A stand and its fair, the stand held until this transaction ends, as others left them."""
    stand = db.session.scalars(locked(select(Stand).filter_by(product_id=product_id))).first()
    fair = db.session.get(Fair, stand.fair_id, populate_existing=True) if stand is not None else None
    return (fair, stand) if fair is not None and stand is not None else None


def day_of(product_id: UUID) -> date | None:
    """On which day the stand's goods are ready."""
    return db.session.scalar(select(Stand.ready_on).filter_by(product_id=product_id))


def ordered(product_id: UUID) -> int:
    """Packs of a good in orders that were not called off."""
    return _packs(product_id, Order.state != OrderState.CANCELLED)


def needed(product_id: UUID) -> int:
    """The same without those whose buyers choose something else at this moment, but with what is kept for others'."""
    kept = select(func.sum(Substitution.quantity)).filter_by(to_product_id=product_id, state=SubstitutionState.OPEN)
    alive = (Order.state != OrderState.CANCELLED) & ~_is_asked()
    return _packs(product_id, alive) + int(db.session.scalar(kept) or 0)


def packed(product_id: UUID) -> int:
    """Packs of it that are packed already, or on their way."""
    return _packs(product_id, Order.state.not_in((*BEFORE_PACKING, OrderState.CANCELLED)))


def were_asked(product_id: UUID) -> bool:
    """Whether any order was found short of it."""
    return db.session.scalar(select(Substitution.id).filter_by(product_id=product_id).limit(1)) is not None


def queue(product_id: UUID) -> Sequence[Ordered]:
    """The orders that have the good, in their turn: packed ones first, then by when they were placed or paid.

    Whoever is being asked waits for nothing here any more.
    """
    placed = select(func.min(OrderMove.at)).where(OrderMove.order_id == Order.id, OrderMove.target == OrderState.PLACED)
    came = func.coalesce(placed.correlate(Order).scalar_subquery(), Order.placed_at).label("came")
    waits = Order.state.in_(BEFORE_PACKING) & Order.held_since.is_(None)
    wanted = select(Order.number, OrderLine.quantity, waits.label("waits"))
    wanted = wanted.join(OrderLine, OrderLine.order_id == Order.id).where(OrderLine.product_id == product_id)
    wanted = wanted.where(Order.state != OrderState.CANCELLED, ~_is_asked())
    return [Ordered(*row) for row in db.session.execute(wanted.order_by(waits, came, Order.id))]


def too_late(product_id: UUID, packs_ready: int) -> list[str]:
    """The numbers of the orders for which `packs_ready` do not suffice.

    No order is split: a smaller one that comes after it may still be served.
    """
    left, missed = packs_ready, []
    for order in queue(product_id):
        if order.waits and order.packs > left:
            missed.append(order.number)
        else:
            left -= order.packs
    return missed


def not_told(product_id: UUID, ready_on: date, *, limit: int) -> list[str]:
    """The numbers of orders not yet packed that still name an earlier day."""
    wanted = select(Order.number).join(OrderLine, OrderLine.order_id == Order.id)
    earlier = Order.ship_on.is_(None) | (Order.ship_on < ready_on)
    wanted = wanted.where(OrderLine.product_id == product_id, Order.state.in_(BEFORE_PACKING), earlier)
    return list(db.session.scalars(wanted.order_by(Order.id).limit(limit)))


def late_stands(*, limit: int) -> list[UUID]:
    """The goods of stands whose day was moved, and of which an order does not know it yet."""
    named = select(OrderLine.product_id).join(Order, Order.id == OrderLine.order_id)
    waits = Order.fair_slug.is_not(None), Order.state.in_(BEFORE_PACKING), Order.ship_on < Stand.ready_on
    wanted = select(Stand.product_id).where(Stand.moved_at.is_not(None), Stand.withdrawn_at.is_(None))
    wanted = wanted.where(named.where(OrderLine.product_id == Stand.product_id, *waits).correlate(Stand).exists())
    return list(db.session.scalars(wanted.limit(limit)))


def short_stands(*, limit: int) -> list[UUID]:
    """The goods of stands that are short, of fairs that have gathered and settled, and not sent yet."""
    wanted = select(Stand.product_id).join(Fair, Fair.id == Stand.fair_id).where(Stand.short_at.is_not(None))
    wanted = wanted.where(Fair.state == FairState.CLOSED, Fair.settled_at.is_not(None))
    return list(db.session.scalars(wanted.order_by(Stand.short_at).limit(limit)))


def equals(fair: Fair, line: OrderLine, *, besides: UUID, by: date | None) -> list[Equal]:
    """Goods of other households of the fair as good as an order's: kind, weight, no dearer, packs left, as early.

    The soonest first, then the cheapest; of a good whose unsold packs went back to its parent, the parent.
    """
    latest = max(fair.ships_to, by or fair.ships_to)
    ready = (Stand.fair_id == fair.id, Stand.shop_id != besides, Stand.ready_on <= latest)
    steady = (Stand.short_at.is_(None), Stand.withdrawn_at.is_(None))
    same = (Product.category_slug == line.category_slug, Product.weight_g == line.weight_g)
    enough = (Product.price_vnd <= line.price_vnd, Product.stock >= line.quantity)
    wanted = select(Product.id, Stand.ready_on).join(Stand, _of_stand()).join(Shop, Shop.id == Product.shop_id)
    wanted = wanted.where(*ready, *steady, *same, *enough)
    wanted = wanted.order_by(Stand.ready_on, Product.price_vnd, Product.parent_id.is_(None), Product.id)
    return [Equal(*row) for row in db.session.execute(wanted.limit(_MOST_TRIED))]


_MOST_TRIED = 20


def _of_stand() -> ColumnElement[bool]:
    return (Product.id == Stand.product_id) | (Product.id == Stand.parent_id)


def _packs(product_id: UUID, which: ColumnElement[bool]) -> int:
    packs = select(func.coalesce(func.sum(OrderLine.quantity), 0)).join(Order, Order.id == OrderLine.order_id)
    return int(db.session.scalar(packs.where(OrderLine.product_id == product_id, which)) or 0)


def _is_asked() -> ColumnElement[bool]:
    return exists().where(Substitution.order_id == Order.id, Substitution.state == SubstitutionState.OPEN)


class Tally(NamedTuple):
    """Packs of a stand: ordered there in all, still sent by her, offered elsewhere, taken there, given back."""

    ordered: int
    served: int
    offered: int
    taken: int
    given_back: int


def tally(product_id: UUID) -> Tally:
    """How a short harvest came out for those who had ordered."""
    packs = select(Substitution.state, func.sum(Substitution.quantity)).where(Substitution.product_id == product_id)
    found = {state: int(many) for state, many in db.session.execute(packs.group_by(Substitution.state))}
    alive, offered = ordered(product_id), found.pop(SubstitutionState.OPEN, 0)
    taken = found.pop(SubstitutionState.TAKEN, 0)
    back = sum(found.values())
    return Tally(alive + taken + back, alive - offered, offered, taken, back)

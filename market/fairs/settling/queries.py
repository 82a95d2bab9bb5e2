"""What of a fair is still to be settled, read by the index of orders of fairs."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from market.catalog.models import Product, StockMovement
from market.catalog.rules.stock import Reason
from market.db import db
from market.fairs.models import Fair, FairMove, Stand
from market.fairs.rules import FairState
from market.fairs.settling.rules import Gathered
from market.orders.models import Order, OrderLine, OrderMove
from market.orders.rules import GATHERING, OPEN, UNFINISHED, UNSENT, OrderState

_CLOSED = (FairState.CLOSED, FairState.SHIPPED)


def to_settle() -> list[UUID]:
    """Fairs that have closed or were called off, and of which something is left to do."""
    # One that had gone on may be called off later.
    new = or_(Fair.settled_at.is_(None), and_(Fair.state == FairState.CALLED_OFF, Fair.settled_at < Fair.state_since))
    wanted = select(Fair.id).where(Fair.state.in_((FairState.CLOSED, FairState.CALLED_OFF)), new)
    return list(db.session.scalars(wanted.order_by(Fair.closes_at)))


def gathered(fair: Fair) -> Gathered:
    """The packs ordered at a fair when it closed. Who left before does not count, nor who had not paid in time.

    Who leaves later does: so what it comes to does not turn while it is being settled.
    """
    packs = func.coalesce(func.sum(OrderLine.quantity), 0)
    of_fair = select(packs).join(Order, Order.id == OrderLine.order_id).where(Order.fair_slug == fair.slug)
    unpaid = Order.state == OrderState.AWAITING_PAYMENT
    left = and_(Order.state == OrderState.CANCELLED, or_(Order.state_since < _closed_at(fair), ~_was_placed()))
    sure = of_fair.where(~unpaid, ~left)
    return Gathered(int(db.session.scalar(sure) or 0), int(db.session.scalar(of_fair.where(unpaid)) or 0))


def _closed_at(fair: Fair) -> datetime:
    told = select(func.max(FairMove.at)).where(FairMove.fair_id == fair.id, FairMove.target == FairState.CLOSED)
    return db.session.scalar(told.where(FairMove.origin != FairMove.target)) or fair.closes_at


def _was_placed() -> ColumnElement[bool]:
    return exists().where(OrderMove.order_id == Order.id, OrderMove.target == OrderState.PLACED)


def closed_early(fair: Fair, *, limit: int) -> list[str]:
    """Orders of a fair that were told a later hour of closing than it came to be."""
    return _numbers(fair.slug, Order.gathers_until > fair.closes_at, limit)


def checkouts_to_pay(numbers: Collection[str]) -> list[str]:
    """The checkouts of those of some orders that wait for their money."""
    found = select(Order.checkout_id).where(Order.number.in_(numbers), Order.state == OrderState.AWAITING_PAYMENT)
    return [str(checkout_id) for checkout_id in db.session.scalars(found.distinct())]


def to_take_on(slug: str, *, limit: int) -> list[str]:
    """Orders of a fair that are gathered and free to go on."""
    return _numbers(slug, and_(Order.state == OrderState.PLACED, Order.held_since.is_(None)), limit)


def to_call_off(slug: str, *, limit: int) -> list[str]:
    """Orders of a fair that are not yet in the post's hands."""
    return _numbers(slug, Order.state.in_(OPEN), limit)


def _numbers(slug: str, which: ColumnElement[bool], limit: int) -> list[str]:
    wanted = select(Order.number).where(Order.fair_slug == slug, which)
    return list(db.session.scalars(wanted.order_by(Order.id).limit(limit)))


def is_open(fair: Fair) -> bool:
    """Whether orders of it are still to be taken on or called off: those that are held or not paid yet as well."""
    left = OPEN if fair.state == FairState.CALLED_OFF else GATHERING
    return _any(fair, Order.state.in_(left))


def is_sent(fair: Fair) -> bool:
    """Whether nothing of it lies with its households any more."""
    return not _any(fair, Order.state.in_((OrderState.AWAITING_PAYMENT, *UNSENT)))


def is_over(fair: Fair) -> bool:
    """Whether each of its orders has come to its end."""
    return not _any(fair, Order.state.in_(UNFINISHED))


def _any(fair: Fair, which: ColumnElement[bool]) -> bool:
    return bool(db.session.scalar(select(exists().where(Order.fair_slug == fair.slug, which))))


def to_move_on() -> list[UUID]:
    """Settled fairs that may have been sent meanwhile, or may be over."""
    wanted = select(Fair.id).where(Fair.state.in_(_CLOSED), Fair.settled_at.is_not(None))
    return list(db.session.scalars(wanted.order_by(Fair.closes_at)))


def with_leftovers(fair_id: UUID) -> Sequence[Stand]:
    """Stands of a settled fair to which packs came back later: by an order that was called off, or a parcel."""
    return db.session.scalars(_leftovers(Stand).where(Stand.fair_id == fair_id).order_by(Stand.product_id)).all()


def fairs_with_leftovers() -> list[UUID]:
    """The fairs of such stands."""
    return list(db.session.scalars(_leftovers(Stand.fair_id).distinct()))


def _leftovers(wanted: Any) -> Select[Any]:
    """Of a fair that is not sent yet what is of its parent's stock; of what is of the harvest others may be short."""
    moved = select(func.coalesce(func.sum(StockMovement.change), 0)).where(StockMovement.product_id == Product.id)
    lent = moved.where(StockMovement.reason.in_((Reason.FROM_PARENT, Reason.TO_PARENT))).correlate(Product)
    found = select(wanted).join(Product, Product.id == Stand.product_id).join(Fair, Fair.id == Stand.fair_id)
    found = found.where(Product.fair_slug.is_not(None), Product.stock > 0, Fair.settled_at.is_not(None))
    return found.where(or_(Fair.state != FairState.CLOSED, lent.scalar_subquery() > 0))


def taken_on(fair: Fair) -> Sequence[tuple[UUID, int]]:
    """Of each household of a fair: how many orders go on."""
    return _by_household(fair, Order.state.in_(UNFINISHED))


def called_off(fair: Fair) -> Sequence[tuple[UUID, int]]:
    """Of each household: how many orders came to nothing with the fair."""
    last = exists().where(OrderMove.order_id == Order.id, OrderMove.by == "fair")
    return _by_household(fair, and_(Order.state == OrderState.CANCELLED, last))


def _by_household(fair: Fair, which: ColumnElement[bool]) -> Sequence[tuple[UUID, int]]:
    counted = select(Order.seller_id, func.count()).where(Order.fair_slug == fair.slug, which)
    return [(seller_id, many) for seller_id, many in db.session.execute(counted.group_by(Order.seller_id))]

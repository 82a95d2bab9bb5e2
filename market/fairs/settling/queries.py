"""What of a fair is still to be settled, read by the index of orders of fairs."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from market.catalog.models import Product
from market.db import db
from market.fairs.models import Fair, FairMove, Stand
from market.fairs.rules import FairState
from market.fairs.settling.rules import Gathered
from market.orders.models import Order, OrderLine, OrderMove
from market.orders.rules import GATHERING, OPEN, UNFINISHED, UNSENT, OrderState, PaymentStatus

_CLOSED = (FairState.CLOSED, FairState.SHIPPED)


def to_settle() -> list[UUID]:
    """Fairs that have closed or were called off, and of which something is left to do."""
    wanted = select(Fair.id).where(Fair.state.in_((FairState.CLOSED, FairState.CALLED_OFF)), Fair.settled_at.is_(None))
    return list(db.session.scalars(wanted.order_by(Fair.closes_at)))


def gathered(fair: Fair) -> Gathered:
    """The packs ordered at a fair when it closed. Who left before does not count, nor who never paid.

    Who leaves later does: so what it comes to does not turn while it is being settled.
    """
    packs = func.coalesce(func.sum(OrderLine.quantity), 0)
    of_fair = select(packs).join(Order, Order.id == OrderLine.order_id).where(Order.fair_slug == fair.slug)
    unpaid = Order.state == OrderState.AWAITING_PAYMENT
    left = and_(Order.state == OrderState.CANCELLED, or_(Order.state_since < _closed_at(fair), _never_paid()))
    sure = of_fair.where(~unpaid, ~left)
    return Gathered(int(db.session.scalar(sure) or 0), int(db.session.scalar(of_fair.where(unpaid)) or 0))


def _closed_at(fair: Fair) -> datetime:
    told = select(func.max(FairMove.at)).where(FairMove.fair_id == fair.id, FairMove.target == FairState.CLOSED)
    return db.session.scalar(told.where(FairMove.origin != FairMove.target)) or fair.closes_at


def _never_paid() -> ColumnElement[bool]:
    return Order.payment_status == PaymentStatus.CANCELLED


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
    """Stands of a fair whose good has packs again."""
    wanted = select(Stand).join(Product, Product.id == Stand.product_id).where(Stand.fair_id == fair_id)
    return db.session.scalars(wanted.where(Product.stock > 0).order_by(Stand.product_id)).all()


def fairs_with_leftovers() -> list[UUID]:
    """Settled fairs to whose stands packs came back later: by an order that was called off, or a parcel."""
    wanted = select(Stand.fair_id).join(Product, Product.id == Stand.product_id).join(Fair, Fair.id == Stand.fair_id)
    wanted = wanted.where(Product.fair_slug.is_not(None), Product.stock > 0, Fair.settled_at.is_not(None))
    return list(db.session.scalars(wanted.distinct()))


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

"""Reads of what buyers are offered instead of what is not there."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from market.db import db, locked
from market.orders.models import Order
from market.orders.substitutions.models import Substitution
from market.orders.substitutions.rules import ChoiceWaits, SubstitutionState


def newest(order_id: UUID) -> Substitution | None:
    """What was last said to be missing of an order, answered or not."""
    return db.session.scalars(_of(order_id).order_by(Substitution.id.desc()).limit(1)).first()


def offered(order_id: UUID) -> Substitution | None:
    """What its buyer was last offered, answered or not; None where there was nothing to choose."""
    wanted = _of(order_id).where(Substitution.to_product_id.is_not(None))
    return db.session.scalars(wanted.order_by(Substitution.id.desc()).limit(1)).first()


def locked_open(order_id: UUID) -> Substitution | None:
    """The one that waits for an answer, held until this transaction ends. The order is held before it."""
    return next(iter(locked_open_of([order_id])), None)


def locked_open_of(order_ids: Collection[UUID]) -> Sequence[Substitution]:
    """The same of many orders."""
    wanted = select(Substitution).where(Substitution.order_id.in_(order_ids))
    wanted = wanted.where(Substitution.state == SubstitutionState.OPEN).order_by(Substitution.id)
    return db.session.scalars(locked(wanted)).all()


def require_none_open(order: Order) -> None:
    """Raises ChoiceWaits while the buyer of an order of a fair chooses: only there is anything ever offered."""
    if order.fair_slug is None:
        return
    waits = select(Substitution.id).where(
        Substitution.order_id == order.id, Substitution.state == SubstitutionState.OPEN
    )
    if db.session.scalar(waits.limit(1)) is not None:
        raise ChoiceWaits


def due(now: datetime, *, limit: int) -> list[str]:
    """Numbers of orders whose buyer has not chosen in time, longest due first."""
    over = select(Order.number).join(Substitution, Substitution.order_id == Order.id)
    over = over.where(Substitution.state == SubstitutionState.OPEN, Substitution.expires_at <= now)
    return list(db.session.scalars(over.order_by(Substitution.expires_at).limit(limit)))


def of_good(product_id: UUID) -> Collection[Substitution]:
    """All orders that were short of a good."""
    return db.session.scalars(select(Substitution).filter_by(product_id=product_id).order_by(Substitution.id)).all()


def _of(order_id: UUID):  # type: ignore[no-untyped-def]
    return select(Substitution).where(Substitution.order_id == order_id).execution_options(populate_existing=True)

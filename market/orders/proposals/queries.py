"""Reads of proposals."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from market.db import db, locked
from market.orders.models import Order
from market.orders.proposals.models import Proposal
from market.orders.proposals.rules import ProposalState


def newest(order_id: UUID) -> Proposal | None:
    """What was last proposed, open or not."""
    return db.session.scalars(_of(order_id).order_by(Proposal.id.desc()).limit(1)).first()


def locked_open(order_id: UUID) -> Proposal | None:
    """The one that waits for an answer, held until this transaction ends. The order is held before it."""
    return db.session.scalars(locked(_of(order_id).where(Proposal.state == ProposalState.OPEN))).first()


def with_id(order_id: UUID, proposal_id: UUID) -> Proposal | None:
    return db.session.scalars(_of(order_id).where(Proposal.id == proposal_id)).first()


def count(order_id: UUID) -> int:
    return db.session.scalar(select(func.count()).where(Proposal.order_id == order_id)) or 0


def due(now: datetime, *, limit: int) -> list[str]:
    """Numbers of orders whose buyer has not answered in time, longest due first."""
    over = select(Order.number).join(Proposal, Proposal.order_id == Order.id)
    over = over.where(Proposal.state == ProposalState.OPEN, Proposal.expires_at <= now)
    return list(db.session.scalars(over.order_by(Proposal.expires_at).limit(limit)))


def _of(order_id: UUID):  # type: ignore[no-untyped-def]
    return select(Proposal).where(Proposal.order_id == order_id).execution_options(populate_existing=True)

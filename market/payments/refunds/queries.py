"""Reads of refunds."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from market.db import db, locked
from market.payments.refunds.models import Refund
from market.payments.refunds.rules import UNTAKEN, Channel, Reason, RefundState

_ON_ITS_WAY = (RefundState.REQUESTED, RefundState.APPROVED, RefundState.FAILED)


def locked_refund(refund_id: UUID) -> Refund | None:
    """The refund, held until this transaction ends, as others left it."""
    return db.session.scalars(locked(select(Refund).filter_by(id=refund_id))).first()


def refunds_of(reference: str) -> list[Refund]:
    """The refunds of an order, oldest first."""
    return list(db.session.scalars(select(Refund).filter_by(reference=reference).order_by(Refund.id)))


def refunds_in(state: str | None) -> Select[Any]:
    """The refunds in `state`, or all: for operators."""
    return select(Refund).filter_by(state=state) if state else select(Refund)


def refund_with_cause(cause: str) -> Refund | None:
    return refunds_with_causes([cause]).get(cause)


def refunds_with_causes(causes: Collection[str]) -> dict[str, Refund]:
    return {found.cause: found for found in db.session.scalars(select(Refund).where(Refund.cause.in_(causes)))}


def asked_for(reference: str) -> int:
    """Đồng of an order that wait for a second operator: nobody may ask for them again."""
    waiting = select(func.coalesce(func.sum(Refund.amount_vnd), 0))
    return int(db.session.scalar(waiting.filter_by(reference=reference, state=RefundState.REQUESTED)) or 0)


def given_alone(reference: str, by_id: UUID, *, since: datetime) -> int:
    """Đồng that nobody agreed to but who asked: of this order ever, or by `by_id` since `since`, whichever is more."""
    alone = select(func.coalesce(func.sum(Refund.amount_vnd), 0)).where(Refund.requested_by_id == Refund.decided_by_id)
    alone = alone.where(Refund.state != RefundState.REJECTED)
    of_order = db.session.scalar(alone.where(Refund.reference == reference)) or 0
    by_person = db.session.scalar(alone.where(Refund.requested_by_id == by_id, Refund.decided_at >= since)) or 0
    return max(int(of_order), int(by_person))


def is_owed(person_id: UUID) -> bool:
    """Whether a refund is on its way to somebody, or waits for approval."""
    wanted = select(Refund.id).where(Refund.person_id == person_id, Refund.state.in_(_ON_ITS_WAY))
    return db.session.scalar(wanted.limit(1)) is not None


def cash_coming_to(person_id: UUID) -> int:
    """Đồng that somebody will have in cash once a second operator agrees."""
    waiting = select(func.coalesce(func.sum(Refund.amount_vnd), 0)).filter_by(person_id=person_id, channel=Channel.CASH)
    return int(db.session.scalar(waiting.where(Refund.state.in_(_ON_ITS_WAY))) or 0)


def settled(reference: str) -> int:
    """Đồng of an order that are back with its buyer; what came beside its own money does not count."""
    sums = settled_sums().where(Refund.reference == reference).subquery()
    return int(db.session.scalar(select(sums.c.amount_vnd)) or 0)


def given_back_for_less(reference: str, *, settled: bool = False) -> int:
    """Đồng that were paid for packs which the buyer then agreed not to get; those already back, or all."""
    fewer = select(func.coalesce(func.sum(Refund.amount_vnd), 0)).filter_by(reference=reference, reason=Reason.FEWER)
    return int(db.session.scalar(fewer.where(Refund.state == RefundState.SETTLED) if settled else fewer) or 0)


def settled_sums() -> Select[str, int]:
    """As `settled`, of all orders that have any: `reference` and `amount_vnd`."""
    done = (Refund.state == RefundState.SETTLED) & Refund.reason.not_in(UNTAKEN)
    sums = select(Refund.reference, func.sum(Refund.amount_vnd).label("amount_vnd"))
    return sums.where(done, Refund.bank_line_id.is_(None)).group_by(Refund.reference)

"""Reads of charges, and of the money that came for them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import lazyload

from market.db import db, locked
from market.payments.charges.models import Charge, ChargeShare, MoneyEvent
from market.payments.charges.rules import UNPAID, MoneyKind


def charge(charge_id: UUID) -> Charge | None:
    """The charge as others left it."""
    fresh = select(Charge).filter_by(id=charge_id).execution_options(populate_existing=True)
    return db.session.scalars(fresh).first()


def locked_charge(charge_id: UUID) -> Charge | None:
    """The charge, held until this transaction ends. Charges are held before the orders they pay for."""
    return db.session.scalars(locked(select(Charge).filter_by(id=charge_id))).first()


def locked_unpaid(references: Collection[str]) -> Sequence[Charge]:
    """What can still be paid of these checkouts, held in one order for all."""
    wanted = select(Charge).where(Charge.reference.in_(references), Charge.state.in_(UNPAID))
    return db.session.scalars(locked(wanted.order_by(Charge.id))).all()


def charge_of_intent(gateway_id: str) -> Charge | None:
    return db.session.scalars(select(Charge).filter_by(gateway_id=gateway_id)).first()


def latest_charge(reference: str) -> Charge | None:
    """What the checkout `reference` is paid by; None for cash on delivery."""
    wanted = select(Charge).filter_by(reference=reference).order_by(Charge.attempt.desc()).limit(1)
    return db.session.scalars(wanted).first()


def successor(ended: Charge) -> Charge | None:
    """What a checkout is paid by since `ended` was: the last charge, if it is another and can be paid."""
    last = latest_charge(ended.reference)
    return last if last is not None and last.id != ended.id and last.state in UNPAID else None


def charge_that_paid(number: str) -> Charge | None:
    """The charge by which the order `number` was paid."""
    return charges_that_paid([number]).get(number)


def charges_that_paid(numbers: Collection[str]) -> dict[str, Charge]:
    """The same of many orders, by number."""
    paid = select(ChargeShare.reference, Charge).join(Charge, Charge.id == ChargeShare.charge_id)
    paid = paid.where(ChargeShare.reference.in_(numbers), Charge.paid_at.is_not(None))
    # The first that came; of a later one nothing was taken for the order.
    paid = paid.order_by(Charge.paid_at.desc()).options(lazyload(Charge.shares))
    return dict(db.session.execute(paid).all())


def charge_with_code(code: str) -> Charge | None:
    """The charge with a transfer code, or the last one of the order whose number was written instead."""
    found = db.session.scalars(select(Charge).filter_by(transfer_code=code)).first()
    if found is not None:
        return found
    number = f"{code[:2]}-{code[2:6]}-{code[6:]}"
    of_order = (
        select(Charge).join(ChargeShare).where(ChargeShare.reference == number, Charge.transfer_code.is_not(None))
    )
    return db.session.scalars(of_order.order_by(Charge.attempt.desc()).limit(1)).first()


def due_polls(now: datetime, *, limit: int) -> list[UUID]:
    """Charges that the worker has to look after, longest due first."""
    wanted = select(Charge.id).where(Charge.next_poll_at <= now).order_by(Charge.next_poll_at).limit(limit)
    return list(db.session.scalars(wanted))


def total(charge_id: UUID, kind: MoneyKind) -> int:
    """What has come for a charge, or gone back of it, in đồng: the sum of its money events."""
    amounts = select(func.coalesce(func.sum(MoneyEvent.amount_vnd), 0)).filter_by(charge_id=charge_id, kind=kind)
    return int(db.session.scalar(amounts) or 0)

"""Reads of cash-outs: money on its way out in cash."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select

from market import errors
from market.accounts.models import Person
from market.db import db, locked
from market.payments.cash_outs.models import CashOut
from market.payments.cash_outs.rules import HOLDING, CashOutState
from market.payments.ledger.wallets import Wallet


def cash_outs_of(wallet: Wallet) -> Select[CashOut]:
    return select(CashOut).where(CashOut.owner_id == wallet.owner_id)


def cash_out_of(wallet: Wallet, cash_out_id: UUID, *, lock: bool = False) -> CashOut:
    """One cash-out of this wallet. Raises NotFound."""
    wanted = cash_outs_of(wallet).where(CashOut.id == cash_out_id)
    return errors.found(db.session.scalars(locked(wanted) if lock else wanted).first())


def holding(wallet: Wallet) -> CashOut | None:
    """The one that holds money now, if there is one."""
    return db.session.scalars(cash_outs_of(wallet).where(CashOut.state.in_(HOLDING))).first()


def payable_to(person: Person, *, now: datetime) -> list[CashOut]:
    """The open cash-outs that may be handed to `person` now: one a shop, and one of their own."""
    wanted = select(CashOut).where(CashOut.payee_id == person.id, CashOut.state == CashOutState.OPEN)
    return list(db.session.scalars(wanted.where(CashOut.expires_at > now).order_by(CashOut.id)))


def due_to_expire(now: datetime, *, limit: int) -> list[UUID]:
    """Cash-outs whose time is over and that still wait."""
    over = (CashOut.expires_at <= now) & CashOut.state.in_((*HOLDING, CashOutState.ASKED))
    return list(db.session.scalars(select(CashOut.id).where(over).order_by(CashOut.expires_at).limit(limit)))

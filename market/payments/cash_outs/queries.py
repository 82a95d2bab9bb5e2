"""Reads of cash-outs: money on its way out in cash."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from market import clock, errors
from market.accounts import queries as people
from market.accounts.models import Person
from market.db import db, locked
from market.payments.cash_outs.models import CashOut
from market.payments.cash_outs.rules import HOLDING, CashOutState
from market.payments.ledger.accounts import Kind
from market.payments.ledger.models import LedgerEntry, Posting
from market.payments.ledger.wallets import Wallet

# More codes than these a household has not taken out with one clerk while a page was still open.
_LAST = 20


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


def payouts_of(office: str, day: date | None) -> Select[UUID, datetime, UUID | None, str, int]:
    """The ledger's entries of what a till has handed over, on a day in Vietnam or ever."""
    paid = (LedgerEntry.id, LedgerEntry.at, LedgerEntry.by_id, LedgerEntry.reference, Posting.amount_vnd)
    till = (Posting.kind == Kind.TILL) & (Posting.owner == office) & (LedgerEntry.kind == "cash_out_paid")
    wanted = select(*paid).join(Posting).where(till)
    if day is None:
        return wanted
    return wanted.where(LedgerEntry.at >= clock.begin_of(day), LedgerEntry.at < clock.end_of(day))


def paid_by(clerk: Person, payee: Person, *, office: str) -> list[CashOut]:
    """The last that a clerk has handed to `payee` at her office."""
    here = select(CashOut).where(CashOut.payee_id == payee.id, CashOut.state == CashOutState.PAID)
    hers = here.where(CashOut.post_office_code == office, CashOut.paid_by_id == clerk.id)
    return list(db.session.scalars(hers.order_by(CashOut.id.desc()).limit(_LAST)))


def payouts_shown(entries: Collection[Any]) -> list[dict[str, Any]]:
    """Each with its receipt and the clerk who paid it. To whom is her office's paper to say."""
    ids = [UUID(entry.reference) for entry in entries]
    receipts = {row.id: row.receipt for row in db.session.scalars(select(CashOut).where(CashOut.id.in_(ids)))}
    clerks = people.people({entry.by_id for entry in entries})
    return [
        {
            "cash_out_id": cash_out_id,
            "receipt": receipts.get(cash_out_id),
            "amount_vnd": -entry.amount_vnd,
            "paid_at": entry.at,
            "paid_by_id": entry.by_id,
            "paid_by": clerks[entry.by_id].name if entry.by_id in clerks else "",
        }
        for cash_out_id, entry in zip(ids, entries, strict=True)
    ]


def due_to_expire(now: datetime, *, limit: int) -> list[UUID]:
    """Cash-outs whose time is over and that still wait."""
    over = (CashOut.expires_at <= now) & CashOut.state.in_((*HOLDING, CashOutState.ASKED))
    return list(db.session.scalars(select(CashOut.id).where(over).order_by(CashOut.expires_at).limit(limit)))

"""Reads of balances and of money on its way out."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from market.accounts.models import Person
from market.catalog.models import Shop
from market.db import db
from market.errors import NotFound
from market.payments.models.cash_outs import CashOut, Identity
from market.payments.queries.ledger import balance
from market.payments.rules.cash_outs import HOLDING, CashOutState, Purse
from market.seals import unseal

IDENTITY = "identity"


def purse_of_shop(shop: Shop) -> Purse:
    return Purse("shop", shop.id, shop.owner_id)


def purse_of(person: Person) -> Purse:
    """A buyer's own: what is refunded to them in cash."""
    return Purse("person", person.id, person.id)


def balance_shown(purse: Purse) -> dict[str, int]:
    """What can be taken out now and what is promised to open cash-outs and payouts; in đồng."""
    return {"available_vnd": balance(purse.account), "held_vnd": balance(purse.held)}


def cash_outs_of(purse: Purse) -> Select[CashOut]:
    return select(CashOut).where(CashOut.owner_id == purse.owner_id)


def cash_out_of(purse: Purse, cash_out_id: UUID, *, lock: bool = False) -> CashOut:
    """One cash-out of this purse. Raises NotFound."""
    wanted = cash_outs_of(purse).where(CashOut.id == cash_out_id)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(wanted).first()
    if found is None:
        raise NotFound
    return found


def holding(purse: Purse) -> CashOut | None:
    """The one that holds money now, if there is one."""
    return db.session.scalars(cash_outs_of(purse).where(CashOut.state.in_(HOLDING))).first()


def payable_to(person: Person, *, now: datetime) -> list[CashOut]:
    """The open cash-outs that may be handed to `person` now: one a shop, and one of their own."""
    wanted = select(CashOut).where(CashOut.payee_id == person.id, CashOut.state == CashOutState.OPEN)
    return list(db.session.scalars(wanted.where(CashOut.expires_at > now).order_by(CashOut.id)))


def due_to_expire(now: datetime, *, limit: int) -> list[UUID]:
    """Cash-outs whose time is over and that still wait."""
    over = (CashOut.expires_at <= now) & CashOut.state.in_((*HOLDING, CashOutState.ASKED))
    return list(db.session.scalars(select(CashOut.id).where(over).order_by(CashOut.expires_at).limit(limit)))


def shops_owned_by(person_id: UUID) -> list[UUID]:
    return list(db.session.scalars(select(Shop.id).where(Shop.owner_id == person_id)))


def identity_number(person_id: UUID, *, secret: str) -> str | None:
    """The identity number a person filed, or None."""
    filed = db.session.get(Identity, person_id)
    return unseal(filed.sealed_number, purpose=IDENTITY, secret=secret) if filed else None


def identity_shown(person: Person, *, secret: str) -> dict[str, object] | None:
    """The last four digits of what a person filed, and when."""
    filed = db.session.get(Identity, person.id)
    number = identity_number(person.id, secret=secret)
    return {"id_number_tail": number[-4:], "filed_at": filed.filed_at} if filed and number else None


def money_of(person_id: UUID) -> list[dict[str, Any]]:
    """What is kept about a person's cash-outs, for them to take with them."""
    mine = select(CashOut).where(CashOut.payee_id == person_id).order_by(CashOut.id)
    return [
        {"asked_at": row.asked_at.isoformat(), "amount_vnd": row.amount_vnd, "state": row.state, "receipt": row.receipt}
        for row in db.session.scalars(mine)
    ]

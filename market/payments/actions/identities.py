"""The identity number that somebody files so that nobody else is handed their money. Sealed; theirs to take away."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from market.accounts.models import Person
from market.accounts.rules import ExportAsked, PersonErased
from market.db import db
from market.payments.models.cash_outs import Identity
from market.payments.models.payouts import PayoutAccount
from market.payments.queries.cash_outs import IDENTITY, money_of, shops_owned_by
from market.payments.queries.ledger import balances
from market.payments.queries.refunds import is_owed
from market.payments.rules import accounts
from market.payments.rules.cash_outs import MoneyLeft
from market.seals import seal


def file_identity(*, person: Person, number: str, secret: str, now: datetime) -> Identity:
    """Keep the number sealed. Filing another takes its place."""
    row = Identity(person_id=person.id, sealed_number=seal(number, purpose=IDENTITY, secret=secret), filed_at=now)
    return db.session.merge(row)


def forget_identity(*, person: Person) -> None:
    db.session.execute(delete(Identity).where(Identity.person_id == person.id))


def forget_money(erased: PersonErased) -> None:
    """Take away what names a person. Raises MoneyLeft while something is theirs, or owed by them."""
    shops = shops_owned_by(erased.person_id)
    owners = [accounts.person(erased.person_id), *(accounts.shop(shop_id) for shop_id in shops)]
    held = [accounts.held(owner_id) for owner_id in (erased.person_id, *shops)]
    pending = [accounts.pending(shop_id) for shop_id in shops]
    if any(balances([*owners, *held, *pending]).values()) or is_owed(erased.person_id):
        raise MoneyLeft
    db.session.execute(delete(Identity).where(Identity.person_id == erased.person_id))
    db.session.execute(delete(PayoutAccount).where(PayoutAccount.person_id == erased.person_id))


def add_money(asked: ExportAsked) -> None:
    """Add a person's cash-outs to what they may take with them."""
    asked.parts["cash_outs"] = money_of(asked.person_id)

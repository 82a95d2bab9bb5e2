"""Reads of payouts and of the accounts they go to."""

import json
from collections.abc import Collection
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from market import encryption, errors
from market.db import db, locked
from market.payments.ledger.wallets import Wallet
from market.payments.payouts.models import Payout, PayoutAccount
from market.payments.payouts.rules import BankAccount

PURPOSE = "payout-account"


def sealed_account(account: BankAccount, *, secret: str) -> bytes:
    return encryption.seal(json.dumps(asdict(account)), purpose=PURPOSE, secret=secret)


def opened_account(sealed: bytes, *, secret: str) -> BankAccount:
    return BankAccount(**json.loads(encryption.unseal(sealed, purpose=PURPOSE, secret=secret)))


def payout_account(person_id: UUID) -> PayoutAccount | None:
    return db.session.get(PayoutAccount, person_id)


def accounts_filed(person_ids: Collection[UUID | None]) -> set[UUID]:
    """Who of some people has filed an account."""
    filed = select(PayoutAccount.person_id).where(PayoutAccount.person_id.in_(person_ids))
    return set(db.session.scalars(filed)) if person_ids else set()


def account_shown(person_id: UUID, *, secret: str) -> dict[str, Any] | None:
    """The account that a person filed: of its number only the last digits."""
    row = payout_account(person_id)
    if row is None:
        return None
    account = opened_account(row.sealed, secret=secret)
    shown = {"bank_bin": account.bank_bin, "number_tail": account.number[-4:], "holder": account.holder}
    return shown | {"filed_at": row.filed_at}


def payouts_of(wallet: Wallet) -> Select[Payout]:
    return select(Payout).where(Payout.owner_id == wallet.owner_id)


def payouts_in(state: str | None) -> Select[Payout]:
    return select(Payout).where(Payout.state == state) if state else select(Payout)


def locked_payout(payout_id: UUID, wallet: Wallet | None = None) -> Payout:
    """One payout, held; of `wallet` if one is given. Raises NotFound."""
    wanted = payouts_of(wallet) if wallet else select(Payout)
    return errors.found(db.session.scalars(locked(wanted.where(Payout.id == payout_id))).first())

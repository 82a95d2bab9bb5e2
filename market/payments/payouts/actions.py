"""Money to a bank account: asked for and held, and, once sent in a file, paid or given back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from market import errors, events, ids, money
from market.accounts.models import Person
from market.db import db
from market.notices.actions import notify
from market.payments.banks.queries import require_bank
from market.payments.ledger import accounts
from market.payments.ledger.accounts import Account
from market.payments.ledger.actions import lock, post
from market.payments.ledger.rules import NotEnough
from market.payments.ledger.wallets import Wallet
from market.payments.payouts import queries, rules
from market.payments.payouts.models import Payout, PayoutAccount
from market.payments.sales.contests import takeable


def file_account(*, person: Person, account: rules.BankAccount, secret: str, now: datetime) -> PayoutAccount:
    """Keep the bank account sealed; filing another takes its place for what is asked for from now on.

    Raises InvalidInput for a bank that is not.
    """
    require_bank(account.bank_bin)
    row = PayoutAccount(person_id=person.id, sealed=queries.sealed_account(account, secret=secret), filed_at=now)
    return db.session.merge(row)


def ask_payout(*, wallet: Wallet, amount_vnd: int, by: Person, now: datetime, id: UUID | None = None) -> Payout:
    """Hold `amount_vnd` đồng for the next transfer file. Raises NotEnough, NoPayoutAccount, HouseholdOnly."""
    if by.id != wallet.payee_id:
        raise rules.HouseholdOnly
    account = queries.payout_account(wallet.payee_id)
    if account is None:
        raise rules.NoPayoutAccount
    lock([wallet.account])
    available = takeable(wallet)
    if amount_vnd > available:
        raise NotEnough(max(available, 0), amount_vnd)
    row = Payout(
        id=id or ids.new_id(),
        owner_kind=wallet.kind,
        owner_id=wallet.owner_id,
        payee_id=wallet.payee_id,
        amount_vnd=amount_vnd,
        state=rules.PayoutState.ASKED,
        sealed_account=account.sealed,
        asked_at=now,
    )
    db.session.add(row)
    _shift(row, "hold", wallet.account, wallet.hold, now)
    tell_moved(row, now)
    return row


def cancel_payout(*, row: Payout, by: Person, now: datetime) -> None:
    """Let the money go back while it is in no file. Repeating changes nothing. Raises HouseholdOnly, WrongState."""
    if by.id != row.payee_id:
        raise rules.HouseholdOnly
    if row.state != rules.PayoutState.CANCELLED:
        _end(row, rules.PayoutState.CANCELLED, "payee", now)
        _shift(row, "released", row.wallet.hold, row.wallet.account, now)


def end_payout(*, row: Payout, paid: bool, note: str, by: Person, now: datetime) -> None:
    """What the bank said of a payout that was sent to it. Repeating the same changes nothing.

    Money that was sent comes back by another than who sent it. Raises SameOperator, WrongState.
    """
    to = rules.PayoutState.PAID if paid else rules.PayoutState.FAILED
    if row.state == to:
        return
    _end(row, to, "bank", now, note)
    if by.id in (row.payee_id, None if paid else row.sent_by_id):
        raise errors.SameOperator
    if paid:
        _shift(row, "paid", row.wallet.hold, accounts.BANK, now, by.id)
    else:
        _shift(row, "released", row.wallet.hold, row.wallet.account, now, by.id)
    notice = "payout_sent" if paid else "payout_failed"
    notify(person_id=row.payee_id, notice=notice, words=money.amount_words(row.amount_vnd), now=now)


def _end(row: Payout, to: rules.PayoutState, by: str, now: datetime, note: str = "") -> None:
    rules.STATES.role_for(rules.PayoutState(row.state), to, roles={by})
    row.state, row.ended_at, row.note = to, now, note
    tell_moved(row, now)


def tell_moved(row: Payout, now: datetime) -> None:
    """Let it be known what became of the money."""
    told: dict[str, Any] = {"owner_kind": row.owner_kind, "owner_id": row.owner_id, "amount_vnd": row.amount_vnd}
    events.publish(rules.PayoutMoved(at=now, payout_id=row.id, way=rules.Way.BANK, state=row.state, **told))


def _shift(row: Payout, what: str, source: Account, target: Account, now: datetime, by_id: UUID | None = None) -> None:
    post(
        key=f"payout:{row.id}:{what}",
        kind=f"payout_{what}",
        reference=str(row.id),
        debit={source: row.amount_vnd},
        credit={target: row.amount_vnd},
        now=now,
        by_id=by_id,
    )

"""The one way into the ledger. An entry balances, is posted once, and never takes what is not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from market.db import db
from market.payments.actions.checkpoints import ask_for_checkpoints, make_row
from market.payments.models.ledger import LedgerAccount, LedgerEntry, Posting
from market.payments.queries.ledger import balance, entry_with, is_posted
from market.payments.rules.accounts import LOCKED_TO_TAKE, NEVER_NEGATIVE, Account, Kind
from market.payments.rules.ledger import NotEnough, TillTooLow

Amounts = Mapping[Account, int]


def post(
    *,
    key: str,
    kind: str,
    reference: str,
    debit: Amounts,
    credit: Amounts,
    now: datetime,
    by_id: UUID | None = None,
    note: str = "",
) -> bool:
    """Post what `key` names, in whole đồng, both sides alike; False if it was posted before (nothing happens then).

    Amounts of nothing are left out. Accounts that must not go below nothing are held and checked first: raises
    TillTooLow for a post office's cash, NotEnough for the rest. Raises ValueError for an entry that does not balance.
    """
    lines = _lines(debit, credit)
    if not lines:
        return False
    hold(account for account, amount in lines if amount * account.side < 0)
    if is_posted(key):  # asked after the locks: who waited for them sees what the other has posted
        return False
    for account, amount in lines:
        _require_enough(account, -amount * account.side)
    entry = LedgerEntry(key=key, kind=kind, reference=reference, at=now, by_id=by_id, note=note)
    entry.postings = [
        Posting(line_no=line_no, kind=account.kind, owner=account.owner, amount_vnd=amount)
        for line_no, (account, amount) in enumerate(lines, start=1)
    ]
    db.session.add(entry)
    db.session.flush()  # a key posted meanwhile must show now, so that the work is tried again
    ask_for_checkpoints(entry)
    return True


def undo(key: str, *, now: datetime, by_id: UUID | None = None) -> bool:
    """Post the opposite of what was posted as `key`; the one way to take something back. Once: False after that.

    Raises NotEnough, TillTooLow where the money is no longer there.
    """
    entry = entry_with(key)
    if entry is None:
        return False
    turned = [(Account(Kind(line.kind), line.owner), -line.amount_vnd) for line in entry.postings]
    return post(
        key=f"undo:{key}",
        kind="undo",
        reference=entry.reference,
        debit={account: amount for account, amount in turned if amount > 0},
        credit={account: -amount for account, amount in turned if amount < 0},
        now=now,
        by_id=by_id,
        note=entry.kind,
    )


def can_undo(key: str) -> bool:
    """Whether the cash that `key` brought in is still where it was put. Holds it until this transaction ends."""
    entry = entry_with(key)
    lines = (
        [] if entry is None else [(Account(Kind(line.kind), line.owner), line.amount_vnd) for line in entry.postings]
    )
    taken = [(account, amount * account.side) for account, amount in lines if amount * account.side > 0]
    hold(account for account, _ in taken)
    guarded = [(account, amount) for account, amount in taken if account.kind in NEVER_NEGATIVE]
    return bool(lines) and all(balance(account) >= amount for account, amount in guarded)


def current(key: str) -> str:
    """The key of something that may be undone and happen again: `key:0`, after its undoing `key:1`, and so on."""
    turn = 0
    while is_posted(f"undo:{key}:{turn}"):
        turn += 1
    return f"{key}:{turn}"


def hold(accounts: Iterable[Account]) -> None:
    """Hold those of `accounts` that two must not empty at once until this transaction ends, in one order for all."""
    for account in sorted(account for account in set(accounts) if account.kind in LOCKED_TO_TAKE):
        make_row(account)
        row = select(LedgerAccount.kind).filter_by(kind=account.kind, owner=account.owner)
        db.session.execute(row.with_for_update())


def _lines(debit: Amounts, credit: Amounts) -> list[tuple[Account, int]]:
    if sum(debit.values()) != sum(credit.values()) or min([0, *debit.values(), *credit.values()]) < 0:
        raise ValueError("an entry's debits and credits are whole, not negative, and alike")
    if debit.keys() & credit.keys():
        raise ValueError("an account stands on one side of an entry")
    signed = [*debit.items(), *((account, -amount) for account, amount in credit.items())]
    return [(account, amount) for account, amount in signed if amount]


def _require_enough(account: Account, taken_vnd: int) -> None:
    if taken_vnd <= 0 or account.kind not in NEVER_NEGATIVE:
        return
    there = balance(account)
    if there < taken_vnd:
        refusal = TillTooLow if account.kind in (Kind.TILL, Kind.COURIER) else NotEnough
        raise refusal(there, taken_vnd)

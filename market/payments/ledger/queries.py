"""Balances and entries of the ledger (double entry), and the ledger as the owner of one account sees it."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Select, func, or_, select, tuple_

from market.db import db
from market.payments.ledger.accounts import Account, Kind
from market.payments.ledger.models import LedgerAccount, LedgerEntry, Posting


def balance(account: Account) -> int:
    """What the account holds, in đồng, told from its own side; negative when it owes."""
    return account.side * _debits(account)


def balances(accounts: Collection[Account]) -> dict[Account, int]:
    """The same for many, without checkpoints: for audits and screens of a few accounts."""
    sums = dict.fromkeys(accounts, 0)
    wanted = select(Posting.kind, Posting.owner, func.sum(Posting.amount_vnd)).group_by(Posting.kind, Posting.owner)
    keys = [(str(account.kind), account.owner) for account in accounts]
    for kind, owner, total in db.session.execute(wanted.where(tuple_(Posting.kind, Posting.owner).in_(keys))):
        account = Account(Kind(kind), owner)
        sums[account] = account.side * int(total)
    return sums


def moved(reference: str, account: Account) -> int:
    """What the entries that belong to `reference` have put into `account` in all, in đồng, told from its own side."""
    # Joined, SQLite reads all that was ever posted to the account: what all buyers owe grows with every order.
    of_reference = select(LedgerEntry.id).where(LedgerEntry.reference == reference)
    ours = (Posting.kind == account.kind) & (Posting.owner == account.owner) & Posting.entry_id.in_(of_reference)
    return account.side * int(db.session.scalar(select(func.sum(Posting.amount_vnd)).where(ours)) or 0)


def is_used(account: Account) -> bool:
    """Whether anything was ever posted to the account."""
    mine = (Posting.kind == account.kind) & (Posting.owner == account.owner)
    return db.session.scalar(select(Posting.entry_id).where(mine).limit(1)) is not None


def is_posted(key: str) -> bool:
    """Whether the thing that `key` names has been posted."""
    return db.session.scalar(select(LedgerEntry.id).where(LedgerEntry.key == key)) is not None


def entry_with(key: str) -> LedgerEntry | None:
    return db.session.scalars(select(LedgerEntry).where(LedgerEntry.key == key)).first()


def _debits(account: Account) -> int:
    # One statement, so that a checkpoint moved meanwhile is seen with its sum or not at all.
    mine = (LedgerAccount.kind == account.kind) & (LedgerAccount.owner == account.owner)
    done = select(LedgerAccount.checkpoint_id).where(mine).scalar_subquery()
    start = select(LedgerAccount.checkpoint_vnd).where(mine).scalar_subquery()
    since = or_(done.is_(None), Posting.entry_id > done)
    rest = select(func.sum(Posting.amount_vnd)).where(
        Posting.kind == account.kind, Posting.owner == account.owner, since
    )
    total = select(func.coalesce(start, 0) + func.coalesce(rest.scalar_subquery(), 0))
    return int(db.session.scalar(total) or 0)


def entries_of(account: Account) -> Select[LedgerEntry]:
    """What was posted to one account."""
    mine = select(Posting.entry_id).where(Posting.kind == account.kind, Posting.owner == account.owner)
    return select(LedgerEntry).where(LedgerEntry.id.in_(mine))


def entries_shown(entries: Iterable[LedgerEntry], account: Account) -> list[dict[str, Any]]:
    """Each entry with what it did to `account`, and no other line of it."""
    return [
        {
            "id": entry.id,
            "at": entry.at,
            "kind": entry.kind,
            "reference": entry.reference,
            "amount_vnd": change_of(entry, account),
        }
        for entry in entries
    ]


def change_of(entry: LedgerEntry, account: Account) -> int:
    """What `entry` added to `account`, in đồng, told from its own side."""
    return account.side * sum(
        line.amount_vnd for line in entry.postings if (line.kind, line.owner) == (account.kind, account.owner)
    )

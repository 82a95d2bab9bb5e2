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
    if not sums:
        return sums
    wanted = select(Posting.kind, Posting.owner, func.sum(Posting.amount_vnd)).group_by(Posting.kind, Posting.owner)
    keys = [(str(account.kind), account.owner) for account in accounts]
    for kind, owner, total in db.session.execute(wanted.where(tuple_(Posting.kind, Posting.owner).in_(keys))):
        account = Account(Kind(kind), owner)
        sums[account] = account.side * int(total)
    return sums


def moved(references: Collection[str], kind: Kind) -> dict[tuple[str, str], int]:
    """What the entries that belong to `references` have put into accounts of a kind, in đồng, told from their own side.

    By reference and owner; where nothing was posted there is nothing.
    """
    # Joined, SQLite reads all that was ever posted to the account: what all buyers owe grows with every order.
    ours = select(LedgerEntry.id).where(LedgerEntry.reference.in_(references))
    whose = select(LedgerEntry.reference).where(LedgerEntry.id == Posting.entry_id).scalar_subquery()
    wanted = select(whose, Posting.owner, func.sum(Posting.amount_vnd)).group_by(whose, Posting.owner)
    found = db.session.execute(wanted.where(Posting.kind == kind, Posting.entry_id.in_(ours)))
    side = Account(kind).side
    return {(reference, owner): side * int(total) for reference, owner, total in found}


def is_used(account: Account) -> bool:
    """Whether anything was ever posted to the account."""
    mine = (Posting.kind == account.kind) & (Posting.owner == account.owner)
    return db.session.scalar(select(Posting.entry_id).where(mine).limit(1)) is not None


def is_posted(key: str) -> bool:
    """Whether the thing that `key` names has been posted."""
    return bool(posted([key]))


def posted(keys: Collection[str]) -> set[str]:
    """Those of `keys` whose things have been posted."""
    return set(db.session.scalars(select(LedgerEntry.key).where(LedgerEntry.key.in_(keys))))


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

"""Checkpoints: the sum of what is long past, kept so that a busy account's balance stays a short sum."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from market import ids, outbox
from market.db import db, insert_absent, locked
from market.payments.ledger.accounts import Account, Kind
from market.payments.ledger.models import LedgerAccount, LedgerEntry, Posting

CHECKPOINT = "ledger.checkpoint"
# About one posting in so many asks for one, by chance of its id: no account must be counted to know.
ONE_IN = 500
# Ids are in the order in which entries were made, not in which they were committed; no transaction lasts this long.
SETTLED_AFTER = timedelta(hours=1)


def ask_for_checkpoints(entry: LedgerEntry) -> None:
    """Have the accounts of an entry that chance has picked given a checkpoint once it is settled."""
    if entry.id.int % ONE_IN == 0:
        for line in entry.postings:
            due_at = entry.at + 2 * SETTLED_AFTER
            outbox.put(CHECKPOINT, {"kind": line.kind, "owner": line.owner}, now=entry.at, due_at=due_at)


def set_checkpoint(payload: dict[str, Any], now: datetime) -> None:
    """Move the checkpoint of one account up to an hour ago. The balance is the same before and after."""
    account = Account(Kind(payload["kind"]), payload["owner"])
    make_rows([account])
    row = db.session.scalars(locked(select(LedgerAccount).filter_by(kind=account.kind, owner=account.owner))).one()
    mine = (Posting.kind == account.kind) & (Posting.owner == account.owner)
    if row.checkpoint_id is not None:
        mine &= Posting.entry_id > row.checkpoint_id
    settled = mine & (Posting.entry_id < ids.first_id_of(now - SETTLED_AFTER))
    newest = db.session.scalar(select(Posting.entry_id).where(settled).order_by(Posting.entry_id.desc()).limit(1))
    if newest is not None:
        total = db.session.scalar(select(func.sum(Posting.amount_vnd)).where(mine, Posting.entry_id <= newest))
        row.checkpoint_id, row.checkpoint_vnd = newest, row.checkpoint_vnd + int(total or 0)


def make_rows(accounts: Collection[Account]) -> None:
    """Have a row of each to hold. Two may make it at once."""
    insert_absent(
        LedgerAccount, [{"kind": account.kind, "owner": account.owner, "checkpoint_vnd": 0} for account in accounts]
    )

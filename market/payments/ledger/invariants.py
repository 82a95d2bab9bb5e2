"""What must always be true of the ledger: debits are credits, nothing is below nothing, checkpoints are sums."""

from collections.abc import Iterator

from sqlalchemy import func, select

from market.db import db
from market.money import dong
from market.payments.ledger.accounts import NEVER_NEGATIVE, Account, Kind
from market.payments.ledger.models import LedgerAccount, LedgerEntry, Posting

_TOTAL = func.sum(Posting.amount_vnd)


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken."""
    yield from _unbalanced()
    yield from _below_nothing()
    yield from _wrong_checkpoints()


def _unbalanced() -> Iterator[str]:
    sums = select(LedgerEntry.key, func.coalesce(_TOTAL, 0), func.count(Posting.line_no)).outerjoin(Posting)
    wrong = sums.group_by(LedgerEntry.id, LedgerEntry.key).having((_TOTAL != 0) | (func.count(Posting.line_no) < 2))
    for key, total, count in db.session.execute(wrong):
        yield f"ledger entry {key}: {count} lines are off by {dong(total)} đ"


def _below_nothing() -> Iterator[str]:
    sums = select(Posting.kind, Posting.owner, _TOTAL).where(Posting.kind.in_(NEVER_NEGATIVE))
    for kind, owner, total in db.session.execute(sums.group_by(Posting.kind, Posting.owner)):
        if total * Account(Kind(kind), owner).side < 0:
            yield f"account {kind} {owner}: holds less than nothing ({dong(total)} đ)"


def _wrong_checkpoints() -> Iterator[str]:
    mine = (Posting.kind == LedgerAccount.kind) & (Posting.owner == LedgerAccount.owner)
    covered = select(func.coalesce(_TOTAL, 0)).where(mine, Posting.entry_id <= LedgerAccount.checkpoint_id)
    sums = select(LedgerAccount, covered.correlate(LedgerAccount).scalar_subquery())
    for account, total in db.session.execute(sums.where(LedgerAccount.checkpoint_id.is_not(None))):
        if account.checkpoint_vnd != total:
            said = f"{dong(account.checkpoint_vnd)} đ, not {dong(total)} đ"
            yield f"account {account.kind} {account.owner}: its checkpoint is {said}"

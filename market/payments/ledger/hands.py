"""In whose hands the cash of a post office's couriers is: the ledger says so of each posting to their account.

What was taken in before names were kept is in nobody's (None): it is handed in under no name.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from market.db import db
from market.payments.ledger.accounts import Account, Kind
from market.payments.ledger.models import LedgerEntry, Posting

_TOTAL = func.sum(Posting.amount_vnd)


def of(office: str) -> ColumnElement[bool]:
    """The postings of one post office's couriers."""
    return (Posting.kind == Kind.COURIER) & (Posting.owner == office)


def held_at(office: str) -> dict[UUID | None, int]:
    """Who carries how much of an office's cash, in đồng; whoever carries nothing is left out."""
    sums = select(Posting.holder_id, _TOTAL).where(of(office)).group_by(Posting.holder_id).having(_TOTAL != 0)
    return {holder: int(total) for holder, total in db.session.execute(sums)}


def held_by(person_id: UUID) -> dict[str, int]:
    """Post office → đồng of its cash that the person carries."""
    mine = (Posting.kind == Kind.COURIER) & (Posting.holder_id == person_id)
    sums = select(Posting.owner, _TOTAL).where(mine).group_by(Posting.owner).having(_TOTAL != 0)
    return {office: int(total) for office, total in db.session.execute(sums.order_by(Posting.owner))}


def in_hands(account: Account, holder_id: UUID | None) -> int:
    """What of the couriers' `account` is in the hands of one of them."""
    mine = of(account.owner) & Posting.holder_id.is_not_distinct_from(holder_id)
    return int(db.session.scalar(select(_TOTAL).where(mine)) or 0)


def lines_of(person_id: UUID) -> Select[UUID, datetime, str, str, str, int]:
    """Each entry that brought cash into the person's hands or took it out: of which post office, and how much."""
    entry = (LedgerEntry.id, LedgerEntry.at, LedgerEntry.kind, LedgerEntry.reference)
    lines = select(*entry, Posting.owner.label("post_office_code"), Posting.amount_vnd).join(Posting)
    return lines.where(Posting.kind == Kind.COURIER, Posting.holder_id == person_id)

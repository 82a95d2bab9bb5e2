"""The ledger as the owner of one account sees it; and whose money one may look into or take out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.models import Shop
from market.catalog.queries import acts_for, shop_for
from market.errors import NotAllowed
from market.payments.models.ledger import LedgerEntry, Posting
from market.payments.rules.accounts import Account


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


def shop_to_look_into(shop_id: UUID, by: Person, *, now: datetime) -> Shop:
    """The shop, if `by` may see its money: household, team, operator. Raises NotFound, NotAllowed."""
    shop = shop_for(shop_id, by, now=now)
    if acts_for(by, shop) is None and not by.holds(RoleName.OPERATOR):
        raise NotAllowed
    return shop

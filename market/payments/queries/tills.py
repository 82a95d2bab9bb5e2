"""Reads of tills. A till is its post office's own business, and the operator's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.clock import day_of
from market.db import db
from market.delivery.models import PostOffice
from market.delivery.rules import NotYourOffice
from market.errors import NotFound
from market.payments.models.ledger import LedgerEntry, Posting
from market.payments.models.tills import TillMovement
from market.payments.queries.ledger import balance
from market.payments.rules import accounts
from market.payments.rules.accounts import Kind


def office_for(code: str, person: Person, *, may_look: bool = False) -> str:
    """The code of a post office at which `person` is a clerk; operators may look. Raises NotFound, NotYourOffice."""
    if db.session.get(PostOffice, code) is None:
        raise NotFound
    if not person.holds(RoleName.CLERK, code) and not (may_look and person.holds(RoleName.OPERATOR)):
        raise NotYourOffice(office=code)
    return code


def till_shown(office: str, *, now: datetime) -> dict[str, Any]:
    """What is in the till and with the couriers, and what the day has brought so far, in đồng by kind."""
    begin, _ = day_of(now)
    return {
        "post_office_code": office,
        "till_vnd": balance(accounts.till(office)),
        "couriers_vnd": balance(accounts.courier(office)),
        "today": {"opening_vnd": _until(office, begin), "changes": _changes(office, begin)},
        "last_count": db.session.scalars(
            movements(office).where(TillMovement.kind == "count").order_by(TillMovement.id.desc()).limit(1)
        ).first(),
    }


def movements(office: str) -> Select[TillMovement]:
    """What was done to the till by hand."""
    return select(TillMovement).where(TillMovement.post_office_code == office)


def _changes(office: str, begin: datetime) -> list[dict[str, Any]]:
    rows = db.session.execute(
        _sums(office, LedgerEntry.at >= begin).group_by(LedgerEntry.kind).order_by(LedgerEntry.kind)
    )
    return [{"kind": kind, "amount_vnd": int(amount)} for amount, kind in rows]


def _until(office: str, begin: datetime) -> int:
    return sum(
        int(amount)
        for amount, _ in db.session.execute(_sums(office, LedgerEntry.at < begin).group_by(LedgerEntry.kind))
    )


def _sums(office: str, when: Any) -> Any:
    mine = (Posting.kind == Kind.TILL) & (Posting.owner == office)
    return select(func.sum(Posting.amount_vnd), LedgerEntry.kind).join(LedgerEntry).where(mine, when)

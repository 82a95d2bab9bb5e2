"""Reads of tills. A till is its post office's own business, and the operator's."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from market.clock import day_of
from market.db import db
from market.delivery.rules.news import DayAsked
from market.payments.ledger import accounts, hands
from market.payments.ledger.accounts import Account
from market.payments.ledger.models import LedgerEntry, Posting
from market.payments.ledger.queries import balance
from market.payments.tills import couriers
from market.payments.tills.models import TillMovement


def till_shown(office: str, *, now: datetime) -> dict[str, Any]:
    """What is in the till and with the couriers, and what the day has brought so far, in đồng by kind."""
    begin, end = day_of(now)
    return {
        "post_office_code": office,
        "till_vnd": balance(accounts.till(office)),
        "couriers_vnd": balance(accounts.courier(office)),
        "couriers": couriers.owing(office),
        "unnamed_vnd": hands.in_hands(accounts.courier(office), None),
        "today": {"opening_vnd": _until(accounts.till(office), begin), "changes": _changes(office, begin, end)},
        "last_count": db.session.scalars(
            movements(office).where(TillMovement.kind == "count").order_by(TillMovement.id.desc()).limit(1)
        ).first(),
    }


def add_till(asked: DayAsked) -> None:
    """Add the till to what is told of an office's day: how it opened, what changed it, how it closed (đồng)."""
    office = asked.post_office_code
    carrying = couriers.day_by_courier(office, asked.begin, asked.end)
    asked.parts["till"] = {
        "opening_vnd": _until(accounts.till(office), asked.begin),
        "changes": _changes(office, asked.begin, asked.end),
        "closing_vnd": _until(accounts.till(office), asked.end),
        "couriers_vnd": sum(courier["owes_vnd"] for courier in carrying),
        "couriers": carrying,
    }


def movements(office: str) -> Select[TillMovement]:
    """What was done to the till by hand."""
    return select(TillMovement).where(TillMovement.post_office_code == office)


def _changes(office: str, begin: datetime, end: datetime) -> list[dict[str, Any]]:
    within = (LedgerEntry.at >= begin) & (LedgerEntry.at < end)
    sums = _sum(accounts.till(office), within).add_columns(LedgerEntry.kind)
    rows = db.session.execute(sums.group_by(LedgerEntry.kind).order_by(LedgerEntry.kind))
    return [{"kind": kind, "amount_vnd": int(amount)} for amount, kind in rows]


def _until(account: Account, end: datetime) -> int:
    return int(db.session.scalar(_sum(account, LedgerEntry.at < end)) or 0)


def _sum(account: Account, when: ColumnElement[bool]) -> Select[Any]:
    mine = (Posting.kind == account.kind) & (Posting.owner == account.owner)
    return select(func.sum(Posting.amount_vnd)).join(LedgerEntry).where(mine, when)

"""What the worker does to cash-outs whose time is over, each in a transaction of its own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from market.db import db, transaction
from market.errors import WrongState
from market.payments.actions.cash_outs import expire_cash_out
from market.payments.models.cash_outs import CashOut
from market.payments.queries.cash_outs import due_to_expire


def expire_due(*, now: datetime, limit: int = 100) -> int:
    """Let go of every cash-out that nobody came for; returns how many."""
    due = transaction(lambda: due_to_expire(now, limit=limit))
    return sum(transaction(lambda row_id=row_id: _expire(row_id, now)) for row_id in due)  # type: ignore[misc]


def _expire(row_id: UUID, now: datetime) -> bool:
    locked = select(CashOut).where(CashOut.id == row_id).with_for_update().execution_options(populate_existing=True)
    row = db.session.scalars(locked).one()
    if row.expires_at > now:  # a new code was given meanwhile
        return False
    try:
        expire_cash_out(row=row, now=now)
    except WrongState:
        return False
    return True

"""Carrying out what has waited long enough, each in a transaction of its own."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from market.accounts.lost_phones import actions, models, queries, rules
from market.db import db, locked, transaction


def carry_out_due(*, now: datetime, limit: int = 100) -> int:
    """Move every account whose three days are over; returns how many were looked at."""
    due = transaction(lambda: queries.due(now, limit=limit))
    return sum(transaction(lambda change_id=change_id: _carry_out(change_id, now)) for change_id in due)  # type: ignore[misc]


def _carry_out(change_id: UUID, now: datetime) -> bool:
    change = db.session.scalars(locked(select(models.PhoneChange).filter_by(id=change_id))).one()
    if change.state != rules.ChangeState.AGREED:  # refused meanwhile
        return False
    actions.carry_out(change=change, now=now)
    return True

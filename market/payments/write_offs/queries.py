"""Reads of write-offs."""

from typing import Any

from sqlalchemy import Select, select

from market.db import db, locked
from market.payments.write_offs.models import WriteOff


def locked_write_off(subject: str) -> WriteOff | None:
    """What was asked for one deed, held until this transaction ends."""
    return db.session.scalars(locked(select(WriteOff).filter_by(subject=subject))).first()


def write_offs(*, waiting: bool) -> Select[Any]:
    """Those that wait for a second operator, or those that two have agreed on."""
    return select(WriteOff).where(WriteOff.agreed_at.is_(None) if waiting else WriteOff.agreed_at.is_not(None))

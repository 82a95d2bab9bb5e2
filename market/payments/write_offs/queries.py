"""Reads of write-offs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from market.db import db
from market.payments.write_offs.models import WriteOff


def locked_write_off(subject: str) -> WriteOff | None:
    """What was asked for one deed, held until this transaction ends."""
    wanted = select(WriteOff).filter_by(subject=subject).with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(wanted).first()


def write_offs(*, waiting: bool) -> Select[Any]:
    """Those that wait for a second operator, or those that two have agreed on."""
    return select(WriteOff).where(WriteOff.agreed_at.is_(None) if waiting else WriteOff.agreed_at.is_not(None))

"""The tries of one-time codes (OTP), counted before anybody compares; guarded, so that racing guesses share them."""

from datetime import datetime
from typing import Any

from sqlalchemy import update

from market.db import db

TRIES_PER_CODE = 5


def take_try(row: Any, *guards: Any, counter: str = "tries") -> bool:
    """Take one of the row's tries; False when none is left, or where `guards` forbid. Commit before comparing."""
    tries = getattr(type(row), counter)
    return _change(row, tries < TRIES_PER_CODE, *guards, **{counter: tries + 1})


def give_try_back(row: Any, *guards: Any) -> bool:
    """The code was right: that try was no guess."""
    return _change(row, type(row).tries > 0, *guards, tries=type(row).tries - 1)


def spend_code(row: Any, *, now: datetime) -> bool:
    """Use the code up; False when somebody already has."""
    return _change(row, type(row).used_at.is_(None), used_at=now)


def _change(row: Any, *guards: Any, **values: Any) -> bool:
    change = update(type(row)).where(type(row).id == row.id, *guards).values(values)
    done: Any = db.session.execute(change.execution_options(synchronize_session=False))
    return bool(done.rowcount)

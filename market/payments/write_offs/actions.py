"""Giving money up: at once up to the set sum, above it when a second operator wants the same."""

from datetime import datetime

from sqlalchemy import delete

from market.accounts.models import Person
from market.db import db
from market.payments.rates.queries import rate_vnd
from market.payments.rates.rules import SECOND_APPROVAL
from market.payments.write_offs import models, queries


def agree(*, subject: str, amount_vnd: int, note: str, by: Person, now: datetime) -> bool:
    """Whether `amount_vnd` đồng may be given up now. Who asked first changes nothing by asking again.

    More than was asked for, and what was let be meanwhile (`forget`), is asked for anew.
    """
    if amount_vnd <= rate_vnd(SECOND_APPROVAL, now):
        return True
    asked = queries.locked_write_off(subject)
    if asked is None or (asked.agreed_at is None and amount_vnd > asked.amount_vnd):
        forget(subject=subject)
        row = models.WriteOff(subject=subject, amount_vnd=amount_vnd, note=note, asked_by_id=by.id, asked_at=now)
        db.session.add(row)
        return False
    if asked.agreed_at is None and asked.asked_by_id != by.id:
        asked.agreed_by_id, asked.agreed_at = by.id, now
    return asked.agreed_at is not None


def forget(*, subject: str) -> None:
    """It was decided otherwise: nobody has asked."""
    db.session.execute(
        delete(models.WriteOff).where(models.WriteOff.subject == subject, models.WriteOff.agreed_at.is_(None))
    )

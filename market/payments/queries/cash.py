"""Reads of cash on delivery."""

from collections.abc import Collection

from sqlalchemy import select

from market.db import db
from market.payments.models.cash import CashOnDelivery


def cash_for(reference: str) -> CashOnDelivery | None:
    """What is or was to be collected for `reference`."""
    return db.session.get(CashOnDelivery, reference)


def cash_for_all(references: Collection[str]) -> dict[str, CashOnDelivery]:
    """The same for many, by reference, in one statement."""
    rows = db.session.scalars(select(CashOnDelivery).where(CashOnDelivery.reference.in_(references)))
    return {cash.reference: cash for cash in rows}

"""Reads of cash on delivery."""

from sqlalchemy import select

from market import errors
from market.db import db, locked
from market.http import Json, pack_cursor, text_in
from market.payments.cash.models import CashOnDelivery
from market.payments.cash.rules import CashState


def cash_for(reference: str) -> CashOnDelivery | None:
    """What is or was to be collected for `reference`."""
    return db.session.get(CashOnDelivery, reference)


def is_kept(reference: str) -> bool:
    """Whether the household has taken it herself."""
    cash = cash_for(reference)
    return cash is not None and cash.state == CashState.KEPT


def locked_cash(reference: str) -> CashOnDelivery:
    """The same, held. Raises NotFound."""
    return errors.found(db.session.scalars(locked(select(CashOnDelivery).filter_by(reference=reference))).first())


def cash_page(*, limit: int, cursor: str | None = None, state: str | None = None) -> Json:
    """A page of cash on delivery by its state; without one, of what waits for a person. By order number."""
    wanted = [state] if state else [CashState.SHORT, CashState.DISPUTED]
    query = select(CashOnDelivery).where(CashOnDelivery.state.in_(wanted))
    if cursor is not None:
        query = query.where(CashOnDelivery.reference > text_in(cursor))
    rows = list(db.session.scalars(query.order_by(CashOnDelivery.reference).limit(limit + 1)))
    return {"items": rows[:limit], "next": pack_cursor(rows[limit - 1].reference) if len(rows) > limit else None}

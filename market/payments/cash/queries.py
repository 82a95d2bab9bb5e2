"""Reads of cash on delivery."""

from uuid import UUID

from sqlalchemy import func, select

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


def carried_by(*, office: str | None = None, person_id: UUID | None = None) -> dict[UUID, int]:
    """Person → đồng that they have ever taken in on their way; of one office, or of one person at all of them."""
    taken = CashOnDelivery.is_carried & CashOnDelivery.taken_by_id.is_not(None)
    sums = select(CashOnDelivery.taken_by_id, func.sum(CashOnDelivery.collected_vnd)).where(taken)
    if office is not None:
        sums = sums.where(CashOnDelivery.post_office_code == office)
    if person_id is not None:
        sums = sums.where(CashOnDelivery.taken_by_id == person_id)
    rows = db.session.execute(sums.group_by(CashOnDelivery.taken_by_id))
    return {person: int(total) for person, total in rows if person is not None}


def cash_page(*, limit: int, cursor: str | None = None, state: str | None = None) -> Json:
    """A page of cash on delivery by its state; without one, of what waits for a person. By order number."""
    wanted = [state] if state else [CashState.SHORT, CashState.DISPUTED]
    query = select(CashOnDelivery).where(CashOnDelivery.state.in_(wanted))
    if cursor is not None:
        query = query.where(CashOnDelivery.reference > text_in(cursor))
    rows = list(db.session.scalars(query.order_by(CashOnDelivery.reference).limit(limit + 1)))
    return {"items": rows[:limit], "next": pack_cursor(rows[limit - 1].reference) if len(rows) > limit else None}

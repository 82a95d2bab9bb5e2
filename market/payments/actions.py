"""Cash on delivery is expected, collected once, or waived. Each may be repeated without harm."""

from datetime import datetime

from sqlalchemy import update

from market.db import db
from market.payments.models import CashOnDelivery
from market.payments.rules import CashState


def expect_cash(*, reference: str, due_vnd: int, now: datetime) -> None:
    """Whoever hands over what `reference` names must collect `due_vnd` đồng."""
    if db.session.get(CashOnDelivery, reference) is None:
        db.session.add(CashOnDelivery(reference=reference, due_vnd=due_vnd, expected_at=now))
        db.session.flush()


def record_cash(*, reference: str, collected_vnd: int, post_office_code: str | None, now: datetime) -> bool:
    """The cash was taken in; False if that was known already or nothing was expected.

    Waived cash that was taken all the same is recorded too: money in a till is never left out of the books.
    """
    return _move(
        reference,
        {CashState.DUE, CashState.WAIVED},
        state=CashState.COLLECTED,
        collected_vnd=collected_vnd,
        collected_at=now,
        post_office_code=post_office_code,
    )


def reopen_cash(*, reference: str) -> bool:
    """What was collected or waived is due again: the scan that said so does not hold. False if it was due."""
    return _move(
        reference,
        {CashState.COLLECTED, CashState.WAIVED},
        state=CashState.DUE,
        collected_vnd=0,
        collected_at=None,
        waived_at=None,
        post_office_code=None,
    )


def waive_cash(*, reference: str, now: datetime) -> bool:
    """Nothing is to be collected any more (cancelled, returned, lost); False if it was collected or waived before."""
    return _move(reference, {CashState.DUE}, state=CashState.WAIVED, waived_at=now)


def _move(reference: str, origins: set[CashState], **values: object) -> bool:
    guarded = update(CashOnDelivery).where(CashOnDelivery.reference == reference, CashOnDelivery.state.in_(origins))
    moved = guarded.values(**values).returning(CashOnDelivery.reference)
    return db.session.scalars(moved).first() is not None

"""Cash on delivery moves along its axis. Each move is guarded, so it may be repeated without harm."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update

from market.db import db
from market.payments.cash import models, rules


def expect_cash(*, reference: str, due_vnd: int, now: datetime) -> None:
    """Whoever hands over the parcel of `reference` must collect `due_vnd` đồng. Once: a parcel is packed once."""
    db.session.add(models.CashOnDelivery(reference=reference, due_vnd=due_vnd, expected_at=now))


def expect_cash_again(*, reference: str) -> None:
    """What had been waived must be collected all the same; what never was waived stays as it is."""
    move_cash(reference, rules.CashState.DUE, {rules.CashState.WAIVED}, waived_at=None)


def waive_cash(*, references: Collection[str], now: datetime) -> None:
    """Nothing is to be collected any more (cancelled, returned, lost), unless it was collected or waived before."""
    if references:
        _move(references, rules.CashState.WAIVED, {rules.CashState.DUE}, waived_at=now)


def move_cash(
    reference: str, to: rules.CashState, origins: set[rules.CashState] | None = None, **values: object
) -> bool:
    """Move the cash of `reference`, from `origins` or wherever the table allows; False if it stood elsewhere."""
    return _move([reference], to, origins, **values)


def _move(
    references: Collection[str], to: rules.CashState, origins: set[rules.CashState] | None, **values: object
) -> bool:
    """Whether any of them was moved."""
    allowed = set(rules.STATES.origins(to, "books"))
    from_these = models.CashOnDelivery.state.in_(allowed & origins if origins else allowed)
    guarded = update(models.CashOnDelivery).where(models.CashOnDelivery.reference.in_(references), from_these)
    moved = guarded.values(state=to, **values).returning(models.CashOnDelivery.reference)
    return db.session.scalars(moved.execution_options(synchronize_session="fetch")).first() is not None

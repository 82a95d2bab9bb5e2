"""What must always be true of cash on delivery."""

from collections.abc import Iterator

from sqlalchemy import exists, select

from market.db import db
from market.delivery.models import Parcel
from market.delivery.rules.parcels import ParcelState
from market.money import dong
from market.payments.cash import models, rules


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken."""
    joined = select(models.CashOnDelivery, Parcel.state, Parcel.cod_vnd).outerjoin(
        Parcel, Parcel.reference == models.CashOnDelivery.reference
    )
    for cash, parcel_state, cod_vnd in db.session.execute(joined.execution_options(yield_per=500)):
        yield from _wrong_sum(cash)
        yield from _wrong_moment(cash, parcel_state)
        if cod_vnd not in (None, cash.due_vnd):
            yield f"cash for {cash.reference} is {dong(cash.due_vnd)} đ, but its parcel says {dong(cod_vnd)} đ"
    yield from _not_expected()


def _not_expected() -> Iterator[str]:
    known = exists().where(models.CashOnDelivery.reference == Parcel.reference)
    for reference, cod_vnd in db.session.execute(
        select(Parcel.reference, Parcel.cod_vnd).where(Parcel.cod_vnd > 0, ~known)
    ):
        yield f"the parcel of {reference} asks for {dong(cod_vnd)} đ, but no cash is expected"


def _taken_in(cash: models.CashOnDelivery) -> bool:
    """Whether the money was taken in, by the post or the household; what was waived after that was only given up."""
    if cash.state == rules.CashState.KEPT:
        return True
    return cash.state in rules.TAKEN_IN or (cash.state == rules.CashState.WAIVED and cash.collected_at is not None)


def _wrong_sum(cash: models.CashOnDelivery) -> Iterator[str]:
    expected = cash.due_vnd if _taken_in(cash) else 0
    if cash.collected_vnd != expected:
        held = f"{dong(cash.collected_vnd)} đ instead of {dong(expected)} đ"
        yield f"cash for {cash.reference} is {cash.state} with {held}"
    if (cash.collected_at is not None) != _taken_in(cash):
        yield f"cash for {cash.reference} is {cash.state}, but collected_at is {cash.collected_at}"
    remitted = cash.state in (rules.CashState.REMITTED, rules.CashState.RECONCILED)
    if remitted and cash.remitted_vnd != cash.collected_vnd:
        yield f"cash for {cash.reference} is {cash.state}, but {dong(cash.remitted_vnd)} đ of it were remitted"


# Only a scan says so; what the carrier's statement has named, or a person looks into or has given up, stands alone.
_BY_SCAN = (rules.CashState.COLLECTED, rules.CashState.SHORT)


def _wrong_moment(cash: models.CashOnDelivery, parcel_state: str | None) -> Iterator[str]:
    if parcel_state is None:
        return  # fetched by its buyer: orders know when
    delivered = parcel_state == ParcelState.DELIVERED
    if (delivered and not _taken_in(cash)) or (cash.state in _BY_SCAN and not delivered):
        yield f"cash for {cash.reference} is {cash.state}, but its parcel is {parcel_state}"

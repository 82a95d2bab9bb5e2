"""Calls to the carrier. The outbox entry is the recorded intent; the call stands outside every transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import select

from market.db import db, transaction
from market.delivery.actions import record_booking
from market.delivery.actions.parcels import BOOK, WITHDRAW
from market.delivery.carriers import CARRIERS, Booking, CarrierError
from market.delivery.models import Parcel
from market.delivery.rules import ParcelState, Recipient
from market.outbox import Handler, outside

_log = structlog.get_logger()


def book_parcel(parcel_id: UUID, now: datetime) -> None:
    """Book a parcel that is asked for and not yet booked. Raises CarrierError when a later try may succeed.

    What the carrier refuses for good stays `requested`, is logged, and is found by `market audit`;
    the household can hand the parcel in all the same, for its number is ours.
    """
    parcel = transaction(lambda: _parcel(parcel_id))
    if parcel.booked_at is not None or parcel.state == ParcelState.CANCELLED:
        return
    try:
        given = CARRIERS[parcel.carrier].book(_booking(parcel), idempotency_key=f"book-{parcel_id}")
    except CarrierError as error:
        if error.retry:
            raise
        _log.warning("booking refused", tracking_number=parcel.tracking_number, error=type(error).__name__)
        return
    transaction(lambda: record_booking(parcel_id=parcel_id, carrier_reference=given, now=now))


def withdraw_booking(parcel_id: UUID) -> None:
    """Tell the carrier that a cancelled parcel will not come. Raises CarrierError when a later try may succeed.

    Called by our own number, for a booking whose answer was lost has none of the carrier's.
    """
    parcel = transaction(lambda: _parcel(parcel_id))
    try:
        CARRIERS[parcel.carrier].cancel(parcel.tracking_number, idempotency_key=f"withdraw-{parcel_id}")
    except CarrierError as error:
        if error.retry:
            raise
        _log.warning("withdrawal refused", tracking_number=parcel.tracking_number, error=type(error).__name__)


@outside
def _on_book(payload: dict[str, Any], now: datetime) -> None:
    book_parcel(UUID(payload["parcel_id"]), now)


@outside
def _on_withdraw(payload: dict[str, Any], _now: datetime) -> None:
    withdraw_booking(UUID(payload["parcel_id"]))


HANDLERS: dict[str, Handler] = {BOOK: _on_book, WITHDRAW: _on_withdraw}


def _parcel(parcel_id: UUID) -> Parcel:
    fresh = select(Parcel).where(Parcel.id == parcel_id).execution_options(populate_existing=True)
    return db.session.scalars(fresh).one()


def _booking(parcel: Parcel) -> Booking:
    return Booking(
        tracking_number=parcel.tracking_number,
        reference=parcel.reference,
        sender_name=parcel.sender_name,
        from_commune=parcel.from_commune,
        recipient=Recipient(parcel.recipient_name, parcel.recipient_phone, parcel.to_commune, parcel.address_line),
        weight_g=parcel.weight_g,
        cod_vnd=parcel.cod_vnd,
        declared_vnd=parcel.declared_vnd,
    )

"""Calls to the carrier, as jobs of the outbox: the entry is the recorded intent, the call stands in no transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import select

from market.db import db, transaction
from market.delivery.actions import record_booking
from market.delivery.carriers import CARRIERS, Booking, CarrierError
from market.delivery.models import Parcel
from market.delivery.rules import ParcelState, Recipient

_log = structlog.get_logger()


def book_parcel(payload: dict[str, Any], now: datetime) -> None:
    """Book the parcel `parcel_id`, if it is asked for and not yet booked.

    Raises CarrierError when a later try may succeed. What the carrier refuses for good stays
    `requested`, is logged, and is found by `market audit`; the household can hand the parcel in
    all the same, for its number is ours.
    """
    parcel_id = UUID(payload["parcel_id"])
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


def withdraw_booking(payload: dict[str, Any], _now: datetime) -> None:
    """Tell the carrier that the cancelled parcel `parcel_id` will not come.

    Raises CarrierError when a later try may succeed. It is named by our own number, for a
    booking whose answer was lost has none of the carrier's.
    """
    parcel_id = UUID(payload["parcel_id"])
    parcel = transaction(lambda: _parcel(parcel_id))
    try:
        CARRIERS[parcel.carrier].cancel(parcel.tracking_number, idempotency_key=f"withdraw-{parcel_id}")
    except CarrierError as error:
        if error.retry:
            raise
        _log.warning("withdrawal refused", tracking_number=parcel.tracking_number, error=type(error).__name__)


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

"""Calls to the carrier, as jobs of the outbox: the entry is the recorded intent, the call stands in no transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import select

from market.accounts import queries as accounts
from market.accounts.actions import count_try
from market.accounts.rules import Limit, Visitor
from market.db import db, reading, transaction
from market.delivery.actions import holds, parcels
from market.delivery.actions.parcels import record_booking
from market.delivery.carriers.interface import AlreadyBooked, Booking, CarrierError
from market.delivery.carriers.registry import CARRIERS
from market.delivery.models import Parcel
from market.delivery.queries import tracking
from market.delivery.queries.parcels import holds_over
from market.delivery.rules.parcels import (
    FOLLOWS,
    KNOWN_PER_ADDRESS,
    UNKNOWN_PER_ADDRESS,
    ParcelState,
    Recipient,
    UnknownParcel,
)
from market.errors import TooManyRequests

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
        # Our order number is the key: after a time-out the same question finds the same booking.
        given = CARRIERS[parcel.carrier].book(_booking(parcel), idempotency_key=parcel.reference)
    except AlreadyBooked as known:
        given = known.reference
    except CarrierError as error:
        if error.retry:
            raise
        problem = type(error).__name__
        _log.warning("booking refused", tracking_number=parcel.tracking_number, error=problem)
        transaction(lambda: parcels.refuse_booking(parcel_id=parcel_id, problem=problem))
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
        service=parcel.service,
        may_inspect=parcel.may_inspect,
        fragile=parcel.fragile,
    )


def end_holds(*, now: datetime, limit: int = 200) -> int:
    """Send back what has waited its seven days, each in a transaction of its own; returns how many."""
    waiting = transaction(lambda: holds_over(now, limit=limit))
    for parcel_id in waiting:
        transaction(lambda parcel_id=parcel_id: holds.end_hold(parcel_id=parcel_id, now=now))  # type: ignore[misc]
    return len(waiting)


def track(*, typed_number: str, visitor: Visitor, now: datetime) -> dict[str, Any]:
    """Where a parcel is. Numbers that nobody has are counted by address, so that guessing ends soon; so are different
    parcels, generously, so that nobody watches a whole trade.

    Raises MistypedNumber (which tells nothing, the check digit is no secret), UnknownParcel, TooManyRequests.
    """
    subject = visitor.origin
    if accounts.tries(UNKNOWN_PER_ADDRESS, subject, now=now) >= UNKNOWN_PER_ADDRESS.most:
        raise TooManyRequests(retry_after=int(UNKNOWN_PER_ADDRESS.window.total_seconds()))
    try:
        found = tracking.tracking(typed_number, now=now)
    except UnknownParcel:
        _count({UNKNOWN_PER_ADDRESS: subject}, now)
        raise
    follows = visitor.subject(f"{visitor.address} {found['tracking_number']}")
    if not accounts.tries(FOLLOWS, follows, now=now):
        _count({KNOWN_PER_ADDRESS: subject, FOLLOWS: follows}, now)
    return found


def _count(subjects: dict[Limit, str], now: datetime) -> None:
    """In a transaction of its own, which may write although the request only reads."""
    transaction(lambda: None)
    mode = reading.set(False)
    try:
        transaction(lambda: [count_try(limit=limit, subject=one, now=now) for limit, one in subjects.items()])
    finally:
        reading.reset(mode)

"""A parcel waits seven days at its post office; then it goes back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from market.db import db, locked
from market.delivery import failures, models
from market.delivery.rules.news import HoldEnded
from market.delivery.rules.parcels import ParcelState
from market.events import publish


def end_hold(*, parcel_id: UUID, now: datetime) -> None:
    """Have the office send back what nobody fetched in time. Does nothing if somebody did meanwhile, or again."""
    parcel = db.session.scalars(locked(select(models.Parcel).where(models.Parcel.id == parcel_id))).one()
    over = parcel.held_until is not None and parcel.held_until <= now
    if parcel.state == ParcelState.HELD_FOR_PICKUP and over and parcel.next_step is None:
        parcel.next_step = failures.NextStep.RETURN
        publish(HoldEnded(at=now, reference=parcel.reference, tracking_number=parcel.tracking_number))

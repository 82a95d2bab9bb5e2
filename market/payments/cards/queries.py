"""Reads of what the gateway told us."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from market.db import db, locked
from market.payments.cards.models import CardEvent


def locked_event(event_id: UUID) -> CardEvent | None:
    return db.session.scalars(locked(select(CardEvent).filter_by(id=event_id))).first()


def events_with(outcome: str) -> Select[Any]:
    return select(CardEvent).filter_by(outcome=outcome)

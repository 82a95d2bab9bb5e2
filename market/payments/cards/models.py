"""What the card gateway told us, each once by its own id, cut down to what we act on: no names, no cards."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model


class CardEvent(Model):
    __tablename__ = "card_events"
    __table_args__ = (Index("ix_card_events_outcome_id", "outcome", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(String(100), unique=True)
    type: Mapped[str] = mapped_column(String(60))
    object_id: Mapped[str] = mapped_column(String(100))
    # Our own ids, as the gateway carries them for us.
    charge_id: Mapped[UUID | None]
    refund_id: Mapped[UUID | None]
    amount_vnd: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(30))
    told_at: Mapped[datetime]
    received_at: Mapped[datetime]
    # waiting for the worker, then applied, ignored, or unmatched until a person has resolved it.
    outcome: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(60), default="")
    resolved_by_id: Mapped[UUID | None]
    resolved_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(String(500), default="")

"""What somebody is to be reminded of."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model
from market.ids import new_id


class Reminder(Model):
    __tablename__ = "reminders"
    __table_args__ = (
        Index("uq_reminders_person_id_product_id", "person_id", "product_id", unique=True),
        Index("ix_reminders_product_id", "product_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID]
    product_id: Mapped[UUID]
    # The season, by the year in which it began, of which she was told, or in which she could buy when she asked.
    told_season: Mapped[int | None]
    asked_at: Mapped[datetime]

"""A day as an officer has set it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model


class WorkingDay(Model):
    """Offices work on `day`, or do not, whatever the calendar says. What was promised before stays."""

    __tablename__ = "working_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    works: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(200))
    set_by: Mapped[UUID]
    set_at: Mapped[datetime]

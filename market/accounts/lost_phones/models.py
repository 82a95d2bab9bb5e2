"""Who asked that an account move to another phone, who agreed, and what came of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model
from market.ids import new_id


class PhoneChange(Model):
    __tablename__ = "phone_changes"
    __table_args__ = (
        # One at a time.
        Index(
            "uq_phone_changes_person_id",
            "person_id",
            unique=True,
            postgresql_where=text("state IN ('asked', 'agreed')"),
            sqlite_where=text("state IN ('asked', 'agreed')"),
        ),
        Index("ix_phone_changes_due_at", "state", "due_at"),
        CheckConstraint("state IN ('asked', 'agreed', 'done', 'refused')", name="state_known"),
        CheckConstraint("agreed_by != asked_by", name="by_two"),
        CheckConstraint("state NOT IN ('agreed', 'done') OR agreed_by IS NOT NULL", name="agreed_by_somebody"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(index=True)
    # Both empty once the person has been erased.
    former: Mapped[str | None] = mapped_column(String(16))
    phone: Mapped[str | None] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(500))
    state: Mapped[str] = mapped_column(String(10))
    asked_by: Mapped[UUID]
    asked_at: Mapped[datetime]
    agreed_by: Mapped[UUID | None]
    agreed_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]

"""Who asked that somebody be given a role, who agreed, and what came of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model
from market.ids import new_id


class RoleGrant(Model):
    __tablename__ = "role_grants"
    __table_args__ = (
        # One at a time.
        Index(
            "uq_role_grants_asked",
            "person_id",
            "role",
            "place_code",
            unique=True,
            postgresql_where=text("state = 'asked'"),
            sqlite_where=text("state = 'asked'"),
        ),
        CheckConstraint("state IN ('asked', 'done', 'refused')", name="state_known"),
        CheckConstraint("agreed_by != asked_by AND agreed_by != person_id", name="by_two"),
        CheckConstraint(
            "state != 'done' OR role NOT IN ('officer', 'operator') OR agreed_by IS NOT NULL", name="agreed_by_somebody"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(index=True)
    role: Mapped[str] = mapped_column(String(20))
    place_code: Mapped[str] = mapped_column(String(90))
    # Empty once the person has been erased.
    reason: Mapped[str] = mapped_column(String(500))
    state: Mapped[str] = mapped_column(String(10))
    asked_by: Mapped[UUID]
    asked_at: Mapped[datetime]
    agreed_by: Mapped[UUID | None]
    ended_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]

    @property
    def place(self) -> str | None:
        return self.place_code or None

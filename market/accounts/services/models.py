"""A service: a program of a partner's. It stands among people under its own id, without a phone, so that what it does
is written down as done by it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.accounts.models import Person
from market.accounts.services.rules import ServiceState
from market.db import Model


class Service(Model):
    """`id` is that of its row in people, which holds its name and its role at the place."""

    __tablename__ = "services"
    __table_args__ = (
        CheckConstraint("agreed_by_id != asked_by_id", name="by_two"),
        CheckConstraint(f"state IN {tuple(map(str, ServiceState))}", name="state_known"),
    )

    id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    scopes: Mapped[list[str]]
    place_kind: Mapped[str] = mapped_column(String(20), default="")
    place_code: Mapped[str] = mapped_column(String(36), default="", index=True)
    state: Mapped[str] = mapped_column(String(10))
    # Empty until a second operator has agreed, where one must; then the SHA-256 of the token, which is told once.
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    asked_by_id: Mapped[UUID]
    asked_at: Mapped[datetime]
    agreed_by_id: Mapped[UUID | None]
    agreed_at: Mapped[datetime | None]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    ended_by_id: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]
    # To the minute at most: a busy service does not write with each call.
    last_used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def place(self) -> str | None:
        return self.place_code or None

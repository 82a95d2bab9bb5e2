"""The thread of an order, and what was written in it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model
from market.messages.rules import Side

_TEAM_WAITED_FOR = text("team_at IS NOT NULL")


class Thread(Model):
    """What of an order's messages changes: how many there are, what each side has seen, allows and has blocked."""

    __tablename__ = "message_threads"
    __table_args__ = (
        CheckConstraint("buyer_seen <= messages AND household_seen <= messages", name="seen_what_was_sent"),
        Index(
            "ix_message_threads_team_at", "team_at", postgresql_where=_TEAM_WAITED_FOR, sqlite_where=_TEAM_WAITED_FOR
        ),
    )

    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    messages: Mapped[int] = mapped_column(default=0)
    # Of the newest message, a UUIDv7: lists of threads go by it.
    latest: Mapped[UUID] = mapped_column(unique=True)
    buyer_seen: Mapped[int] = mapped_column(default=0)
    household_seen: Mapped[int] = mapped_column(default=0)
    # Phone numbers are shown once both sides have agreed to it.
    buyer_shows: Mapped[bool] = mapped_column(default=False)
    household_shows: Mapped[bool] = mapped_column(default=False)
    buyer_blocks: Mapped[bool] = mapped_column(default=False)
    household_blocks: Mapped[bool] = mapped_column(default=False)
    # Another household sends the order by now: what was written before (up to this message) is not hers to read.
    household_from: Mapped[int] = mapped_column(default=0)
    # When the household's team is told of what it has not looked at.
    team_at: Mapped[datetime | None]

    def seen_by(self, side: Side) -> int:
        seen: int = getattr(self, f"{side}_seen")
        return seen

    def is_blocked_by(self, side: Side) -> bool:
        return bool(getattr(self, f"{side}_blocks"))

    def shows(self, side: Side) -> bool:
        return bool(getattr(self, f"{side}_shows"))

    @property
    def is_blocked(self) -> bool:
        return self.buyer_blocks or self.household_blocks

    @property
    def shows_phones(self) -> bool:
        return self.buyer_shows and self.household_shows


class OrderMessage(Model):
    """What one side wrote to the other; of somebody who was forgotten nothing is left of it but that it was."""

    __tablename__ = "order_messages"
    __table_args__ = (
        CheckConstraint(f"side IN {tuple(map(str, Side))}", name="side_known"),
        CheckConstraint("(reported_at IS NULL) = (report_reason IS NULL)", name="reported_with_reason"),
    )

    order_id: Mapped[UUID] = mapped_column(ForeignKey("message_threads.order_id"), primary_key=True)
    message_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    side: Mapped[str] = mapped_column(String(10))
    # The role in which it was written; the person only for the audit.
    by: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[UUID]
    text: Mapped[str] = mapped_column(String(500))
    # The digest of its photo.
    photo: Mapped[str | None] = mapped_column(String(64))
    sent_at: Mapped[datetime]
    reported_at: Mapped[datetime | None]
    report_reason: Mapped[str | None] = mapped_column(String(500))

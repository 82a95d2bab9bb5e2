"""What somebody asked under a good, and what its household answered."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model
from market.ids import new_id
from market.questions.rules import Reason

_TEAM_WAITED_FOR = text("team_at IS NOT NULL")


class Question(Model):
    """Anybody reads it once it is answered; until then who asked it, and whoever acts for the shop."""

    __tablename__ = "questions"
    __table_args__ = (
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answer_dated"),
        CheckConstraint("(removal IS NULL) = (removed_at IS NULL)", name="removal_dated"),
        CheckConstraint(f"removal IS NULL OR removal IN {tuple(map(str, Reason))}", name="removal_known"),
        Index("ix_questions_product_id", "product_id", "id"),
        Index("ix_questions_shop_id", "shop_id", "id"),
        Index("ix_questions_person_id", "person_id", "id"),
        Index("ix_questions_team_at", "team_at", postgresql_where=_TEAM_WAITED_FOR, sqlite_where=_TEAM_WAITED_FOR),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    product_id: Mapped[UUID]
    shop_id: Mapped[UUID]
    person_id: Mapped[UUID]
    words: Mapped[str] = mapped_column(String(200))
    asked_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(String(500))
    answered_at: Mapped[datetime | None]
    # The role in which it was answered; the person only for the audit.
    answered_by: Mapped[str | None] = mapped_column(String(20))
    answered_by_id: Mapped[UUID | None]
    # The household passes it over: it waits no more, and nobody reads it.
    dismissed_at: Mapped[datetime | None]
    removal: Mapped[str | None] = mapped_column(String(20))
    removed_at: Mapped[datetime | None]
    # When the household's team is told of it.
    team_at: Mapped[datetime | None]

    @property
    def waits(self) -> bool:
        return self.answer is None and self.dismissed_at is None and self.removal is None

"""That a person wants to find a good or a shop again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model
from market.ids import new_id


class Favourite(Model):
    __tablename__ = "favourites"
    __table_args__ = (
        CheckConstraint("kind IN ('product', 'shop')", name="kind_known"),
        Index("uq_favourites_person_id_kind_subject_id", "person_id", "kind", "subject_id", unique=True),
        Index("ix_favourites_person_id_kind_id", "person_id", "kind", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(10))
    subject_id: Mapped[UUID]
    added_at: Mapped[datetime]

"""What is kept of those who look: counts of a day. No row says who, from where, or at what hour."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model


class SeenDay(Model):
    """How often a good (or a shop's own page) was opened, looked at, put in a basket on a `day`, by one source.

    A page of no shop (the first page, a search, a commune) is `NOWHERE`. The village is the shop's as it was then.
    """

    __tablename__ = "seen_days"
    __table_args__ = (
        Index("ix_seen_days_shop_id", "shop_id", "day"),
        Index("ix_seen_days_commune", "commune", "day"),
        Index(
            "ix_seen_days_is_new",
            "village_key",
            "day",
            postgresql_where=text("is_new"),
            sqlite_where=text("is_new"),
        ),
    )

    day: Mapped[date] = mapped_column(primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(10), primary_key=True)
    shop_id: Mapped[UUID]
    commune: Mapped[str] = mapped_column(String(5))
    village_key: Mapped[str] = mapped_column(String(90))
    opened: Mapped[int]
    looked: Mapped[int]
    basket: Mapped[int]
    # It has changed since the figures were counted.
    is_new: Mapped[bool]


class SeenFile(Model):
    """A file of lines that is counted: written with the counts, so that it is never counted twice."""

    __tablename__ = "seen_files"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    counted_at: Mapped[datetime]

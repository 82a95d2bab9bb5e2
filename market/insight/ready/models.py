"""Which shops were ready at the end of a month, and what was counted of them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model


class ReadyShop(Model):
    """A shop that was ready at the end of a month (of the present one: last night), as it was seen then."""

    __tablename__ = "ready_shops"
    __table_args__ = (Index("ix_ready_shops_commune", "commune", "month"),)

    shop_id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    commune: Mapped[str] = mapped_column(String(5))


class ReadyCell(Model):
    """What was counted in one commune and month: ready shops, their orders, first sales by the days they took."""

    __tablename__ = "ready_cells"
    __table_args__ = (Index("ix_ready_cells_province", "province", "month"),)

    commune: Mapped[str] = mapped_column(String(5), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    province: Mapped[str] = mapped_column(String(2))
    ready: Mapped[int]
    orders: Mapped[int]
    sold: Mapped[int]
    waits: Mapped[dict[str, int]] = mapped_column(JSON)


class ReadyCount(Model):
    """On which day, and when, a commune was last counted."""

    __tablename__ = "ready_counts"

    commune: Mapped[str] = mapped_column(String(5), primary_key=True)
    day: Mapped[date]
    at: Mapped[datetime]

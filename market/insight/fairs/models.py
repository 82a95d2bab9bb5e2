"""What was counted of fairs."""

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model


class FairCell(Model):
    """One fair's orders, as they were last counted; what its households promised is read from their stands."""

    __tablename__ = "fair_cells"

    slug: Mapped[str] = mapped_column(String(60), primary_key=True)
    orders: Mapped[int]
    goods_vnd: Mapped[int] = mapped_column(BigInteger)
    packs_ordered: Mapped[int]
    packs_delivered: Mapped[int]
    delivered: Mapped[int]
    on_day: Mapped[int]
    buyers: Mapped[int]
    buyers_back: Mapped[int]
    first_sales: Mapped[int]
    counted_at: Mapped[datetime]

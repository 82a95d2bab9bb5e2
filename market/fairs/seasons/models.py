"""Who wishes to hear when a household sells again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model
from market.ids import new_id


class SeasonWish(Model):
    """A buyer's own word, given at an order that had come to her; taking it back leaves nothing of it.

    `told_season`: the season, by the year in which it began, of which she was told last, or in which she bought.
    """

    __tablename__ = "season_wishes"
    __table_args__ = (
        Index("uq_season_wishes_person_id_shop_id", "person_id", "shop_id", unique=True),
        Index("ix_season_wishes_shop_id", "shop_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID]
    shop_id: Mapped[UUID]
    order_id: Mapped[UUID]
    agreed_at: Mapped[datetime]
    told_season: Mapped[int]

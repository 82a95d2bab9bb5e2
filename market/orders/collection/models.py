"""Where a shop hands its goods over."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model
from market.ids import new_id
from market.orders.collection.rules import PointKind, said
from market.places.queries import commune_names


class CollectionPoint(Model):
    """One place and its hours. An order copies them, so a point is never changed: it is closed, and another opened."""

    __tablename__ = "collection_points"
    __table_args__ = (
        CheckConstraint(f"kind IN {tuple(map(str, PointKind))}", name="kind_known"),
        CheckConstraint("(kind = 'post_office') = (post_office_code IS NOT NULL)", name="office_of_the_post"),
        Index("ix_collection_points_shop_id", "shop_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shop_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(120))
    commune_code: Mapped[str] = mapped_column(ForeignKey("communes.code"))
    address: Mapped[str] = mapped_column(String(120), default="")
    hours: Mapped[str] = mapped_column(String(60), default="")
    post_office_code: Mapped[str | None] = mapped_column(String(10))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    @property
    def place(self) -> str:
        """Where to come and when, as people say it: `Chợ Đồng Mỏ, sau nhà văn hóa, Xã Chi Lăng; thứ bảy 6–11 giờ`."""
        commune = commune_names([self.commune_code]).get(self.commune_code, "")
        return said(self.name, self.address, commune, hours=self.hours)

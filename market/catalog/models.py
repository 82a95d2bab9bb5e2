"""Shops and what they sell. Keyed by owner first where a row belongs to a product."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.accounts.queries import has_delegated
from market.accounts.rules import RoleName
from market.catalog.rules.products import ProductStatus, product_status
from market.catalog.rules.reliability import Reliability
from market.catalog.rules.scores import Tier
from market.catalog.rules.shops import ShopStatus, shop_is_public, shop_status
from market.db import Dong, Model
from market.ids import new_id
from market.places.models import Commune

_SEASON = ("slug", "category_slug", "from_month", "to_month")
_SEASONAL = text("from_month IS NOT NULL")
_OF_FAIR = text("fair_slug IS NOT NULL")
_OFF_SALE = text("status = 'unlisted'")


class Category(Model):
    """A kind of goods, under one of the six OCOP groups (Decision 148/QĐ-TTg of 2023)."""

    __tablename__ = "categories"

    slug: Mapped[str] = mapped_column(String(40), primary_key=True)
    parent_slug: Mapped[str | None] = mapped_column(ForeignKey("categories.slug"))
    position: Mapped[int]
    name_vi: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    # Sold only to a buyer who states to be 18 (Law 44/2019 on alcohol).
    is_alcohol: Mapped[bool] = mapped_column(default=False)


class Shop(Model):
    __tablename__ = "shops"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[UUID] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")
    commune_code: Mapped[str] = mapped_column(ForeignKey("communes.code"), index=True)
    village: Mapped[str] = mapped_column(String(80))
    village_slug: Mapped[str] = mapped_column(String(80))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    digital_address: Mapped[str | None] = mapped_column(String(20))
    shows_contact: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(String(12), default="open")
    paused_until: Mapped[datetime | None]
    suspension_reason: Mapped[str | None] = mapped_column(String(500))
    version: Mapped[int] = mapped_column()
    created_at: Mapped[datetime]
    # When anyone could first see it; a shop prepared for a household has not been opened yet.
    opened_at: Mapped[datetime | None]
    # What buyers say of its goods together (`rules.scores`), as it was last told by who hears them.
    review_voices: Mapped[int] = mapped_column(default=0)
    review_score: Mapped[int | None]
    review_tier: Mapped[int] = mapped_column(default=Tier.USUAL)
    # How it serves its orders (`rules.reliability`), as it was last reckoned from them.
    reliability: Mapped[int] = mapped_column(default=Reliability.USUAL)

    # Two edits of the same version cannot both be written.
    __mapper_args__ = {"version_id_col": version}

    commune: Mapped[Commune] = relationship(lazy="joined", innerjoin=True)

    @property
    def lets_team_act(self) -> bool:
        """Whether the household has agreed that its village's team acts for it."""
        return has_delegated(self.owner_id, RoleName.TEAM_MEMBER)

    @property
    def village_key(self) -> str:
        return f"{self.commune_code}/{self.village_slug}"

    def shown_status(self, now: datetime) -> str:
        """One of `ShopStatus`, or "suspended"."""
        return shop_status(self.status, self.paused_until, self.suspension_reason, now=now)

    def is_public(self, now: datetime) -> bool:
        return shop_is_public(self.shown_status(now))


class Product(Model):
    """Goods by the pack: `price_vnd` is for one pack, `weight_g` its gross weight, `stock` whole packs."""

    __tablename__ = "products"
    __table_args__ = (
        CheckConstraint("stock >= 0", name="stock_not_negative"),
        CheckConstraint("price_vnd >= 0", name="price_not_negative"),
        Index("ix_products_shop_id_id", "shop_id", "id"),
        # The few that are sold out: who needs a visit in season.
        Index("ix_products_sold_out", "shop_id", postgresql_where=text("stock = 0"), sqlite_where=text("stock = 0")),
        CheckConstraint("(parent_id IS NULL) = (fair_slug IS NULL)", name="stand_of_a_fair"),
        CheckConstraint("sale_opens_at < sale_closes_at", name="sale_opens_before_it_closes"),
        Index("ix_products_fair_slug", "fair_slug", postgresql_where=_OF_FAIR, sqlite_where=_OF_FAIR),
        Index("ix_products_parent_id", "parent_id", postgresql_where=_OF_FAIR, sqlite_where=_OF_FAIR),
        # The few of a kind that somebody sold before and nobody sells now.
        Index("ix_products_off_sale", "category_slug", "id", postgresql_where=_OFF_SALE, sqlite_where=_OFF_SALE),
        # The calendar reads them in its own order: of 46,000 goods a page takes 1 ms instead of 240.
        Index("ix_products_season", *_SEASON, postgresql_where=_SEASONAL, sqlite_where=_SEASONAL),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shop_id: Mapped[UUID]
    category_slug: Mapped[str] = mapped_column(ForeignKey("categories.slug"))
    name: Mapped[str] = mapped_column(String(120))
    slug: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text, default="")
    unit: Mapped[str] = mapped_column(String(30))
    pack: Mapped[str] = mapped_column(String(60), default="")
    price_vnd: Mapped[Dong]
    # What the household itself last agreed to, once its team has changed the price.
    agreed_price_vnd: Mapped[Dong | None]
    stock: Mapped[int]
    weight_g: Mapped[int]
    names: Mapped[dict[str, Any]] = mapped_column(default=dict)  # en, tay, nung
    also_known_as: Mapped[list[str]] = mapped_column(default=list)
    from_month: Mapped[int | None]
    to_month: Mapped[int | None]
    shelf_life_days: Mapped[int | None]
    length_cm: Mapped[int | None]
    width_cm: Mapped[int | None]
    height_cm: Mapped[int | None]
    fragile: Mapped[bool] = mapped_column(default=False)
    ships_by_post: Mapped[bool] = mapped_column(default=True)
    # A good of a fair's stand: which good it is a part of, which fair (by its slug), sold only in this window (UTC),
    # and the day on which it is sent. All empty of what is sold on any day.
    parent_id: Mapped[UUID | None]
    fair_slug: Mapped[str | None] = mapped_column(String(60))
    sale_opens_at: Mapped[datetime | None]
    sale_closes_at: Mapped[datetime | None]
    ships_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(12), default="listed")
    suspension_reason: Mapped[str | None] = mapped_column(String(500))
    # As of the shop.
    review_voices: Mapped[int] = mapped_column(default=0)
    review_score: Mapped[int | None]
    review_tier: Mapped[int] = mapped_column(default=Tier.USUAL)
    # Each step is twice as many buyers.
    sold_step: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column()
    created_at: Mapped[datetime]

    # Two edits of the same version cannot both be written.
    __mapper_args__ = {"version_id_col": version}

    shop: Mapped[Shop] = relationship(
        primaryjoin="foreign(Product.shop_id) == Shop.id", lazy="joined", innerjoin=True, viewonly=True
    )
    category: Mapped[Category] = relationship(lazy="joined", innerjoin=True, viewonly=True)
    certificate: "Mapped[Certificate | None]" = relationship(
        primaryjoin="Product.id == foreign(Certificate.product_id)", lazy="joined", uselist=False
    )
    photos: "Mapped[list[Photo]]" = relationship(
        primaryjoin="Product.id == foreign(Photo.product_id)", lazy="selectin", order_by="Photo.n"
    )

    @property
    def shown_status(self) -> str:
        """One of `ProductStatus`, or "suspended"."""
        return product_status(self.status, self.suspension_reason)

    def is_public(self, now: datetime) -> bool:
        """Whether anyone may see it."""
        return self.shown_status == ProductStatus.LISTED and self.shop.is_public(now)

    def is_for_sale(self, now: datetime) -> bool:
        """Whether it can be bought, as far as it is in stock: its shop is not paused either, and its fair is on."""
        return self.is_public(now) and self.shop.shown_status(now) == ShopStatus.OPEN and self.is_on(now)

    def is_on(self, now: datetime) -> bool:
        """Whether its sale has begun and is not over; what belongs to no fair is always on."""
        begun = self.sale_opens_at is None or self.sale_opens_at <= now
        return begun and (self.sale_closes_at is None or now < self.sale_closes_at)


class Certificate(Model):
    """An OCOP certificate: declared by the household, verified or refused by an officer, valid 36 months."""

    __tablename__ = "certificates"
    __table_args__ = (CheckConstraint("stars BETWEEN 3 AND 5", name="stars_three_to_five"),)

    product_id: Mapped[UUID] = mapped_column(primary_key=True)
    stars: Mapped[int]
    certificate_no: Mapped[str] = mapped_column(String(60))
    issued_on: Mapped[date]
    expires_on: Mapped[date] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(12), default="declared")
    verified_by: Mapped[UUID | None]
    verified_at: Mapped[datetime | None]
    refused_by: Mapped[UUID | None]
    refused_at: Mapped[datetime | None]
    refusal_reason: Mapped[str | None] = mapped_column(String(500))
    # Its picture, named as those of goods are, in a folder that only its household and officers are shown.
    photo: Mapped[str | None] = mapped_column(String(64))
    is_demo: Mapped[bool] = mapped_column(default=False)


class Photo(Model):
    """Photo `n` of a product; its three WebP files are named by `digest` under MEDIA_DIR."""

    __tablename__ = "photos"

    product_id: Mapped[UUID] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String(64))
    uploaded_at: Mapped[datetime]


class StockMovement(Model):
    """One change of stock and its reason; the stock of a product is the sum of its movements."""

    __tablename__ = "stock_movements"
    __table_args__ = (CheckConstraint("change <> 0", name="change_not_zero"),)

    product_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    change: Mapped[int]
    reason: Mapped[str] = mapped_column(String(40))
    reference: Mapped[str | None] = mapped_column(String(40))
    by_id: Mapped[UUID | None]
    at: Mapped[datetime]

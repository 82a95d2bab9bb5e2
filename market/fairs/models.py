"""A fair, its moves, and the stands that households take there. A stand's goods are a product row of their own."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.db import Model
from market.fairs.rules import FairState
from market.ids import new_id


class Fair(Model):
    """A dated sale at a place. `opens_at` to `closes_at` (UTC) orders are gathered; goods go `ships_from`–`ships_to`.

    `minimum_packs`: fewer gathered by closing, and all is called off; None asks for none.
    """

    __tablename__ = "fairs"
    __table_args__ = (
        CheckConstraint(f"state IN {tuple(map(str, FairState))}", name="state_known"),
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
        CheckConstraint("ships_from <= ships_to", name="ships_in_order"),
        CheckConstraint("minimum_packs > 0", name="minimum_positive"),
        Index("ix_fairs_state_opens_at", "state", "opens_at"),
        Index("ix_fairs_state_closes_at", "state", "closes_at"),
        Index("ix_fairs_province_code", "province_code", "opens_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    # The last word of its address, lasting; orders and goods name the fair by it.
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")
    province_code: Mapped[str] = mapped_column(String(2))
    # Whose households may take a stand; none named: all of the province.
    commune_codes: Mapped[list[str]] = mapped_column(JSON, default=list)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    ships_from: Mapped[date]
    ships_to: Mapped[date]
    minimum_packs: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(12), default=FairState.PLANNED)
    state_since: Mapped[datetime]
    # Set once every order that was gathered has been confirmed or called off: what closing has still to do is resumed.
    settled_at: Mapped[datetime | None]
    made_by: Mapped[UUID]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    # Two edits of the same version cannot both be written.
    __mapper_args__ = {"version_id_col": version}

    moves: "Mapped[list[FairMove]]" = relationship(lazy="select", order_by="FairMove.move_no")


class FairMove(Model):
    """One line of a fair's history: who (a role; the person only for the audit), when, from, to, and why."""

    __tablename__ = "fair_moves"

    fair_id: Mapped[UUID] = mapped_column(ForeignKey("fairs.id"), primary_key=True)
    move_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    origin: Mapped[str | None] = mapped_column(String(12))
    target: Mapped[str] = mapped_column(String(12))
    by: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[UUID | None]
    note: Mapped[str] = mapped_column(String(500), default="")


class Stand(Model):
    """What a household promises for a fair: `product_id` is the good of the stand, `parent_id` the one it is a part of.

    `packs` were promised in all; of these `from_stock` came out of the parent's stock, the rest are of the harvest.
    """

    __tablename__ = "stands"
    __table_args__ = (
        CheckConstraint("packs > 0", name="packs_positive"),
        CheckConstraint("from_stock BETWEEN 0 AND packs", name="no_more_from_stock_than_packs"),
        CheckConstraint("packs_ready >= 0", name="ready_not_negative"),
        Index("uq_stands_fair_id_parent_id", "fair_id", "parent_id", unique=True),
        Index("ix_stands_shop_id", "shop_id", "fair_id"),
        Index("ix_stands_parent_id", "parent_id"),
    )

    fair_id: Mapped[UUID] = mapped_column(ForeignKey("fairs.id"), primary_key=True)
    product_id: Mapped[UUID] = mapped_column(primary_key=True, unique=True)
    parent_id: Mapped[UUID]
    shop_id: Mapped[UUID]
    packs: Mapped[int]
    from_stock: Mapped[int] = mapped_column(default=0)
    # When the goods are ready, and go; as it was first said, where it was moved.
    ready_on: Mapped[date]
    first_ready_on: Mapped[date]
    moved_at: Mapped[datetime | None]
    # How many packs there turned out to be, once the household says that there are fewer.
    packs_ready: Mapped[int | None]
    short_at: Mapped[datetime | None]
    # In which role that was said, and the person only for the audit.
    short_by: Mapped[str | None] = mapped_column(String(20))
    short_by_id: Mapped[UUID | None]
    withdrawn_at: Mapped[datetime | None]
    taken_by: Mapped[UUID]
    created_at: Mapped[datetime]

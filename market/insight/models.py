"""The rollups, the clock that guards them, and targets."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model


class Cell(Model):
    """What was counted at one place in a day or month, of all goods or of one slice (`insight.rules` says what).

    `place` is a village, a commune or a province, `within` the place above it. Communes and provinces are the sums of
    what lies within them, months of their days (and stand at their first). Villages have no slices.
    """

    __tablename__ = "figure_cells"
    __table_args__ = (Index("ix_figure_cells_within", "within", "slice", "grain", "day"),)

    place: Mapped[str] = mapped_column(String(90), primary_key=True)
    slice: Mapped[str] = mapped_column(String(10), primary_key=True)
    grain: Mapped[str] = mapped_column(String(5), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    within: Mapped[str] = mapped_column(String(5))
    opened: Mapped[int] = mapped_column(Integer)
    listed: Mapped[int] = mapped_column(Integer)
    sold: Mapped[int] = mapped_column(Integer)
    activated: Mapped[int] = mapped_column(Integer)
    lapsed: Mapped[int] = mapped_column(Integer)
    orders: Mapped[int] = mapped_column(Integer)
    goods_vnd: Mapped[int] = mapped_column(BigInteger)
    repeats: Mapped[int] = mapped_column(Integer)
    cancelled: Mapped[int] = mapped_column(Integer)
    delivered: Mapped[int] = mapped_column(Integer)
    on_time: Mapped[int] = mapped_column(Integer)
    paid: Mapped[int] = mapped_column(Integer)
    paid_minutes: Mapped[int] = mapped_column(BigInteger)
    store_opens: Mapped[int]
    good_looks: Mapped[int]
    basket_adds: Mapped[int]


class Counted(Model):
    """When a province was last counted; its row is held while counting, so that two workers do it in turn."""

    __tablename__ = "figure_counts"

    province: Mapped[str] = mapped_column(String(2), primary_key=True)
    at: Mapped[datetime]


class Target(Model):
    """What a place should reach by `end`; `set_for` is the place it was set for, whose parts the others are."""

    __tablename__ = "targets"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount_not_negative"),)

    place: Mapped[str] = mapped_column(String(90), primary_key=True)
    measure: Mapped[str] = mapped_column(String(20), primary_key=True)
    within: Mapped[str] = mapped_column(String(5), index=True)
    amount: Mapped[int]
    start: Mapped[date]
    end: Mapped[date]
    households: Mapped[int | None]
    # What a hundred percent were when it was set, of a target that was set as a percentage.
    base: Mapped[int | None]
    set_for: Mapped[str] = mapped_column(String(90))
    set_by: Mapped[UUID]
    set_at: Mapped[datetime]

"""What was counted of complaints."""

from datetime import date

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model


class HeardCell(Model):
    """Complaints received in one month at one place, of one kind.

    `place` is a commune or a province, whose cells are the sums of its communes'; what is of no commune stands at
    none (`""`), within the home province. `kind` is empty for the sum of all kinds. `waits` says how many were
    answered after how many days, so that a median can be had of any cells together.
    """

    __tablename__ = "heard_cells"
    __table_args__ = (Index("ix_heard_cells_within", "within", "kind", "month"),)

    place: Mapped[str] = mapped_column(String(5), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    within: Mapped[str] = mapped_column(String(5))
    received: Mapped[int]
    owed: Mapped[int]
    on_time: Mapped[int]
    answered: Mapped[int]
    refused: Mapped[int]
    satisfied: Mapped[int]
    acceptable: Mapped[int]
    unsatisfied: Mapped[int]
    reopened: Mapped[int]
    waits: Mapped[dict[str, int]] = mapped_column(JSON)

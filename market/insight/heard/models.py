"""What was counted of complaints."""

from datetime import date

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model


class HeardCell(Model):
    """Complaints received in one month at one place, of one kind, that were answered after so many days.

    `place` is a commune or a province, whose cells are the sums of its communes'; what is of no commune stands at
    none (`""`), within the home province. `kind` is empty for the sum of all kinds. `days` is -1 of what has no
    answer. So all of it adds up, and a median can be had from it.
    """

    __tablename__ = "heard_cells"
    __table_args__ = (Index("ix_heard_cells_within", "within", "kind", "month"),)

    place: Mapped[str] = mapped_column(String(5), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    days: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    within: Mapped[str] = mapped_column(String(5))
    received: Mapped[int]
    owed: Mapped[int]
    on_time: Mapped[int]
    refused: Mapped[int]
    satisfied: Mapped[int]
    acceptable: Mapped[int]
    unsatisfied: Mapped[int]
    reopened: Mapped[int]

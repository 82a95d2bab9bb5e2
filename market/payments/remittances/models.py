"""A carrier's remittances: the statement as it came, and what each of its lines turned out to be."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Dong, Model
from market.ids import new_id


class Remittance(Model):
    """One statement: `stated_vnd` is what its lines add up to, `received_vnd` what has come into our bank for it."""

    __tablename__ = "remittances"
    __table_args__ = (UniqueConstraint("carrier", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    carrier: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(64))
    through: Mapped[date | None]
    stated_vnd: Mapped[Dong]
    received_vnd: Mapped[Dong] = mapped_column(default=0)
    by_id: Mapped[UUID]
    at: Mapped[datetime]
    received_at: Mapped[datetime | None]

    @property
    def owed_vnd(self) -> int:
        """What is still to come for it; negative when more came."""
        return self.stated_vnd - self.received_vnd


class RemittanceLine(Model):
    """One line, or one that should have been there (`missing`). Amounts in đồng, as stated and as booked."""

    __tablename__ = "remittance_lines"
    __table_args__ = (
        Index("ix_remittance_lines_number", "number", "outcome"),
        Index("ix_remittance_lines_outcome", "outcome", "id"),
        Index("ix_remittance_lines_remittance_id", "remittance_id", "line_no"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    remittance_id: Mapped[UUID] = mapped_column(ForeignKey("remittances.id"))
    # Of a missing line: 0.
    line_no: Mapped[int]
    number: Mapped[str] = mapped_column(String(40))
    amount_vnd: Mapped[Dong]
    fee_vnd: Mapped[Dong]
    outcome: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(12), default="")
    reference: Mapped[str | None] = mapped_column(String(40), index=True)
    booked_amount_vnd: Mapped[Dong | None]
    booked_fee_vnd: Mapped[Dong | None]
    settled_by_id: Mapped[UUID | None]
    settled_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(String(200), default="")

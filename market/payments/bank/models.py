"""Bank statements as the operator uploads them, and each transfer in them with the queue it waits in."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Dong, Model
from market.ids import new_id


class BankStatement(Model):
    __tablename__ = "bank_statements"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    uploaded_by_id: Mapped[UUID]
    uploaded_at: Mapped[datetime]
    lines: Mapped[int]
    known_before: Mapped[int]


class BankTransfer(Model):
    """One credit on a statement. `digest` knows the same line again when statements overlap.

    One that tells again of an earlier transfer, surely or perhaps, says of which in `same_as_id`, and is not booked.
    """

    __tablename__ = "bank_transfers"
    __table_args__ = (
        CheckConstraint("amount_vnd > 0", name="amount_positive"),
        Index("ix_bank_transfers_queue_id", "queue", "id"),
        Index("ix_bank_transfers_charge_id", "charge_id"),
        Index("ix_bank_transfers_booked_on", "booked_on"),
        Index("ix_bank_transfers_same_as_id", "same_as_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    statement_id: Mapped[UUID]
    line_no: Mapped[int]
    booked_on: Mapped[date]
    amount_vnd: Mapped[Dong]
    text: Mapped[str] = mapped_column(String(300))
    # The bank's own number of it, the columns of its file, and what these said of which way the money went.
    # Of lines from before they were kept none of it is known.
    number: Mapped[str | None] = mapped_column(String(60))
    layout: Mapped[str | None] = mapped_column(String(400))
    marks: Mapped[str | None] = mapped_column(String(200))
    queue: Mapped[str] = mapped_column(String(12))
    same_as_id: Mapped[UUID | None]
    # When a person compared it with the bank's own account.
    verified_at: Mapped[datetime | None]
    # What waits in the queue: all of the transfer, or only what was too much.
    open_vnd: Mapped[Dong] = mapped_column(default=0)
    # How often somebody asked for it to go back; a refund that is rejected opens it again.
    refunds: Mapped[int] = mapped_column(default=0)
    charge_id: Mapped[UUID | None]
    handled_by_id: Mapped[UUID | None]
    handled_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(String(500), default="")

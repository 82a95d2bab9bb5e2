"""Money on its way back to a buyer: asked for, approved, sent, settled."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Dong, Model
from market.ids import new_id


class Refund(Model):
    """`reference` is the order it is for, or the transfer that belongs to none. `cause` lets a rule refund once."""

    __tablename__ = "refunds"
    __table_args__ = (
        CheckConstraint("amount_vnd > 0", name="amount_positive"),
        Index("ix_refunds_reference", "reference"),
        Index("ix_refunds_state_id", "state", "id"),
        Index("ix_refunds_file_id", "file_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    reference: Mapped[str] = mapped_column(String(40))
    cause: Mapped[str] = mapped_column(String(80), unique=True)
    charge_id: Mapped[UUID | None]
    bank_line_id: Mapped[UUID | None]
    channel: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[UUID | None]
    amount_vnd: Mapped[Dong]
    reason: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[str] = mapped_column(String(12))
    gateway_id: Mapped[str | None] = mapped_column(String(100), unique=True)
    requested_by_id: Mapped[UUID | None]
    requested_at: Mapped[datetime]
    decided_by_id: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    failure: Mapped[str] = mapped_column(String(60), default="")
    # Of one by bank: the transfer file it went out in, and the account, as it was filed then.
    file_id: Mapped[UUID | None]
    sealed_account: Mapped[bytes | None] = mapped_column(LargeBinary)

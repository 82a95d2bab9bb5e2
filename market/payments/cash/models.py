"""Cash on delivery on its own axis; never mixed with where the parcel is."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model
from market.payments.cash.rules import CashState


class CashOnDelivery(Model):
    """What a clerk or courier must collect for `reference`, in đồng, and what was collected."""

    __tablename__ = "cash_on_delivery"
    __table_args__ = (
        CheckConstraint("due_vnd >= 0 AND collected_vnd >= 0", name="amounts_not_negative"),
        CheckConstraint("remitted_vnd BETWEEN 0 AND collected_vnd", name="remitted_was_collected"),
        Index("ix_cash_on_delivery_state", "state", "collected_at"),
    )

    reference: Mapped[str] = mapped_column(String(20), primary_key=True)
    due_vnd: Mapped[int] = mapped_column(BigInteger)
    collected_vnd: Mapped[int] = mapped_column(BigInteger, default=0)
    # What the carrier's statements have named of it so far.
    remitted_vnd: Mapped[int] = mapped_column(BigInteger, default=0)
    state: Mapped[str] = mapped_column(String(12), default=CashState.DUE)
    expected_at: Mapped[datetime]
    collected_at: Mapped[datetime | None]
    waived_at: Mapped[datetime | None]
    remitted_at: Mapped[datetime | None]
    reconciled_at: Mapped[datetime | None]
    post_office_code: Mapped[str | None] = mapped_column(String(10))
    # Who took it in. In whose hands it has been since, or in which till, is the ledger's to say.
    taken_by_id: Mapped[UUID | None]
    carrier: Mapped[str] = mapped_column(String(20), default="")
    # Why it is short, disputed or waived, for the person who looks after it.
    reason: Mapped[str] = mapped_column(String(200), default="")

"""Bank payouts: where somebody's money may be sent, each payout, and the transfer file it went out in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Dong, Model
from market.ids import new_id
from market.payments.ledger.wallets import Wallet


class PayoutAccount(Model):
    """The bank account of a person, sealed."""

    __tablename__ = "payout_accounts"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    filed_at: Mapped[datetime]


class Payout(Model):
    """One transfer to somebody's bank account; the account is copied, sealed, when it is asked for."""

    __tablename__ = "payouts"
    __table_args__ = (
        CheckConstraint("amount_vnd > 0", name="amount_positive"),
        Index("ix_payouts_owner_id", "owner_id", "id"),
        Index("ix_payouts_state", "state", "id"),
        Index("ix_payouts_file_id", "file_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    owner_kind: Mapped[str] = mapped_column(String(10))
    owner_id: Mapped[UUID]
    payee_id: Mapped[UUID]
    amount_vnd: Mapped[Dong]
    state: Mapped[str] = mapped_column(String(12))
    sealed_account: Mapped[bytes] = mapped_column(LargeBinary)
    asked_at: Mapped[datetime]
    file_id: Mapped[UUID | None]
    # Who sent it to the bank, and so may not say that it came back.
    sent_by_id: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(String(200), default="")

    @property
    def wallet(self) -> Wallet:
        return Wallet(self.owner_kind, self.owner_id, self.payee_id)

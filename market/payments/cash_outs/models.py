"""Money on its way out: cash by a code at a post office, and transfers to a bank account."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Dong, Model
from market.ids import new_id
from market.payments.cash_outs.rules import CashOutState
from market.payments.ledger.wallets import Wallet

_HOLDING = text("state IN ('open', 'blocked')")


class CashOut(Model):
    """One sum to be handed over in cash. The code is an HMAC of this row's id and `code_no`; none is stored."""

    __tablename__ = "cash_outs"
    __table_args__ = (
        CheckConstraint("amount_vnd > 0", name="amount_positive"),
        Index("uq_cash_outs_open", "owner_id", unique=True, postgresql_where=_HOLDING, sqlite_where=_HOLDING),
        Index("ix_cash_outs_owner_id", "owner_id", "id"),
        Index("ix_cash_outs_payee_id", "payee_id", "state"),
        Index("ix_cash_outs_state", "state", "expires_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    owner_kind: Mapped[str] = mapped_column(String(10))
    owner_id: Mapped[UUID]
    payee_id: Mapped[UUID]
    amount_vnd: Mapped[Dong]
    state: Mapped[str] = mapped_column(String(12))
    code_no: Mapped[int] = mapped_column(default=1)
    tries: Mapped[int] = mapped_column(default=0)
    asked_by_id: Mapped[UUID]
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    # Of the hand-over: where, by which clerk, and the last digits of the identity card that she saw.
    post_office_code: Mapped[str | None] = mapped_column(String(10))
    paid_by_id: Mapped[UUID | None]
    id_number_tail: Mapped[str | None] = mapped_column(String(4))
    receipt: Mapped[str | None] = mapped_column(String(12), unique=True)

    @property
    def wallet(self) -> Wallet:
        return Wallet(self.owner_kind, self.owner_id, self.payee_id)

    @property
    def is_holding(self) -> bool:
        return self.state in (CashOutState.OPEN, CashOutState.BLOCKED)

"""The ledger: entries and their postings, only ever added; and one row an account to hold while money leaves it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.db import Dong, Model
from market.ids import new_id

_HELD = text("holder_id IS NOT NULL")


class LedgerEntry(Model):
    """One thing that happened to money. `key` names it, so that it is posted once however often it is told."""

    __tablename__ = "ledger_entries"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(90), unique=True)
    # A word for people and statements: placement, capture, collection, sale, refund, cash_out …
    kind: Mapped[str] = mapped_column(String(30))
    # The order, cash-out, remittance … it belongs to.
    reference: Mapped[str] = mapped_column(String(40), index=True)
    at: Mapped[datetime]
    by_id: Mapped[UUID | None]
    note: Mapped[str] = mapped_column(String(200), default="")

    postings: "Mapped[list[Posting]]" = relationship(lazy="selectin", order_by="Posting.line_no", passive_deletes="all")

    @property
    def holder_id(self) -> UUID | None:
        """In whose hands it put couriers' cash, or out of whose it took some."""
        return next((line.holder_id for line in self.postings if line.holder_id), None)


class Posting(Model):
    """One line of an entry: đồng into (debit, positive) or out of (credit, negative) an account."""

    __tablename__ = "postings"
    __table_args__ = (
        CheckConstraint("amount_vnd <> 0", name="amount_not_zero"),
        Index("ix_postings_account", "kind", "owner", "entry_id"),
        Index("ix_postings_holder_id", "holder_id", "entry_id", postgresql_where=_HELD, sqlite_where=_HELD),
    )

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_entries.id"), primary_key=True)
    line_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    owner: Mapped[str] = mapped_column(String(40))
    amount_vnd: Mapped[Dong]
    # Of couriers' cash: in whose hands. Nobody's where it was taken in before names were kept.
    holder_id: Mapped[UUID | None]


class LedgerAccount(Model):
    """Held (FOR UPDATE) while money leaves the account. The checkpoint saves adding up what is long past.

    `checkpoint_vnd` is the sum of all postings of entries up to and with `checkpoint_id`.
    """

    __tablename__ = "ledger_accounts"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    owner: Mapped[str] = mapped_column(String(40), primary_key=True)
    checkpoint_id: Mapped[UUID | None]
    checkpoint_vnd: Mapped[Dong] = mapped_column(default=0)


class LedgerIsAppendOnly(RuntimeError):
    """Somebody tried to change history; a mistake is undone by another entry."""


def _refuse(_mapper: Any, _connection: Any, target: Any) -> None:
    raise LedgerIsAppendOnly(type(target).__name__)


for _table in (LedgerEntry, Posting):
    event.listen(_table, "before_update", _refuse)
    event.listen(_table, "before_delete", _refuse)

"""What checkouts are to pay by card or bank transfer, whose share is whose, and what has come and gone since."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.db import Dong, Model
from market.ids import new_id


class Charge(Model):
    """One sum that a buyer is to pay for one checkout (`reference`), in đồng.

    A checkout whose basket shrinks before it is paid gets another `attempt`; at most the last one is open.
    """

    __tablename__ = "charges"
    __table_args__ = (
        CheckConstraint("amount_vnd > 0", name="amount_positive"),
        UniqueConstraint("reference", "attempt"),
        Index("ix_charges_look_at", "look_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    reference: Mapped[str] = mapped_column(String(40))
    attempt: Mapped[int] = mapped_column(default=1)
    method: Mapped[str] = mapped_column(String(20))
    amount_vnd: Mapped[Dong]
    state: Mapped[str] = mapped_column(String(12))
    # What a bank transfer must say; the gateway's name for a card payment, and what its client needs, sealed.
    transfer_code: Mapped[str | None] = mapped_column(String(12), unique=True)
    gateway_id: Mapped[str | None] = mapped_column(String(100), unique=True)
    sealed_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    # When the worker next has to look after it; nothing once it is paid or cancelled.
    next_poll_at: Mapped[datetime | None] = mapped_column("look_at")
    polls: Mapped[int] = mapped_column("looks", default=0)
    paid_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]

    @property
    def at_gateway(self) -> bool:
        """Whether it is paid at the gateway, rather than by a transfer that names its code."""
        return self.transfer_code is None

    @property
    def has_page(self) -> bool:
        """Whether the gateway asks for the card on a page of its own, and nobody has paid there yet."""
        return (self.gateway_id or "").startswith("cs_")

    shares: "Mapped[list[ChargeShare]]" = relationship(lazy="selectin", order_by="ChargeShare.reference")


class ChargeShare(Model):
    """The part of a charge that one order (`reference`) pays."""

    __tablename__ = "charge_shares"
    __table_args__ = (Index("ix_charge_shares_reference", "reference"),)

    charge_id: Mapped[UUID] = mapped_column(ForeignKey("charges.id"), primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), primary_key=True)
    amount_vnd: Mapped[Dong]


class MoneyEvent(Model):
    """Money that came for a charge or left it; told once by whatever `source_id` names. Totals are sums of these."""

    __tablename__ = "money_events"
    __table_args__ = (
        CheckConstraint("amount_vnd > 0", name="amount_positive"),
        UniqueConstraint("charge_id", "kind", "source_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    charge_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(20))
    source_id: Mapped[str] = mapped_column(String(100))
    amount_vnd: Mapped[Dong]
    at: Mapped[datetime]

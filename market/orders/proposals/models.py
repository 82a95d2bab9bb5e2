"""A proposal of the household to the buyer, and what of each good is to be fewer."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.db import Dong, Model
from market.ids import new_id
from market.orders.proposals.rules import ProposalState

_OPEN = text("state = 'open'")


class Proposal(Model):
    """At most one is open for an order. The code that says yes is an HMAC of this row's id; none is stored."""

    __tablename__ = "order_proposals"
    __table_args__ = (
        CheckConstraint(f"state IN {tuple(map(str, ProposalState))}", name="state_known"),
        CheckConstraint("goods_vnd > 0 AND shipping_vnd >= 0", name="sums_possible"),
        Index("uq_order_proposals_open", "order_id", unique=True, postgresql_where=_OPEN, sqlite_where=_OPEN),
        Index("ix_order_proposals_order_id", "order_id", "id"),
        Index("ix_order_proposals_state", "state", "expires_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    state: Mapped[str] = mapped_column(String(12), default=ProposalState.OPEN)
    ship_on: Mapped[date | None]
    # What the household says why.
    note: Mapped[str] = mapped_column(String(500), default="")
    # Whether the packs that are not sent can be sold to others.
    restock: Mapped[bool]
    # What the order costs once it is agreed on: the buyer says yes to these sums and no others.
    goods_vnd: Mapped[Dong]
    shipping_vnd: Mapped[Dong]
    by: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[UUID]
    proposed_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)

    lines: "Mapped[list[ProposalLine]]" = relationship(lazy="selectin", order_by="ProposalLine.line_no")

    @property
    def total_vnd(self) -> int:
        return self.goods_vnd + self.shipping_vnd


class ProposalLine(Model):
    """One good of which `quantity` packs are sent instead of `ordered`; none where it is left out."""

    __tablename__ = "order_proposal_lines"
    __table_args__ = (CheckConstraint("quantity >= 0 AND quantity < ordered", name="fewer"),)

    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("order_proposals.id"), primary_key=True)
    line_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    product_id: Mapped[UUID] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(120))
    ordered: Mapped[int]
    quantity: Mapped[int]

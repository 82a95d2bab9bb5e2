"""That an order is short of a good, what its buyer is offered for it, and what became of that."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Dong, Model
from market.ids import new_id
from market.orders.substitutions.rules import SubstitutionState

_OPEN = text("state = 'open'")


class Substitution(Model):
    """`quantity` packs of `product_id` are not there. `to_*` is what is offered instead; empty where nothing is.

    An order is short of a good once. The code of the link that answers is an HMAC of this row's id.
    """

    __tablename__ = "order_substitutions"
    __table_args__ = (
        CheckConstraint(f"state IN {tuple(map(str, SubstitutionState))}", name="state_known"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("state NOT IN ('open', 'taken') OR to_product_id IS NOT NULL", name="offers_something"),
        Index("uq_order_substitutions_order_id_product_id", "order_id", "product_id", unique=True),
        Index("uq_order_substitutions_open", "order_id", unique=True, postgresql_where=_OPEN, sqlite_where=_OPEN),
        Index("ix_order_substitutions_product_id", "product_id"),
        Index("ix_order_substitutions_expires_at", "expires_at", postgresql_where=_OPEN, sqlite_where=_OPEN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    state: Mapped[str] = mapped_column(String(12))
    shop_id: Mapped[UUID]
    product_id: Mapped[UUID]
    quantity: Mapped[int]
    to_shop_id: Mapped[UUID | None]
    to_shop_name: Mapped[str | None] = mapped_column(String(120))
    to_product_id: Mapped[UUID | None]
    to_name: Mapped[str | None] = mapped_column(String(120))
    # Of one pack, and what the order costs once it is taken: the buyer says yes to these sums and no others.
    price_vnd: Mapped[Dong | None]
    goods_vnd: Mapped[Dong | None]
    shipping_vnd: Mapped[Dong | None]
    ship_on: Mapped[date | None]
    # As what somebody of the household said that it is short.
    by: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[UUID]
    offered_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @property
    def total_vnd(self) -> int:
        return (self.goods_vnd or 0) + (self.shipping_vnd or 0)

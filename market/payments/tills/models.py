"""What was done to a till by hand. What is in it is the ledger's to say."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Dong, Model
from market.ids import new_id


class TillMovement(Model):
    """Cash brought, taken away or counted. A count keeps what the books said and how far off it was."""

    __tablename__ = "till_movements"
    __table_args__ = (
        CheckConstraint("amount_vnd >= 0", name="amount_not_negative"),
        Index("ix_till_movements_post_office_code", "post_office_code", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    post_office_code: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(20))
    amount_vnd: Mapped[Dong]
    expected_vnd: Mapped[Dong | None]
    note: Mapped[str] = mapped_column(String(200), default="")
    by_id: Mapped[UUID]
    # Of a hand-in: the courier whose cash it was.
    from_id: Mapped[UUID | None]
    at: Mapped[datetime]

    @property
    def difference_vnd(self) -> int | None:
        """Counted less expected; nothing for what is no count."""
        return None if self.expected_vnd is None else self.amount_vnd - self.expected_vnd

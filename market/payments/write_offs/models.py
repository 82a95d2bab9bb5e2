"""Money that an operator would give up: above a set sum it waits until a second one wants the same."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Dong, Model
from market.ids import new_id


class WriteOff(Model):
    """`subject` is the address of the deed: whose cash, which line, which transfer."""

    __tablename__ = "write_offs"
    __table_args__ = (CheckConstraint("amount_vnd > 0", name="amount_positive"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    subject: Mapped[str] = mapped_column(String(120), unique=True)
    amount_vnd: Mapped[Dong]
    note: Mapped[str] = mapped_column(String(500), default="")
    asked_by_id: Mapped[UUID]
    asked_at: Mapped[datetime]
    agreed_by_id: Mapped[UUID | None]
    agreed_at: Mapped[datetime | None]

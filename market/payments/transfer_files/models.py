"""Transfer files: what the bank is handed at once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from market.db import Dong, Model
from market.ids import new_id


class PayoutFile(Model):
    """A batch of payouts as it went to the bank."""

    __tablename__ = "payout_files"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    payouts: Mapped[int]
    total_vnd: Mapped[Dong]
    by_id: Mapped[UUID]
    at: Mapped[datetime]

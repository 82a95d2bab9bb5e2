"""That somebody asked to see an order. The code is an HMAC of this row's id; neither it nor the phone is stored."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model
from market.ids import new_id


class LookUp(Model):
    __tablename__ = "order_look_ups"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    # None where number and phone do not belong together: for whoever asks that looks the same.
    order_id: Mapped[UUID | None]
    # A keyed hash of the phone.
    asked_of: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]

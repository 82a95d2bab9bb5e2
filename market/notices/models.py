"""The log of what was sent: which notice, to whom, when; never what it said."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model
from market.ids import new_id


class SentNotice(Model):
    __tablename__ = "sent_notices"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    notice: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[UUID | None] = mapped_column(index=True)
    channel: Mapped[str] = mapped_column(String(20))
    sent_at: Mapped[datetime]

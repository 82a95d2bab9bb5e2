"""The log of what was sent: which notice, to whom, when; never what it said. And what each person wishes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model
from market.ids import new_id


class SentNotice(Model):
    """One notice that was dealt with; `channel` is how it left, or "none" for one that its person does not want."""

    __tablename__ = "sent_notices"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    notice: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[UUID | None] = mapped_column(index=True)
    # Of the order it told of: whoever asks whether it was said asks by that.
    order_number: Mapped[str | None] = mapped_column(String(12), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    sent_at: Mapped[datetime]


class ToldOnce(Model):
    """What a person has been told and is not told again, however often its cause comes by."""

    __tablename__ = "told_once"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    at: Mapped[datetime]


class NoticeWish(Model):
    """How a person wishes to be told; without a row by SMS, in Vietnamese, of everything."""

    __tablename__ = "notice_wishes"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(10), default="sms")
    language: Mapped[str] = mapped_column(String(2), default="vi")
    only_needed: Mapped[bool] = mapped_column(default=False)

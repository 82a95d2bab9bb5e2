"""Reads of what people wish to be told."""

from uuid import UUID

from sqlalchemy import select

from market.accounts.rules import ExportAsked
from market.db import db
from market.notices.models import NoticeWish, SentNotice


def wish_of(person_id: UUID) -> NoticeWish:
    """How a person wishes to be told; the defaults where nothing was said."""
    kept = db.session.get(NoticeWish, person_id)
    return kept or NoticeWish(person_id=person_id, channel="sms", language="vi", only_needed=False)


def was_sent(notice_id: UUID) -> bool:
    return db.session.get(SentNotice, notice_id) is not None


def add_notices(asked: ExportAsked) -> None:
    """What a person was told and how she wishes to be, for her to take with her."""
    told = select(SentNotice.notice, SentNotice.channel, SentNotice.sent_at).where(
        SentNotice.person_id == asked.person_id
    )
    asked.add("notices", db.session.execute(told.order_by(SentNotice.sent_at)).mappings())
    wish = wish_of(asked.person_id)
    asked.add("notice_wishes", [{"channel": wish.channel, "language": wish.language, "only_needed": wish.only_needed}])

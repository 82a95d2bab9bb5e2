"""Reads of what people wish to be told."""

from uuid import UUID

from market.db import db
from market.notices.models import NoticeWish, SentNotice


def wish_of(person_id: UUID) -> NoticeWish:
    """How a person wishes to be told; the defaults where nothing was said."""
    kept = db.session.get(NoticeWish, person_id)
    return kept or NoticeWish(person_id=person_id, channel="sms", language="vi", only_needed=False)


def was_sent(notice_id: UUID) -> bool:
    return db.session.get(SentNotice, notice_id) is not None

"""What must always be true of notices, for `market audit`."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from market.db import db
from market.notices.models import SentNotice
from market.outbox import OutboxEntry

_AT_ONCE = 500


def audit() -> Iterator[str]:
    """One plain line for each notice that was carried out but stands in no log."""
    carried_out = select(OutboxEntry.payload).where(
        OutboxEntry.topic == "notice", OutboxEntry.done_at.is_not(None), OutboxEntry.attempts > 0
    )
    ids = [UUID(payload["id"]) for payload in db.session.scalars(carried_out) if "id" in payload]
    waiting = select(OutboxEntry.payload).where(OutboxEntry.topic == "notice", OutboxEntry.done_at.is_(None))
    put_off = {UUID(payload["id"]) for payload in db.session.scalars(waiting) if "id" in payload}
    for start in range(0, len(ids), _AT_ONCE):
        some = set(ids[start : start + _AT_ONCE]) - put_off
        logged = set(db.session.scalars(select(SentNotice.id).where(SentNotice.id.in_(some))))
        yield from (f"notice {notice_id} was carried out, but no log tells of it" for notice_id in some - logged)

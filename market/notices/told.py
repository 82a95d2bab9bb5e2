"""Was it said? What somebody was told, or is about to be: kinds of notices and what became of them, no content."""

import re
from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select

from market.db import db
from market.http import pack_cursor
from market.http.pages import uuid_in
from market.language import Sentence
from market.notices.flows import NOBODY
from market.notices.models import SentNotice
from market.notices.sentences import NOTICES
from market.outbox import OutboxEntry

Notice = dict[str, Any]
# Of one person or order, what waits for the morning or for a gateway: a night's worth.
_MOST_WAITING = 500
_UNWANTED = Sentence(
    "Người này chỉ nhận tin cần thiết, hoặc không có số.", en="Wanted only what is needed, or no phone."
)
_AWAY = Sentence("Chưa gọi được nơi gửi tin, sẽ gửi lại.", en="The gateway was not reached; it is tried again.")
_NOT_TAKEN = Sentence("Nơi gửi tin chưa nhận, sẽ gửi lại.", en="The gateway has not taken it; it is tried again.")


def page_for_person(
    person_id: UUID, *, kinds: Collection[str] | None = None, limit: int, cursor: str | None = None
) -> Notice:
    """One page of what a person was told or is about to be, the newest first; of some kinds only."""
    sent = select(SentNotice).where(SentNotice.person_id == person_id)
    if kinds is not None:
        sent = sent.where(SentNotice.notice.in_(kinds))
    return _page(sent, OutboxEntry.payload["person_id"].as_string() == str(person_id), _kept(kinds), limit, cursor)


def page_for_order(number: str, *, to: Callable[[UUID | None], bool], limit: int, cursor: str | None = None) -> Notice:
    """The same of an order, to those people whom `to` lets pass."""
    sent = select(SentNotice).where(SentNotice.order_number == number)
    about = OutboxEntry.payload["words"]["number"].as_string() == number
    return _page(sent, about, lambda one: to(one["person_id"]), limit, cursor)


def _page(
    sent: Select[Any], waits: ColumnElement[bool], keeps: Callable[[Notice], bool], limit: int, cursor: str | None
) -> Notice:
    """Both kinds by their ids, of which each notice keeps its own from first to last."""
    before = uuid_in(cursor) if cursor else None
    waiting = select(OutboxEntry).where(OutboxEntry.topic == "notice", OutboxEntry.done_at.is_(None), waits)
    told = {one["id"]: one for one in map(_waiting, db.session.scalars(waiting.limit(_MOST_WAITING)))}
    for row in db.session.scalars(_newest(sent, before)):
        told[row.id] = _sent(row)
    found = [one for one in told.values() if keeps(one) and (before is None or one["id"] < before)]
    found = sorted(found, key=lambda one: one["id"], reverse=True)[: limit + 1]
    following = pack_cursor(str(found[limit - 1]["id"])) if len(found) > limit else None
    return {"items": found[:limit], "next": following}


def _newest(sent: Select[Any], before: UUID | None) -> Select[Any]:
    wanted = sent if before is None else sent.where(SentNotice.id < before)
    return wanted.order_by(SentNotice.id.desc()).limit(_MOST_WAITING)


def _kept(kinds: Collection[str] | None) -> Callable[[Notice], bool]:
    return lambda one: kinds is None or one["notice"] in kinds


def _waiting(entry: OutboxEntry) -> Notice:
    """What the worker has yet to say, or has tried to."""
    payload, failed = entry.payload, entry.attempts > 0 and entry.last_error is not None
    away = (entry.last_error or "").endswith(("ConnectionError", "Timeout", "ConnectTimeout", "ReadTimeout"))
    reason = (_AWAY if away else _NOT_TAKEN) if failed else None
    number = payload["words"].get("number")
    state = {"state": "failed" if failed else "waiting", "channel": None, "reason": reason}
    told = {"id": UUID(payload.get("id", str(entry.id))), "person_id": UUID(payload["person_id"])}
    return _kind(payload["notice"], number) | told | state | {"at": entry.due_at}


def _sent(row: SentNotice) -> Notice:
    unwanted = row.channel == NOBODY
    state = {"state": "unwanted" if unwanted else "sent", "channel": None if unwanted else row.channel}
    told = {"id": row.id, "person_id": row.person_id, "at": row.sent_at, "reason": _UNWANTED if unwanted else None}
    return _kind(row.notice, row.order_number) | told | state


def _kind(notice: str, number: str | None) -> Notice:
    """Its kind in words: the sentence without what it told, but for the order's number."""
    blank = dict.fromkeys(re.findall(r"\{([a-z_]+)\}", NOTICES.get(notice, "")), "…")
    says = NOTICES[notice].format(**blank | ({"number": number} if number else {})) if notice in NOTICES else notice
    return {"notice": notice, "says": says, "order_number": number}

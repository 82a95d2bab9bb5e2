"""Reads of messages: a thread, the threads that somebody has part in, and what was reported."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased

from market import phones
from market.db import db, locked
from market.http import pack_cursor, start_in
from market.messages import rules
from market.messages.models import OrderMessage, Thread
from market.messages.rules import Side
from market.orders.models import Order

Shown = dict[str, Any]
_BEFORE = 5  # what was said before a reported message, so that it can be understood


def thread(order_id: UUID) -> Thread | None:
    return db.session.get(Thread, order_id)


def locked_thread(order_id: UUID) -> Thread | None:
    """The thread, held until this transaction ends, as others left it."""
    return db.session.scalars(locked(select(Thread).filter_by(order_id=order_id))).first()


def message(order_id: UUID, message_no: int) -> OrderMessage | None:
    wanted = select(OrderMessage).filter_by(order_id=order_id, message_no=message_no)
    return db.session.scalars(wanted.execution_options(populate_existing=True)).first()


def in_a_row(order_id: UUID, side: Side) -> int:
    """How many of the newest messages are of `side`."""
    other = select(func.coalesce(func.max(OrderMessage.message_no), 0)).filter_by(order_id=order_id, side=side.other)
    since = select(func.count()).where(
        OrderMessage.order_id == order_id, OrderMessage.message_no > other.scalar_subquery()
    )
    return db.session.scalar(since) or 0


def shown_thread(order: Order, side: Side, *, now: datetime, limit: int, cursor: str | None = None) -> Shown:
    """One page of the thread as `side` reads it: the newest `limit`, the oldest of them first."""
    found = thread(order.id)
    readable = OrderMessage.message_no > read_from(found, side)
    told, following = _page(select(OrderMessage).filter_by(order_id=order.id).where(readable), limit, cursor)
    return {
        "order_number": order.number,
        "side": side,
        "items": [_shown(one, found, side, now) for one in told],
        "next": following,
        "unread": unread_of(found, side),
        "can_write": why_not(order, found, now=now) is None,
        "blocked_by_me": found is not None and found.is_blocked_by(side),
        "phones": phones_of(found, side),
    }


def _page(wanted: Select[OrderMessage], limit: int, cursor: str | None) -> tuple[list[OrderMessage], str | None]:
    """The newest of these before the cursor's, the oldest of them first; and the cursor of those before."""
    before = start_in(cursor)
    wanted = wanted.where(OrderMessage.message_no < before) if before else wanted
    rows = list(db.session.scalars(wanted.order_by(OrderMessage.message_no.desc()).limit(limit + 1)))
    told = rows[:limit][::-1]
    return told, pack_cursor(told[0].message_no) if len(rows) > limit else None


def why_not(order: Order, of: Thread | None, *, now: datetime) -> type[rules.ThreadClosed | rules.ThreadBlocked] | None:
    """The refusal that awaits whoever writes now."""
    if not rules.takes_words(order.state, order.state_since, now):
        return rules.ThreadClosed
    return rules.ThreadBlocked if of is not None and of.is_blocked else None


def phones_of(of: Thread | None, side: Side) -> Shown:
    """Who has agreed that phone numbers are shown."""
    mine, theirs = (of.shows(side), of.shows(side.other)) if of else (False, False)
    return {"shown": mine and theirs, "agreed_by_me": mine, "agreed_by_other": theirs}


def read_from(of: Thread | None, side: Side | None) -> int:
    """After which message `side` reads: what was written to a former household stays between it and the buyer."""
    return of.household_from if of is not None and side is Side.HOUSEHOLD else 0


def unread_of(of: Thread | None, side: Side) -> int:
    return of.messages - of.seen_by(side) if of is not None else 0


def _shown(one: OrderMessage, of: Thread | None, side: Side | None, now: datetime) -> Shown:
    """A message as it is read; nobody but the two sides is ever shown a phone number."""
    may_see = side is not None and of is not None and of.shows_phones
    mine = one.side == side
    return {
        "message_no": one.message_no,
        "side": one.side,
        "by": one.by,
        "mine": mine,
        "text": one.text if may_see else phones.hidden(one.text),
        "hides_phone": not may_see and phones.are_in(one.text),
        "has_photo": one.photo is not None,
        "takes_photo": mine and takes_photo(one, now=now),
        "sent_at": one.sent_at,
        "reported": one.reported_at is not None and not mine,
    }


def takes_photo(one: OrderMessage, *, now: datetime) -> bool:
    return one.photo is None and one.text != "" and now < one.sent_at + rules.PHOTO_WITHIN


def shown_message(order: Order, one: OrderMessage, side: Side, *, now: datetime) -> Shown:
    return _shown(one, thread(order.id), side, now)


def reported(order_id: UUID, *, now: datetime, limit: int, cursor: str | None = None) -> Shown:
    """What was reported of an order, each with what was said just before it; roles only, never a phone number."""
    told, following = _page(select(OrderMessage).where(OrderMessage.order_id == order_id, _near()), limit, cursor)
    return {"items": [_judged(one, now) for one in told], "next": following}


def _judged(one: OrderMessage, now: datetime) -> Shown:
    more = {"reported": one.reported_at is not None, "reason": one.report_reason}
    return _shown(one, None, None, now) | more


def _near() -> ColumnElement[bool]:
    """What was reported itself, or something a little later."""
    later = aliased(OrderMessage)
    span = later.message_no.between(OrderMessage.message_no, OrderMessage.message_no + _BEFORE)
    return exists().where(later.order_id == OrderMessage.order_id, later.reported_at.is_not(None), span)


def was_reported(one: OrderMessage) -> bool:
    """Whether who judges may look at its photo."""
    which = OrderMessage.order_id == one.order_id, OrderMessage.message_no == one.message_no
    return db.session.scalar(select(OrderMessage.message_no).where(*which, _near())) is not None

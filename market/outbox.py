"""News that leaves the transaction: written with the change itself, carried out afterwards by `market work`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Index, String, delete, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model, db, transaction
from market.ids import new_id

Handler = Callable[[dict[str, Any], datetime], None]

LEASE = timedelta(seconds=60)
KEPT = timedelta(days=7)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=2), timedelta(hours=1)
_log = structlog.get_logger()


class OutboxEntry(Model):
    """One thing to do (or to follow) because of a committed change. `payload` holds ids, never people."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_open", "due_at", postgresql_where=text("done_at IS NULL"), sqlite_where=text("done_at IS NULL")
        ),
        Index("ix_outbox_topic_created_at", "topic", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    topic: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(String(200))


def put(topic: str, payload: dict[str, Any], *, now: datetime, due_at: datetime | None = None) -> None:
    """Ask the worker to do `topic` once this transaction is committed, not before `due_at`."""
    db.session.add(OutboxEntry(topic=topic, payload=payload, created_at=now, due_at=due_at or now))


def announce(topic: str, payload: dict[str, Any], *, now: datetime) -> None:
    """Record a change that each machine follows with a cursor of its own; no worker takes it."""
    db.session.add(OutboxEntry(topic=topic, payload=payload, created_at=now, due_at=now, done_at=now))


def since(topic: str, start: datetime) -> list[OutboxEntry]:
    """The entries of `topic` made at or after `start`, oldest first."""
    wanted = select(OutboxEntry).where(OutboxEntry.topic == topic, OutboxEntry.created_at >= start)
    return list(db.session.scalars(wanted.order_by(OutboxEntry.created_at, OutboxEntry.id)))


def claim(*, now: datetime, limit: int = 20) -> list[OutboxEntry]:
    """Lease open, due entries to this worker. A worker that dies gives them back when the lease ends."""
    free = (OutboxEntry.leased_until.is_(None)) | (OutboxEntry.leased_until < now)
    is_open = (OutboxEntry.done_at.is_(None)) & (OutboxEntry.due_at <= now) & free
    ready = select(OutboxEntry.id).where(is_open).order_by(OutboxEntry.due_at).limit(limit)
    lease = (
        update(OutboxEntry)
        .where(OutboxEntry.id.in_(ready.with_for_update(skip_locked=True).scalar_subquery()), is_open)
        .values(leased_until=now + LEASE, attempts=OutboxEntry.attempts + 1)
        .returning(OutboxEntry)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return sorted(db.session.scalars(lease), key=lambda entry: entry.id)


def settle_all(topic: str, *, now: datetime) -> None:
    """Close every open entry of `topic` without doing it: for what was loaded rather than lived."""
    is_open = (OutboxEntry.topic == topic) & (OutboxEntry.done_at.is_(None))
    close = update(OutboxEntry).where(is_open).values(done_at=now)
    db.session.execute(close.execution_options(synchronize_session=False))


def forget_old(*, now: datetime) -> None:
    """Drop what was done over a week ago: an index that has been away for longer builds itself anew."""
    db.session.execute(delete(OutboxEntry).where(OutboxEntry.done_at < now - KEPT))


def outside(handler: Handler) -> Handler:
    """Mark a handler that calls another machine: it opens its own transactions, and its entry is settled after it.

    One that dies in between is called again, so it must be harmless to repeat.
    """
    handler.outside = True  # type: ignore[attr-defined]
    return handler


def drain(handlers: Mapping[str, Handler], *, clock: Callable[[], datetime]) -> int:
    """Carry out what is due, each in a transaction of its own or outside any; returns how many were tried."""
    entries = transaction(lambda: claim(now=clock()))
    for entry in entries:
        db.session.expunge(entry)  # a rollback for one must not make the next be read again, in a transaction
    for entry in entries:
        try:
            _carry_out(entry, handlers[entry.topic], clock)
        except Exception as error:
            _log.warning("outbox entry failed", topic=entry.topic, entry=str(entry.id), error=type(error).__name__)
            transaction(lambda entry=entry, error=error: _put_off(entry, error, clock()))  # type: ignore[misc]
    return len(entries)


def _carry_out(entry: OutboxEntry, handler: Handler, clock: Callable[[], datetime]) -> None:
    if getattr(handler, "outside", False):
        handler(entry.payload, clock())
        transaction(lambda: _settle(entry, done_at=clock()))
    else:
        transaction(lambda: _within(entry, handler, clock()))


def _within(entry: OutboxEntry, handler: Handler, now: datetime) -> None:
    handler(entry.payload, now)
    _settle(entry, done_at=now)


def _put_off(entry: OutboxEntry, error: Exception, now: datetime) -> None:
    wait = min(_FIRST_WAIT * 2 ** min(entry.attempts - 1, 20), _LONGEST_WAIT)
    _settle(entry, due_at=now + wait, leased_until=None, last_error=f"{type(error).__name__}"[:200])


def _settle(entry: OutboxEntry, **values: Any) -> None:
    # Only the lease we hold: an entry taken over by another worker is that worker's to settle.
    held = (OutboxEntry.id == entry.id) & (OutboxEntry.attempts == entry.attempts)
    db.session.execute(update(OutboxEntry).where(held).values(**values))

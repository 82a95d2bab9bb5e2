"""Transactional outbox: jobs written with the change itself, done afterwards by leases, retried with backoff."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, Index, String, case, delete, func, select, text, true, update
from sqlalchemy.orm import Mapped, mapped_column

from market import ids, metrics
from market.db import Model, db, insert_at_the_end, transaction

# Is told the payload; one marked `together`, the payloads.
Handler = Callable[[Any, datetime], None]

LEASE = timedelta(seconds=60)
KEPT = timedelta(days=7)
# An entry that is open beyond these is named by `market audit`.
STUCK_AFTER, STUCK_TRIES = timedelta(hours=1), 10
_AT_ONCE = 10_000
# Machines' clocks may differ by so much.
_TOLERANCE = timedelta(seconds=60)
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
        Index("ix_outbox_done_at", "done_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new_id)
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
    insert_at_the_end(OutboxEntry(topic=topic, payload=payload, created_at=now, due_at=due_at or now))


def claim(*, now: datetime, limit: int = 20, of: ColumnElement[bool] | None = None) -> list[OutboxEntry]:
    """Lease open, due entries (of one lane) to this worker. A worker that dies gives them back when the lease ends.

    What has been tried before comes after what is fresh, and one at a time: an entry that hangs or
    kills its worker then stands in nobody's way.
    """
    lane = true() if of is None else of
    fresh = _lease(lane & (OutboxEntry.attempts == 0), [OutboxEntry.due_at], now, limit)
    return fresh + _lease(lane & (OutboxEntry.attempts > 0), [OutboxEntry.attempts, OutboxEntry.due_at], now, 1)


def _lease(which: ColumnElement[bool], order: list[Any], now: datetime, limit: int) -> list[OutboxEntry]:
    free = (OutboxEntry.leased_until.is_(None)) | (OutboxEntry.leased_until < now)
    is_open = which & (OutboxEntry.done_at.is_(None)) & (OutboxEntry.due_at <= now) & free
    ready = select(OutboxEntry.id).where(is_open).order_by(*order).limit(limit)
    # A common table expression is read once; PostgreSQL may read a plain subquery once a row, and lease too many.
    picked = ready.with_for_update(skip_locked=True).cte("picked")
    lease = (
        update(OutboxEntry)
        .where(OutboxEntry.id.in_(select(picked.c.id)), is_open)
        .values(leased_until=now + LEASE, attempts=OutboxEntry.attempts + 1)
        .returning(OutboxEntry)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return sorted(db.session.scalars(lease), key=lambda entry: entry.id)


def mend(*, now: datetime) -> None:
    """Free what a clock that jumped ahead has put off too far: leases, second tries, entries dated in the future."""
    late = now + _TOLERANCE
    too_far = (
        (OutboxEntry.created_at > late)
        | (OutboxEntry.leased_until > late + LEASE)
        | ((OutboxEntry.attempts > 0) & (OutboxEntry.due_at > late + _LONGEST_WAIT))
    )
    held_back = OutboxEntry.due_at > now
    freed = update(OutboxEntry).where(OutboxEntry.done_at.is_(None), too_far)
    freed = freed.values(due_at=case((held_back, now), else_=OutboxEntry.due_at), leased_until=None, created_at=now)
    db.session.execute(freed.execution_options(synchronize_session=False))


def stuck(*, now: datetime) -> ColumnElement[bool]:
    """What is called lost until somebody looks: open, and due for over an hour or tried ten times."""
    overdue = OutboxEntry.due_at < now - STUCK_AFTER
    return (OutboxEntry.done_at.is_(None)) & (overdue | (OutboxEntry.attempts >= STUCK_TRIES))


@dataclass(frozen=True)
class Waiting:
    """How many entries are due, for how long the oldest of them has been, and how many are stuck."""

    due: int
    oldest_seconds: float
    stuck: int


def waiting(*, now: datetime) -> Waiting:
    is_open = OutboxEntry.done_at.is_(None)
    due = select(func.count(), func.min(OutboxEntry.due_at)).where(is_open, OutboxEntry.due_at <= now)
    count, oldest = db.session.execute(due).one()
    held_up = db.session.scalar(select(func.count()).select_from(OutboxEntry).where(stuck(now=now))) or 0
    return Waiting(count, (now - oldest).total_seconds() if oldest else 0.0, held_up)


def audit(*, now: datetime) -> Iterator[str]:
    """One plain line for each entry that is lost until somebody looks: see `stuck`."""
    yield from _described(stuck(now=now))


def failed() -> Iterator[str]:
    """One plain line for each open entry that was tried in vain."""
    yield from _described((OutboxEntry.done_at.is_(None)) & (OutboxEntry.attempts > 0))


def _described(which: ColumnElement[bool]) -> Iterator[str]:
    wanted = select(OutboxEntry.id, OutboxEntry.topic, OutboxEntry.due_at, OutboxEntry.attempts, OutboxEntry.last_error)
    for key, topic, due_at, attempts, error in db.session.execute(wanted.where(which).order_by(OutboxEntry.due_at)):
        yield f"outbox entry {key} ({topic}): due {due_at:%Y-%m-%d %H:%M}, tried {attempts} times, last error {error}"


def try_again(*, now: datetime) -> int:
    """Let every entry that failed be tried at once; returns how many. For an operator who has removed the cause."""
    again = update(OutboxEntry).where(OutboxEntry.done_at.is_(None), OutboxEntry.attempts > 0)
    again = again.values(due_at=now, leased_until=None).returning(OutboxEntry.id)
    return len(db.session.scalars(again.execution_options(synchronize_session=False)).all())


def settle_all(topic: str, *, now: datetime) -> None:
    """Close every open entry of `topic` without doing it: for what was loaded rather than lived."""
    close = update(OutboxEntry).where(OutboxEntry.topic == topic, OutboxEntry.done_at.is_(None)).values(done_at=now)
    db.session.execute(close.execution_options(synchronize_session=False))


def purge_old(*, now: datetime) -> None:
    """Drop what was done over a week ago, some at a time: an index away for longer builds itself anew."""
    old = select(OutboxEntry.id).where(OutboxEntry.done_at < now - KEPT).limit(_AT_ONCE)
    db.session.execute(delete(OutboxEntry).where(OutboxEntry.id.in_(old)))


def outside(handler: Handler) -> Handler:
    """Mark a handler that calls another machine: it opens its own transactions, and its entry is settled after it.

    One that dies in between is called again, so it must be harmless to repeat.
    """
    handler.outside = True  # type: ignore[attr-defined]
    return handler


def together(handler: Handler) -> Handler:
    """Mark a handler that is given all that is at hand at once, in one transaction; where that fails, one by one."""
    handler.together = True  # type: ignore[attr-defined]
    return handler


def drain(
    handlers: Mapping[str, Handler],
    *,
    clock: Callable[[], datetime],
    limit: int = 20,
    of: ColumnElement[bool] | None = None,
) -> int:
    """Carry out what is due (of one lane), each in its transaction, outside any or together; how many were tried."""
    entries = transaction(lambda: claim(now=clock(), limit=limit, of=of))
    for entry in entries:
        db.session.expunge(entry)  # a rollback for one must not make the next be read again, in a transaction
    for some in _at_once(entries, handlers):
        _try(some, handlers, clock)
    return len(entries)


def _at_once(entries: list[OutboxEntry], handlers: Mapping[str, Handler]) -> list[list[OutboxEntry]]:
    """One by one but for what is done together; what failed before, or killed its worker, is tried alone."""
    heaps: dict[object, list[OutboxEntry]] = {}
    for entry in entries:
        gathers = entry.attempts == 1 and getattr(handlers.get(entry.topic), "together", False)
        heaps.setdefault(entry.topic if gathers else entry.id, []).append(entry)
    return list(heaps.values())


def _try(some: list[OutboxEntry], handlers: Mapping[str, Handler], clock: Callable[[], datetime]) -> None:
    entry, *others = some
    about = {"topic": entry.topic, "entry": str(entry.id)}
    try:
        _carry_out(some, handlers[entry.topic], clock)
        metrics.JOBS.labels(entry.topic, "done").inc(len(some))
    except Exception as error:
        db.session.rollback()  # nothing of a broken-off try may be committed with the note that it failed
        if others:  # each alone says what ails it
            for each in some:
                _try([each], handlers, clock)
        elif isinstance(error, LeaseLost):
            _log.warning("outbox lease lost", **about)
        else:
            _log.warning("outbox entry failed", **about, error=type(error).__name__)
            metrics.JOBS.labels(entry.topic, "failed").inc()
            transaction(lambda error=error: _put_off(entry, error, clock()))  # type: ignore[misc]


class LeaseLost(Exception):
    """Another worker has taken the entry over: this one held it for longer than its lease."""


def _carry_out(some: list[OutboxEntry], handler: Handler, clock: Callable[[], datetime]) -> None:
    transaction(lambda: _hold(some, clock()))
    if getattr(handler, "outside", False):
        handler(some[0].payload, clock())
        transaction(lambda: _settle(some[0], done_at=clock()))
    else:
        transaction(lambda: _within(some, handler, clock()))


def _hold(some: list[OutboxEntry], now: datetime) -> None:
    """Lease again what has waited behind slow ones, so that each begins with most of a lease before it."""
    for entry in some:
        left = (entry.leased_until or now) - now
        if not LEASE / 2 < left <= LEASE:
            entry.leased_until = now + LEASE
            _settle(entry, leased_until=entry.leased_until)


def _within(some: list[OutboxEntry], handler: Handler, now: datetime) -> None:
    for entry in some:
        _settle(entry, done_at=now)  # first: what another worker has taken over must not be done twice
    payloads = [entry.payload for entry in some]
    handler(payloads if getattr(handler, "together", False) else payloads[0], now)


def _put_off(entry: OutboxEntry, error: Exception, now: datetime) -> None:
    wait = min(_FIRST_WAIT * 2 ** min(entry.attempts - 1, 20), _LONGEST_WAIT)
    with suppress(LeaseLost):
        _settle(entry, due_at=now + wait, leased_until=None, last_error=f"{type(error).__name__}"[:200])


def _settle(entry: OutboxEntry, **values: Any) -> None:
    """Write to the entry if the lease is still ours. Raises LeaseLost."""
    held = (OutboxEntry.id == entry.id) & (OutboxEntry.attempts == entry.attempts) & (OutboxEntry.done_at.is_(None))
    ours = update(OutboxEntry).where(held).values(**values).returning(OutboxEntry.id)
    if db.session.scalar(ours.execution_options(synchronize_session=False)) is None:
        raise LeaseLost

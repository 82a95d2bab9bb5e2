"""Changes that every machine follows with a cursor of its own, in the order of the one clock that all share.

Machines' clocks differ; a machine whose clock lags would tell of today's changes among yesterday's, where
nobody looks any more. So the database dates what is announced, and whoever follows asks the database for the time.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from market.db import UTCDateTime, db
from market.outbox import OutboxEntry


class database_time(FunctionElement[datetime]):  # noqa: N801  (it stands in SQL, where functions are written so)
    """The present instant by the database's own clock, to the millisecond at least."""

    type = UTCDateTime()
    inherit_cache = True


@compiles(database_time, "postgresql")
def _on_postgresql(_element: database_time, _compiler: Any, **_: Any) -> str:
    return "clock_timestamp()"  # not now(), which stands still within a transaction


@compiles(database_time, "sqlite")
def _on_sqlite(_element: database_time, _compiler: Any, **_: Any) -> str:
    return "strftime('%Y-%m-%d %H:%M:%f000', 'now')"


def present() -> datetime:
    """What time it is at the database."""
    return db.session.scalars(select(database_time())).one()


def announce(topic: str, payload: dict[str, Any], *, now: datetime) -> None:
    """Record a change for all who follow `topic`; no worker takes it. It is forgotten a week after `now`."""
    db.session.add(OutboxEntry(topic=topic, payload=payload, created_at=database_time(), due_at=now, done_at=now))


def since(topic: str, start: datetime, *, limit: int | None = None) -> list[OutboxEntry]:
    """The entries of `topic` announced at or after `start`, oldest first."""
    wanted = select(OutboxEntry).where(OutboxEntry.topic == topic, OutboxEntry.created_at >= start)
    return list(db.session.scalars(wanted.order_by(OutboxEntry.created_at, OutboxEntry.id).limit(limit)))

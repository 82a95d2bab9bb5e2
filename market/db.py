"""The database: typed columns, one transaction at the edge, and what may be tried again."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, TypeVar
from uuid import UUID

import flask_sqlalchemy.session
from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    TypeDecorator,
    Uuid,
    create_engine,
    event,
    text,
)
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.orm.exc import StaleDataError

from market.errors import Busy, Conflict

Result = TypeVar("Result")

TRIES = 4
_PAUSE_SECONDS = 0.05
_LOCK_WAIT_SECONDS = 5
# PostgreSQL: serialization failure, deadlock, lock not available.
_PASSING = {"40001", "40P01", "55P03"}

# A request that only reads must not queue for SQLite's single write lock.
reading: ContextVar[bool] = ContextVar("reading", default=False)
# The engine of sessions that only look; None: the primary, in transactions.
_looking_at: ContextVar[Engine | None] = ContextVar("looking_at", default=None)


class UTCDateTime(TypeDecorator[datetime]):
    """An instant. Goes in aware, comes out aware in UTC, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant must say its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Session(flask_sqlalchemy.session.Session):
    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:
        return _looking_at.get() or super().get_bind(*args, **kwargs)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False, "class_": Session})
_TYPES: dict[Any, Any] = {datetime: UTCDateTime, UUID: Uuid, dict[str, Any]: JSON, list[str]: JSON}
db.Model.registry.update_type_annotation_map(_TYPES)  # type: ignore[attr-defined]

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


# Money in whole đồng: a plain integer column of PostgreSQL would end at two thousand million.
Dong = Annotated[int, mapped_column(BigInteger)]


def transaction(work: Callable[[], Result]) -> Result:
    """Do `work` and commit, or roll all of it back.

    What a fresh try can heal (a deadlock, a lock waited for too long, a key another request has
    just taken) is tried again from the start. Raises Busy or Conflict when it does not heal.
    """
    for attempt in range(1, TRIES + 1):
        try:
            result = work()
            db.session.commit()
            db.session.info["commits"] = commits() + 1
            return result
        except StaleDataError as error:
            db.session.rollback()
            if attempt > 1:
                raise Conflict from error
        except DBAPIError as error:
            db.session.rollback()
            if attempt == TRIES or not _heals(error, attempt):
                raise _refusal(error) from error
            time.sleep(_PAUSE_SECONDS * attempt)
        except BaseException:
            db.session.rollback()
            raise
    raise AssertionError("unreachable")


def commit_half() -> None:
    """Commit what a flow has recorded before it calls another machine.

    A failure here is the whole request's to try again, for a part of it (the claim of its key) would be missing.
    """
    db.session.commit()
    db.session.info["commits"] = commits() + 1


def look(work: Callable[[], Result], *, anyone: bool = False) -> Result:
    """Do `work`, which only reads: from the replica, if there is one and `anyone` may see the answer.

    PostgreSQL answers each statement on its own, which saves BEGIN and COMMIT their round trips. A replica
    that does not answer is passed over.
    """
    mode = reading.set(True)
    try:
        for engine in _readers(anyone):
            chosen = _looking_at.set(engine)
            try:
                return transaction(work)
            except (DBAPIError, Busy):
                if engine is not current_app.extensions["replica"]:
                    raise
            finally:
                _looking_at.reset(chosen)
        raise AssertionError("unreachable")
    finally:
        reading.reset(mode)


def _readers(anyone: bool) -> list[Engine]:
    """Where to look, in the order in which to try."""
    engines = current_app.extensions
    replica = [engines["replica"]] if anyone and engines["replica"] is not None else []
    return [*replica, engines["reader"]]


def commits() -> int:
    """How often this session has committed: tells a flow's first half from nothing done."""
    return int(db.session.info.get("commits", 0))


def is_postgresql() -> bool:
    return db.engine.dialect.name == "postgresql"


def init_app(app: Flask, *, url: str, replica_url: str, connections: int) -> None:
    """Connect `app` to its database, and to the replica if `replica_url` names one, by so many connections each."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _pool(url, connections)
    db.init_app(app)
    with app.app_context():
        app.extensions["reader"] = prepare(db.engine)
    replica = create_engine(replica_url, **_pool(replica_url, connections)) if replica_url else None
    app.extensions["replica"] = prepare(replica) if replica is not None else None


def _pool(url: str, connections: int) -> dict[str, Any]:
    # A thread holds one connection while it answers; the last one used is the likeliest to be warm.
    return {} if url.startswith("sqlite") else {"pool_size": connections, "max_overflow": 2, "pool_use_lifo": True}


def prepare(engine: Engine) -> Engine:
    """Set up connections: SQLite with WAL, foreign keys and write locks taken at BEGIN; PostgreSQL with a lock wait.

    Returns the engine, of the same connections, for those who only look.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _connect_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    event.listen(engine, "connect", _connect_postgresql)
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def _connect_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # BEGIN is ours, below
    for pragma in (
        f"busy_timeout={_LOCK_WAIT_SECONDS * 1000}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that reads and then writes fails under load whatever the busy timeout.
    connection.exec_driver_sql("BEGIN" if reading.get() else "BEGIN IMMEDIATE")


def _connect_postgresql(connection: Any, _record: Any) -> None:
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{_LOCK_WAIT_SECONDS}s'")
        cursor.execute("SET timezone = 'UTC'")
    connection.autocommit = False


def _heals(error: DBAPIError, attempt: int) -> bool:
    if isinstance(error, IntegrityError):
        return attempt == 1  # the second look sees what the other request did
    return _passing(error)


def _passing(error: DBAPIError) -> bool:
    locked = isinstance(error.orig, sqlite3.OperationalError) and "locked" in str(error.orig)
    return locked or getattr(error.orig, "sqlstate", None) in _PASSING


def _refusal(error: DBAPIError) -> Exception:
    if isinstance(error, IntegrityError):
        return Conflict()
    return Busy() if _passing(error) else error


def answers() -> bool:
    """Whether the database answers at all."""
    return db.session.execute(text("SELECT 1")).scalar() == 1

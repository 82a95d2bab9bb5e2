"""The database: typed columns, one transaction at the edge, and what may be tried again."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from importlib import resources
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
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.orm.exc import StaleDataError

from market import metrics
from market.errors import Busy, Conflict

Result = TypeVar("Result")

TRIES = 4
_PAUSE_SECONDS = 0.05
_LOCK_WAIT_SECONDS = 5
# Nobody waits longer for a try that has not begun: a phone has given up by then.
_PATIENCE_SECONDS = 10
# A process that hangs in the middle of a transaction must not hold its rows for ever (PostgreSQL).
_IDLE_SECONDS = 60
_LONGEST_STATEMENT_SECONDS = 30
# PostgreSQL: serialization failure, deadlock, lock not available.
_PASSING = {"40001", "40P01", "55P03"}
# SQLite's primary codes for busy, locked, out of memory, read-only, I/O error, disk full, cannot open, protocol.
_SICK_SQLITE = {5, 6, 7, 8, 10, 13, 14, 15}
_LOCKED_SQLITE = {5, 6}

_POSTGRESQL = {
    "connect_timeout": _LOCK_WAIT_SECONDS,
    # A machine that has vanished is noticed within some 20 s rather than two hours.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 20_000,
}

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
    just taken, a connection that broke before the commit) is tried again from the start, for at
    most ten seconds. Raises Busy or Conflict when it does not heal.
    """
    began = time.monotonic()
    for attempt in range(1, TRIES + 1):
        try:
            return _once(work)
        except StaleDataError as error:
            if attempt == TRIES:
                raise Conflict from error
        except NoConnectionFree as error:
            raise Busy from error
        except DBAPIError as error:
            late = attempt == TRIES or time.monotonic() - began > _PATIENCE_SECONDS
            if late or not _heals(error, attempt):
                raise _refusal(error) from error
            time.sleep(_PAUSE_SECONDS * attempt)
        metrics.RETRIES.inc()
    raise AssertionError("unreachable")


def commit_half() -> None:
    """Commit what a flow has recorded before it calls another machine.

    A failure here is the whole request's to try again, for a part of it (the claim of its key) would be missing.
    """
    _commit()


def _once(work: Callable[[], Result]) -> Result:
    try:
        result = work()
        db.session.flush()
        _commit()
        return result
    except BaseException:
        _roll_back()
        raise


def _commit() -> None:
    try:
        db.session.commit()
    except OperationalError as error:
        if _passing(error):
            raise
        # The connection broke while we asked: it may have been committed. A second try could do it twice.
        raise Busy from error
    db.session.info["commits"] = commits() + 1


def _roll_back() -> None:
    # On a connection that is gone there is nothing left to roll back.
    with suppress(DBAPIError):
        db.session.rollback()


@contextmanager
def snapshot() -> Iterator[None]:
    """A transaction that only reads, sees one moment throughout, and neither waits for writers nor holds them up."""
    _roll_back()
    mode = reading.set(True)
    try:
        if is_postgresql():
            db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            db.session.execute(text("SET TRANSACTION READ ONLY"))
            db.session.execute(text("SET LOCAL statement_timeout = 0"))
        yield
    finally:
        _roll_back()
        reading.reset(mode)


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
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options(url, connections)
    db.init_app(app)
    with app.app_context():
        app.extensions["reader"] = prepare(db.engine)
    replica = create_engine(replica_url, **options(replica_url, connections)) if replica_url else None
    app.extensions["replica"] = prepare(replica) if replica is not None else None


def options(address: str, connections: int) -> dict[str, Any]:
    """What `create_engine` is given for this database."""
    # An error of the database names its statement, never the phone or address in it.
    given: dict[str, Any] = {"hide_parameters": True, "pool_timeout": _LOCK_WAIT_SECONDS}
    if address.startswith("sqlite"):
        return given
    # A thread holds one connection while it answers; the last one used is the likeliest to be warm.
    pool = {"pool_size": connections, "max_overflow": 2, "pool_use_lifo": True}
    return given | pool | {"connect_args": _POSTGRESQL}


def prepare(engine: Engine) -> Engine:
    """Set up connections: SQLite with WAL, foreign keys and write locks taken at BEGIN; PostgreSQL with time limits.

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
        "busy_timeout=0",  # from here on we wait ourselves, see `_take_write_lock`
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    if reading.get():
        connection.exec_driver_sql("BEGIN")
        return
    # A deferred transaction that reads and then writes fails under load whatever the busy timeout.
    with metrics.WRITE_LOCK_SECONDS.time():
        _take_write_lock(connection)


def _take_write_lock(connection: Connection) -> None:
    """Begin to write as soon as SQLite's one writer has ended, for which all who wait look equally often.

    SQLite's own waiting looks ever more rarely the longer it lasts: measured with nine processes that write
    without a pause, who began late was served and who had waited longest not within ten seconds.
    """
    driver: Any = connection.connection.driver_connection
    deadline = time.monotonic() + _LOCK_WAIT_SECONDS
    while time.monotonic() < deadline:
        try:
            driver.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            if _primary_code(error) not in _LOCKED_SQLITE:
                break
            time.sleep(random.uniform(0.001, 0.004))  # noqa: S311
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # what stands in the way is told as of any statement


def _connect_postgresql(connection: Any, _record: Any) -> None:
    connection.autocommit = True
    limits = {
        "lock_timeout": f"{_LOCK_WAIT_SECONDS}s",
        "statement_timeout": f"{_LONGEST_STATEMENT_SECONDS}s",
        "idle_in_transaction_session_timeout": f"{_IDLE_SECONDS}s",
        "timezone": "UTC",
    }
    connection.execute(";".join(f"SET {name} = '{value}'" for name, value in limits.items()))
    connection.autocommit = False


def _heals(error: DBAPIError, attempt: int) -> bool:
    if isinstance(error, IntegrityError):
        return attempt == 1  # the second look sees what the other request did
    return _passing(error) or (_sick(error) and attempt == 1)


def _passing(error: DBAPIError) -> bool:
    """Whether it stood in the way for a moment, and nothing was done."""
    return _sqlite_code(error) in _LOCKED_SQLITE or getattr(error.orig, "sqlstate", None) in _PASSING


def _sick(error: DBAPIError) -> bool:
    """Whether the database is to blame, rather than what it was asked: gone, full, without connections."""
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite_code(error) in _SICK_SQLITE
    return isinstance(error, OperationalError) or error.connection_invalidated


def _sqlite_code(error: DBAPIError) -> int | None:
    return _primary_code(error.orig)


def _primary_code(error: BaseException | None) -> int | None:
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def _refusal(error: DBAPIError) -> Exception:
    if isinstance(error, IntegrityError):
        return Conflict()
    return Busy() if _passing(error) or _sick(error) else error


def is_migrated() -> bool:
    """Whether the tables are those this code was written for. Raises SQLAlchemyError when nobody answers."""
    try:
        with db.engine.connect() as connection:  # the primary's own word, not a replica's
            found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    except DBAPIError as error:
        if _sick(error):
            raise
        return False
    return bool(found == _newest_revision())


@cache
def _newest_revision() -> str | None:
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(resources.files("market.migrations"))).get_current_head()

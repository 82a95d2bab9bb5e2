"""How we connect: SQLite takes its write lock at BEGIN, PostgreSQL has time limits, and there may be a replica."""

from functools import cache
from importlib import resources
from typing import Any

from flask import Flask
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from market.db import faults, prepared, sqlite, tables

# A process that hangs in the middle of a transaction must not hold its rows for ever (PostgreSQL).
_IDLE_SECONDS = 60
_LONGEST_STATEMENT_SECONDS = 30

_POSTGRESQL = {
    "connect_timeout": sqlite.LOCK_WAIT_SECONDS,
    # A machine that has vanished is noticed within some 20 s rather than two hours.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 20_000,
}


def init_app(app: Flask, *, url: str, replica_url: str, connections: int) -> None:
    """Connect `app` to its database, and to the replica if `replica_url` names one, by so many connections each."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options(url, connections)
    tables.db.init_app(app)
    with app.app_context():
        app.extensions["reader"] = prepare(tables.db.engine)
    replica = create_engine(replica_url, **options(replica_url, connections)) if replica_url else None
    app.extensions["replica"] = prepare(replica) if replica is not None else None


def options(address: str, connections: int) -> dict[str, Any]:
    """What `create_engine` is given for this database."""
    # An error of the database names its statement, never the phone or address in it.
    given: dict[str, Any] = {"hide_parameters": True, "pool_timeout": sqlite.LOCK_WAIT_SECONDS}
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
        sqlite.prepare_sqlite(engine)
        return engine
    event.listen(engine, "connect", _connect_postgresql)
    for end in ("rollback", "rollback_savepoint"):
        event.listen(engine, end, prepared.forget)
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def _connect_postgresql(connection: Any, _record: Any) -> None:
    connection.autocommit = True
    limits = {
        "lock_timeout": f"{sqlite.LOCK_WAIT_SECONDS}s",
        "statement_timeout": f"{_LONGEST_STATEMENT_SECONDS}s",
        "idle_in_transaction_session_timeout": f"{_IDLE_SECONDS}s",
        "timezone": "UTC",
    }
    connection.execute(";".join(f"SET {name} = '{value}'" for name, value in limits.items()))
    connection.autocommit = False


def is_migrated() -> bool:
    """Whether the tables are those this code was written for. Raises SQLAlchemyError when nobody answers."""
    return revision() == _newest_revision()


def revision() -> str | None:
    """Which migration the tables are of; None where there are none. Raises SQLAlchemyError when nobody answers."""
    try:
        with tables.db.engine.connect() as connection:  # the primary's own word, not a replica's
            found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    except DBAPIError as error:
        if faults.is_unavailable(error):
            raise
        return None
    return found


@cache
def _newest_revision() -> str:
    """The number that the last file of the migrations begins with: to read them as Alembic does would load it."""
    files = resources.files("market.migrations").joinpath("versions").iterdir()
    return max(file.name for file in files if file.name[:1].isdigit()).partition("_")[0]

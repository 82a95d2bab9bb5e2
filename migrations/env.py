"""How Alembic reaches our database: through the application's own engine and settings."""

from alembic import context
from flask import current_app
from sqlalchemy import text
from sqlalchemy.engine import Connection

from market.db import UTCDateTime
from market.db.sqlite import lock_wait

_extension = current_app.extensions["migrate"]
# Machines that are upgraded together wait for the one that migrates.
_QUEUE_SECONDS = 60


def _render(kind: str, item: object, _autogen: object) -> str | bool:
    """Write our own types as the plain ones they are stored as, so that a migration needs none of our code."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _pragma(connection: Connection, setting: str) -> None:
    # On the driver's own connection: inside a transaction SQLite would ignore it.
    connection.connection.driver_connection.execute(f"PRAGMA {setting}")  # type: ignore[union-attr]


def _queue(connection: Connection) -> None:
    """Migrate one after the other; the later ones find it done. SQLite's one writer sees to that by itself."""
    for setting in ("statement_timeout = 0", f"lock_timeout = '{_QUEUE_SECONDS}s'"):
        connection.execute(text(f"SET LOCAL {setting}"))
    connection.execute(text("SELECT pg_advisory_xact_lock(7210331)"))
    connection.execute(text("SET LOCAL lock_timeout = '5s'"))


def _migrate(connection: Connection) -> None:
    # SQLite rebuilds a table by dropping it; with foreign keys on, that would delete its children.
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        _pragma(connection, "foreign_keys=OFF")
    context.configure(
        connection=connection,
        target_metadata=_extension.db.metadata,
        render_item=_render,
        transactional_ddl=True,  # on SQLite too, where BEGIN is ours: a migration that fails leaves nothing
        **_extension.configure_args,
    )
    with context.begin_transaction():
        if not sqlite:
            _queue(connection)
        context.run_migrations()
        if sqlite and connection.execute(text("PRAGMA foreign_key_check")).first():
            raise RuntimeError("a migration left rows that point nowhere")
    if sqlite:
        _pragma(connection, "foreign_keys=ON")


_waiting = lock_wait.set(max(_QUEUE_SECONDS, lock_wait.get()))
try:
    with _extension.db.engine.connect() as connection:
        _migrate(connection)
finally:
    lock_wait.reset(_waiting)

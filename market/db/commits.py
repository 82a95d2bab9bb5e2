"""Whether anybody has committed anything: asked by one question that reads no table and waits for nobody."""

from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from market.db import tables

# What is visible now: another answer when, and only when, something has become so. So nothing that was committed
# between two looks is missed, as a notification is when its connection breaks (decision 0152).
_ASKED = {"postgresql": "SELECT pg_current_snapshot()::text", "sqlite": "PRAGMA data_version"}


class Commits:
    """On a connection of its own, in the context of an application; for one thread."""

    def __init__(self) -> None:
        self._connection: Any = None
        self._seen: Any = None

    def any_more(self) -> bool:
        """Whether there are any since this was last asked. Where nobody answers, there may be."""
        try:
            seen = self._answer()
        except (tables.db.engine.dialect.loaded_dbapi.Error, SQLAlchemyError):
            self.close()
            return True
        before, self._seen = self._seen, seen
        return bool(seen != before)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = self._seen = None

    def _answer(self) -> Any:
        if self._connection is None:
            self._connection = _connected()
        cursor = self._connection.cursor()
        cursor.execute(_ASKED[tables.db.engine.dialect.name])
        return cursor.fetchone()


def _connected() -> Any:
    connection: Any = tables.db.engine.raw_connection()
    if tables.is_postgresql():
        connection.driver_connection.autocommit = True
    connection.detach()  # the pool's places are for those who work
    return connection

"""Looks: the fixed statements of the busiest answers, compiled once and sent straight to PostgreSQL.

A session takes many times as long over a statement as the database does. SQLite, which is asked without a way, is asked
by the session: what it says is the same.
"""

from collections import namedtuple
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import psycopg
from sqlalchemy import Engine

from market.db.prepared import Prepared, begun, explained
from market.db.tables import db, has_session, is_postgresql, looking_at


class Look:
    """A statement over plain tables; what differs from one asking to the next is a `bindparam` of it."""

    def __init__(self, statement: Any, columns: Sequence[str] | None = None) -> None:
        self.statement, self._columns = statement, columns

    def rows(self, **values: Any) -> Sequence[Any]:
        """The rows, their columns as attributes. What the session has in hand is written first."""
        engine = looking_at.get()
        if not (is_postgresql() if engine is None else engine.dialect.name == "postgresql"):
            return db.session.execute(self.statement, values).all()
        if engine is None or (has_session() and db.session().in_transaction()):
            return self._in_transaction(values)
        return self._by_itself(engine, values)

    def first(self, **values: Any) -> Any:
        """The first row, or None."""
        return next(iter(self.rows(**values)), None)

    def _in_transaction(self, values: dict[str, Any]) -> list[Any]:
        if db.session.autoflush:
            db.session.flush()
        connection = db.session.connection()
        driver: Any = connection.connection.driver_connection
        try:
            begun(driver)
            return self._asked(connection, driver, connection.info, values)
        except psycopg.Error as error:
            raise explained(error, self._prepared.text, connection, driver) from error

    def _by_itself(self, engine: Engine, values: dict[str, Any]) -> Sequence[Any]:
        try:
            pooled = engine.raw_connection()
            try:
                found = self._asked(pooled, pooled.driver_connection, pooled.info, values, engine)
            except BaseException:
                pooled.invalidate()
                raise
            pooled.close()
            return found
        except psycopg.Error:
            # The session meets the same, and knows what an error means and how it heals.
            return db.session.execute(self.statement, values).all()

    def _asked(
        self, by: Any, driver: Any, info: dict[Any, Any], values: dict[str, Any], engine: Any = None
    ) -> list[Any]:
        told, text = (engine or by).dispatch, self._prepared.text
        told.before_cursor_execute(by, None, text, values, None, False)
        found = self._prepared.rows(driver, info, values)
        told.after_cursor_execute(by, None, text, values, None, False)
        return [self._row(row) for row in found]

    @cached_property
    def _prepared(self) -> Prepared:
        return Prepared(self.statement, self._columns)

    @cached_property
    def _row(self) -> Callable[[Sequence[Any]], Any]:
        names = [str(column.key) for column in self.statement.exported_columns]
        made: Any = namedtuple("Row", names)  # type: ignore[misc]
        make: Callable[[Sequence[Any]], Any] = made._make
        return make

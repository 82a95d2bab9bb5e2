"""Looks: the fixed statements of the busiest answers, compiled once and sent straight to PostgreSQL's driver.

A session takes five times as long over a statement as the driver does. Where one is under way, and on SQLite, a look
goes its way: what it says is the same.
"""

from collections import namedtuple
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import psycopg
from sqlalchemy import Engine, Select
from sqlalchemy.dialects.postgresql import psycopg as dialects

from market.db.tables import db, looking_at


class Look:
    """A statement over plain tables; what differs from one asking to the next is a `bindparam` of it."""

    def __init__(self, statement: Select[Any]) -> None:
        self.statement = statement

    def rows(self, **values: Any) -> Sequence[Any]:
        """The rows, their columns as attributes. What the session has in hand is not written first."""
        engine = looking_at.get()
        if engine is None or engine.dialect.name != "postgresql" or db.session().in_transaction():
            return db.session.execute(self.statement, values).all()
        return self._straight(engine, values)

    def first(self, **values: Any) -> Any:
        """The first row, or None."""
        return next(iter(self.rows(**values)), None)

    def _straight(self, engine: Engine, values: dict[str, Any]) -> Sequence[Any]:
        try:
            found = self._fetched(engine, self._plan.given(values))
        except psycopg.Error:
            # The session meets the same, and knows what an error means and how it heals.
            return db.session.execute(self.statement, values).all()
        return self._plan.taken(found)

    def _fetched(self, engine: Engine, given: dict[str, Any]) -> Sequence[Any]:
        pooled, text = engine.raw_connection(), self._plan.text
        driver: Any = pooled.driver_connection
        try:
            driver.autocommit = True  # one statement on its own needs no BEGIN
            engine.dispatch.before_cursor_execute(pooled, None, text, given, None, False)
            found: Sequence[Any] = driver.execute(text, given).fetchall()
            engine.dispatch.after_cursor_execute(pooled, None, text, given, None, False)
            driver.autocommit = False
        except BaseException:
            pooled.invalidate()  # whoever took it next would commit each statement by itself
            raise
        pooled.close()
        return found

    @cached_property
    def _plan(self) -> "_Plan":
        return _Plan(self.statement)


class Sent:
    """What the driver is sent, and how values go in."""

    def __init__(self, statement: Any, columns: Sequence[str] | None = None) -> None:
        self._dialect = dialect = dialects.dialect()
        compiled: Any = statement.compile(dialect=dialect, column_keys=columns)
        self.text: str = compiled.string
        self._fixed = {name: bind.value for bind, name in compiled.bind_names.items() if not bind.required}
        self._into: dict[str, Callable[[Any], Any]] = {
            name: process
            for bind, name in compiled.bind_names.items()
            if (process := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
        }

    def given(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values as the driver takes them."""
        every = self._fixed | values
        for name, process in self._into.items():
            every[name] = process(every[name])
        return every


class _Plan(Sent):
    """And how values come out."""

    def __init__(self, statement: Select[Any]) -> None:
        super().__init__(statement)
        dialect = self._dialect
        columns = statement.selected_columns
        self._row = _row_of([str(column.key) for column in columns])
        made = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        self._out_of = [(place, process) for place, process in enumerate(made) if process is not None]

    def taken(self, found: Sequence[Sequence[Any]]) -> list[Any]:
        return [self._row(*self._processed(row)) for row in found]

    def _processed(self, row: Sequence[Any]) -> Sequence[Any]:
        cells = list(row)
        for place, process in self._out_of:
            cells[place] = process(cells[place])
        return cells


def _row_of(names: Sequence[str]) -> Callable[..., Any]:
    return namedtuple("Row", names)

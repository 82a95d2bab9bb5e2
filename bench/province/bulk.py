"""Very many rows, written as the database likes them best: COPY on PostgreSQL, one prepared statement on SQLite."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import Table

from market.db import db, is_postgresql

_AT_ONCE = 20_000

Value = str | int | float | None


def written(instant: datetime) -> str:
    """An instant (UTC) in the text that both databases read."""
    return instant.replace(tzinfo=None).isoformat(" ", "microseconds")


def id_at(instant: datetime, chance: Random) -> str:
    """A UUIDv7 of an instant, in hex, from a chance of its own: the same at every run."""
    bits = chance.getrandbits(74)
    head = int(instant.timestamp() * 1000) << 16 | 0x7000 | bits >> 62
    return f"{head << 64 | 0b10 << 62 | bits & (1 << 62) - 1:032x}"


class Bulk:
    """Gathers rows by table and writes them in large runs, all tables together; `close` writes what is left."""

    def __init__(self, columns: dict[type[Any], str]) -> None:
        """`columns`: model → names of its columns, in the order in which rows give them; owners before the owned."""
        self._names = {model: names.split() for model, names in columns.items()}
        self._rows: dict[type[Any], list[tuple[Value, ...]]] = {model: [] for model in columns}
        self._rest = {model: _defaults(model.__table__, names) for model, names in self._names.items()}
        for model, rest in self._rest.items():
            self._names[model] += rest

    def add(self, model: type[Any], *values: Value) -> None:
        rows = self._rows[model]
        rows.append((*values, *self._rest[model].values()))
        if len(rows) >= _AT_ONCE:
            self.close()

    def close(self) -> None:
        for model in self._rows:
            self._write(model)

    def _write(self, model: type[Any]) -> None:
        rows, self._rows[model] = self._rows[model], []
        if not rows:
            return
        cursor = db.session.connection().connection.cursor()
        table, names = model.__tablename__, ", ".join(self._names[model])
        if is_postgresql():
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                copy.write(_text(rows))
        else:
            marks = ", ".join("?" * len(self._names[model]))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608
        cursor.close()


def _text(rows: Iterable[tuple[Value, ...]]) -> str:
    """Rows in COPY's own form; what we write holds no tab, line break or backslash."""
    return "".join("\t".join("\\N" if value is None else str(value) for value in row) + "\n" for row in rows)


def _defaults(table: Table, given: list[str]) -> dict[str, Value]:
    """The defaults of the columns that are needed and not given. Raises LookupError for one without."""
    needed = [column for column in table.columns if not column.nullable and column.name not in given]
    if missing := [column.name for column in needed if getattr(column.default, "is_scalar", False) is False]:
        raise LookupError(f"{table.name}: {', '.join(missing)} must be given")
    return {column.name: _plain(getattr(column.default, "arg", None)) for column in needed}


def _plain(value: Any) -> Value:
    return int(value) if isinstance(value, bool) else str(value) if isinstance(value, str) else value

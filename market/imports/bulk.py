"""Statements over many rows at once, never one by one: a chunk has a thousand."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import ARRAY, ColumnElement, Table, any_, bindparam, insert, update
from sqlalchemy import cast as cast_sql
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from market.db import Model, db, is_postgresql, upsert

# What COPY reads as something else.
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def one_of(column: Any, values: Collection[Any]) -> ColumnElement[bool]:
    """Whether `column` is one of very many values. On PostgreSQL they travel as one parameter, not as thousands."""
    if is_postgresql():
        return column == any_(cast_sql(list(values), ARRAY(column.type)))
    return cast(ColumnElement[bool], column.in_(values))


def add(model: type[Model], rows: Sequence[dict[str, Any]]) -> None:
    """Insert many rows that all name the same columns; by COPY on PostgreSQL, which takes a tenth of the time."""
    if not rows:
        return
    if not is_postgresql():
        db.session.execute(insert(_table(model)), list(rows))
        return
    usual = _defaults(_table(model), besides=rows[0])  # COPY does not know them, as an INSERT does
    names = [*rows[0], *usual]
    cursor: Any = db.session.connection().connection.cursor()
    with cursor, cursor.copy(f"COPY {_table(model).name} ({', '.join(names)}) FROM STDIN") as copy:
        copy.write("".join("\t".join(_written((usual | row)[name]) for name in names) + "\n" for row in rows))


def _defaults(table: Table, *, besides: Collection[str]) -> dict[str, Any]:
    """What stands in the columns that the rows leave out."""
    left_out = {column.name: column.default for column in table.columns if column.name not in besides}
    return {name: usual.arg for name, usual in left_out.items() if isinstance(usual, ScalarElementColumnDefault)}


def add_new(model: type[Model], rows: Sequence[dict[str, Any]]) -> None:
    """Insert the rows that are not there yet."""
    if rows:
        db.session.execute(upsert(_table(model)).on_conflict_do_nothing(), list(rows))


def put(model: type[Model], rows: Sequence[dict[str, Any]]) -> None:
    """Insert the rows, over those that are there."""
    if rows:
        table, new = _table(model), upsert(_table(model))
        others = {column.name: new.excluded[column.name] for column in table.columns if not column.primary_key}
        db.session.execute(new.on_conflict_do_update(index_elements=list(table.primary_key), set_=others), list(rows))


def add_up(model: type[Model], rows: Sequence[dict[str, Any]], *, keys: Iterable[str], counts: Iterable[str]) -> None:
    """Insert the rows; where one with the same `keys` is there, add `counts` to its own."""
    if rows:
        new = upsert(_table(model))
        more = {name: getattr(model, name) + getattr(new.excluded, name) for name in counts}
        db.session.execute(new.on_conflict_do_update(index_elements=[*keys], set_=more), list(rows))


def change(model: type[Model], rows: Sequence[dict[str, Any]], *columns: str) -> None:
    """Update `columns` of many rows that are locked, each known by `id`, and their version where they have one."""
    if rows:
        table = _table(model)
        values: dict[str, Any] = {column: bindparam(f"new_{column}") for column in columns}
        values |= {"version": table.c.version + 1} if "version" in table.c else {}
        change_one = update(table).where(table.c.id == bindparam("key")).values(values)
        given = [{"key": row["id"]} | {f"new_{column}": row[column] for column in columns} for row in rows]
        db.session.connection().execute(change_one, given)


def _written(value: Any) -> str:
    """A value in COPY's own form."""
    if value is None:
        return "\\N"
    if isinstance(value, dict | list):
        value = json.dumps(value)
    elif isinstance(value, date):  # and an instant, which is one
        return value.isoformat()
    return str(value).translate(_ESCAPED)


def _table(model: type[Model]) -> Table:
    return cast(Table, model.__table__)

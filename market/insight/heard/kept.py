"""Cells as they are kept, and as they are read: the same keys and tallies that a recount finds."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import reduce
from operator import add
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Text, cast, delete, func, insert, literal, select, type_coerce

from market.db import db
from market.insight.heard.models import HeardCell
from market.insight.heard.recount import Counted, Key
from market.insight.heard.rules import COUNTS, Tally, added_up

_TABLE = HeardCell.__table__.c
# As text, which is read in one go: a dictionary decoded by itself for each of some 800 cells is most of an answer.
_WAITS = cast(type_coerce(_TABLE.waits, Text), Text)
_COLUMNS = (*(_TABLE[name] for name in (*Key._fields, *COUNTS)), _WAITS)
_KEYS, _AT_ONCE = len(Key._fields), 1000


def read(*conditions: ColumnElement[bool]) -> Iterator[tuple[Key, Tally]]:
    """Each cell that is kept, of those for which `conditions` hold."""
    rows = db.session.execute(select(*_COLUMNS).where(*conditions)).all()
    told: list[dict[str, int]] = orjson.loads(f"[{','.join(row[-1] for row in rows)}]")
    for row, waits in zip(rows, told, strict=True):
        yield Key(*row[:_KEYS]), Tally(*(*row[_KEYS:-1], 0, waits))


def by_month(key: ColumnElement[str], *conditions: ColumnElement[bool]) -> Iterator[tuple[str, date, Tally]]:
    """The cells for which `conditions` hold, each by `key` and month."""
    columns = (*(_TABLE[name] for name in COUNTS), literal(0), _WAITS)
    for month, rows in packed(_TABLE.month, key, columns, *conditions):
        for of, *told in rows:
            yield of, month, Tally(*told)


def packed(
    month: ColumnElement[date], key: ColumnElement[str], columns: Sequence[Any], *conditions: ColumnElement[bool]
) -> Iterator[tuple[date, list[Any]]]:
    """Of each month the rows of `key` and `columns`, which are numbers or JSON, as one text of the database.

    A driver hands over twelve long texts in a fraction of the time that it takes for 780 rows of a dozen numbers.
    """
    row = reduce(add, (literal(",") + cast(column, Text) for column in columns), literal('["') + key + '"')
    wanted = select(month, func.aggregate_strings(row + "]", ",")).where(*conditions).group_by(month)
    for of, told in db.session.execute(wanted).all():
        yield of, orjson.loads(f"[{told}]")


def summed(by: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Iterator[tuple[Any, Tally]]:
    """The cells of each `by` added up, of those for which `conditions` hold."""
    sums = (func.sum(_TABLE[name]) for name in COUNTS)
    wanted = select(by, *sums, func.aggregate_strings(_WAITS, ",")).where(*conditions).group_by(by)
    for key, *counts, waits in db.session.execute(wanted).all():
        told: list[Any] = [*map(int, counts), 0, added_up(orjson.loads(f"[{waits}]"))]
        yield key, Tally(*told)


def write(counted: Counted, *old: ColumnElement[bool]) -> None:
    """Put `counted` in the place of the cells for which `old` holds."""
    db.session.execute(delete(HeardCell).where(*old).execution_options(synchronize_session=False))
    rows = [_row(key, tally) for key, tally in counted.items()]
    for start in range(0, len(rows), _AT_ONCE):
        db.session.execute(insert(HeardCell), rows[start : start + _AT_ONCE])


def how_many() -> int:
    return db.session.scalar(select(func.count()).select_from(HeardCell)) or 0


def _row(key: Key, tally: Tally) -> dict[str, Any]:
    counts = {name: getattr(tally, name) for name in COUNTS}
    return key._asdict() | counts | {"waits": tally.waits}

"""Cells as they are kept, and as they are read: the same keys and tallies that a recount finds."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select

from market.db import db
from market.insight.heard.models import HeardCell
from market.insight.heard.recount import Counted, Key
from market.insight.heard.rules import COUNTS, Tally

_KEY = tuple(getattr(HeardCell, name) for name in Key._fields)
_COLUMNS = (*_KEY, *(getattr(HeardCell, name) for name in COUNTS), HeardCell.waits)
_AT_ONCE = 1000


def read(*conditions: ColumnElement[bool]) -> Iterator[tuple[Key, Tally]]:
    """Each cell that is kept, of those for which `conditions` hold."""
    for row in db.session.execute(select(*_COLUMNS).where(*conditions)):
        waits = {int(days): count for days, count in row[-1].items()}
        counts = dict(zip(COUNTS, row[len(_KEY) : -1], strict=True))
        yield Key(*row[: len(_KEY)]), Tally(**counts, waits=waits)


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
    return key._asdict() | counts | {"waits": {str(days): count for days, count in sorted(tally.waits.items())}}

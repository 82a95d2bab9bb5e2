"""What was counted, by commune or kind and month, beside the orders of the same months; and what is not due yet."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from market.complaints.models import WAITS, Complaint
from market.db import db
from market.insight import places
from market.insight.calendar import day_of, month_of
from market.insight.heard import kept
from market.insight.heard.models import HeardCell
from market.insight.heard.questions import Question
from market.insight.heard.rules import ALL_KINDS, NOWHERE, By, Tally
from market.insight.models import Cell
from market.insight.rules.measures import Grain, Slice

# As plain columns: rows of them are read as they come.
_CELL, _HEARD = Cell.__table__.c, HeardCell.__table__.c
# By commune (or province, or kind) and month.
Cells = dict[tuple[str, date], Tally]


def cells(asked: Question) -> Cells:
    """The smallest parts that are shown or hidden: of the whole province's communes where it is told from them.

    Not by what time it is: the public sees only months of which nothing is still to be answered in time.
    """
    by_kind = asked.by == By.KIND
    around = _HEARD.within == asked.place.province if asked.is_of_communes else _HEARD.place == asked.place.code
    found: Cells = defaultdict(Tally)
    for key, month, tally in kept.by_month(_HEARD.kind if by_kind else _HEARD.place, around, *_which(asked)):
        found[key, month] = tally
    return found


def orders(asked: Question) -> dict[tuple[str, date], int]:
    """The orders placed beside them, by commune or province and month."""
    around = _CELL.within == asked.place.province if asked.is_of_communes else _CELL.place == asked.place.code
    months = kept.packed(_CELL.day, _CELL.place, [_CELL.orders], around, *_placed(asked))
    return {(place, month): count for month, rows in months for place, count in rows}


def sums(asked: Question, now: datetime) -> dict[str, Tally]:
    """The same for those who see all, so added up where it lies: by what is asked for, and nothing is hidden."""
    found: dict[str, Tally] = defaultdict(Tally)
    by = {By.MONTH: _HEARD.month, By.COMMUNE: _HEARD.place}.get(asked.by or By.KIND, _HEARD.kind)
    found |= {_named(key): tally for key, tally in kept.summed(by, _here(_HEARD, asked), *_which(asked))}
    _put_orders(found, asked)
    for commune, kind, month, count in _pending(asked, now):
        key = {None: "", By.MONTH: _named(month), By.KIND: kind, By.COMMUNE: commune}[asked.by]
        if key in found:
            found[key].owed = max(0, found[key].owed - count)
    return found


def _named(key: str | date) -> str:
    """A month as it stands in an answer; a place and a kind by their codes."""
    return f"{key:%Y-%m}" if isinstance(key, date) else key


def _put_orders(found: dict[str, Tally], asked: Question) -> None:
    """Each kind is told per 100 of all orders."""
    by = {By.MONTH: _CELL.day, By.COMMUNE: _CELL.place}.get(asked.by or By.KIND, _CELL.key)
    wanted = select(by, func.sum(_CELL.orders)).where(_here(_CELL, asked), *_placed(asked)).group_by(by)
    for key, count in db.session.execute(wanted).all():
        for each in [*found] if asked.by == By.KIND else [_named(key)]:
            found[each].orders = int(count)


def _which(asked: Question) -> tuple[ColumnElement[bool], ...]:
    kinds = _HEARD.kind != ALL_KINDS if asked.by == By.KIND else _HEARD.kind == ALL_KINDS
    return kinds, _HEARD.month.between(asked.span.start, asked.span.end)


def _placed(asked: Question) -> tuple[ColumnElement[bool], ...]:
    months = _CELL.day.between(asked.span.start, asked.span.end)
    return _CELL.slice == Slice.ALL, _CELL.grain == Grain.MONTH, months


def _here(columns: Any, asked: Question) -> ColumnElement[bool]:
    """A province as a whole is kept as a sum; else its communes, or those of an old district."""
    if asked.place.level != places.Level.PROVINCE:
        here: ColumnElement[bool] = columns.place.in_(asked.place.communes)
    else:
        here = (columns.within if asked.by == By.COMMUNE else columns.place) == asked.place.code
    return here


def _pending(asked: Question, now: datetime) -> Iterator[tuple[str, str, date, int]]:
    """What may still be answered in time is neither on time nor late.

    By the index of what is open: whatever its month and place, that is little.
    """
    commune, month = func.coalesce(Complaint.commune_code, NOWHERE), month_of(day_of(Complaint.received_at))
    by = (commune, Complaint.kind, month)
    waits = (WAITS, Complaint.answered_at.is_(None), Complaint.due_at >= now)
    here = {*asked.place.communes} | ({NOWHERE} if asked.place.code == places.HOME_PROVINCE else set())
    for row in db.session.execute(select(*by, func.count()).where(*waits).group_by(*by)):
        if row[0] in here and row[2] in asked.span:
            yield row[0], row[1], row[2], row[3]

"""What was counted, by commune or kind and month, beside the orders of the same months; and what is not due yet."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select

from market.complaints.models import WAITS, Complaint
from market.db import db
from market.insight import places, rollups_read
from market.insight.calendar import day_of, month_of
from market.insight.heard import kept
from market.insight.heard.models import HeardCell
from market.insight.heard.questions import Question
from market.insight.heard.rules import ALL_KINDS, NOWHERE, By, Tally
from market.insight.models import Cell
from market.insight.rules.measures import Grain

_CELL = Cell.__table__.c
# By commune (or province, or kind) and month.
Cells = dict[tuple[str, date], Tally]


def cells(asked: Question, now: datetime | None) -> Cells:
    """The smallest parts that are shown or hidden: of the whole province's communes where it is told from them.

    The public sees only months of which nothing is still to be answered in time, whatever time it is.
    """
    found: Cells = defaultdict(Tally)
    for key, tally in kept.read(*_scope(asked), HeardCell.month.between(asked.span.start, asked.span.end)):
        if asked.by == By.KIND:
            found[key.kind, key.month].add(tally)
        else:
            found[key.place, key.month] = tally
    if asked.exact and now is not None:
        _without_pending(found, asked, now)
    return found


def orders(asked: Question) -> dict[tuple[str, date], int]:
    """The orders placed, by commune or place and month."""
    scope = rollups_read.inside(asked.place.province) if _by_commune(asked) else _of_place(asked.place)
    months = (Cell.grain == Grain.MONTH, Cell.day.between(asked.span.start, asked.span.end))
    rows = db.session.execute(select(_CELL.place, _CELL.day, _CELL.orders).where(*scope, *months)).all()
    return {(place, month): count for place, month, count in rows}


def _by_commune(asked: Question) -> bool:
    return asked.is_of_communes and asked.by != By.KIND


def _scope(asked: Question) -> tuple[ColumnElement[bool], ...]:
    if asked.by == By.KIND:
        here = [asked.place.code] if asked.place.level == places.Level.PROVINCE else list(asked.place.communes)
        return HeardCell.place.in_(here), HeardCell.kind != ALL_KINDS
    whole = HeardCell.kind == ALL_KINDS
    if asked.is_of_communes:
        return HeardCell.within == asked.place.province, whole
    return HeardCell.place == asked.place.code, whole


def _of_place(place: places.Place) -> list[ColumnElement[bool]]:
    return rollups_read.of_places([place.code] if place.level == places.Level.PROVINCE else place.communes)


def _without_pending(found: Cells, asked: Question, now: datetime) -> None:
    """What may still be answered in time is neither on time nor late."""
    for commune, kind, month, count in _pending(asked, now):
        key = (_key(commune, kind, asked), month)
        if key in found:
            found[key].owed = max(0, found[key].owed - count)


def _key(commune: str, kind: str, asked: Question) -> str | None:
    """Where a complaint is counted in what is asked for."""
    if _by_commune(asked):
        return commune
    at_home = commune == NOWHERE and asked.place.code == places.HOME_PROVINCE
    if commune not in asked.place.communes and not at_home:
        return None
    return kind if asked.by == By.KIND else asked.place.code


def _pending(asked: Question, now: datetime) -> Iterator[tuple[str, str, date, int]]:
    """By the index of what is open: whatever its month, that is little."""
    commune, month = func.coalesce(Complaint.commune_code, NOWHERE), month_of(day_of(Complaint.received_at))
    by = (commune, Complaint.kind, month)
    waits = (WAITS, Complaint.answered_at.is_(None), Complaint.due_at >= now)
    for row in db.session.execute(select(*by, func.count()).where(*waits).group_by(*by)):
        if row[2] in asked.span:
            yield row[0], row[1], row[2], row[3]

"""What the rollups hold, added up: by place or slice, by month or day, for several spans of days in one statement."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, literal, null, or_, select

from market.db import db
from market.insight import calendar, suppression
from market.insight.models import Cell
from market.insight.rules.measures import By, Grain, Kind, Measure, Slice
from market.insight.rules.spans import EARLIEST, Parts, Span, parts_of


class Sum(NamedTuple):
    """What was counted, less what went, over its basis; `guard` is how many stand behind it."""

    counted: int = 0
    less: int = 0
    basis: int = 0
    guard: int = 0

    def plus(self, other: "Sum") -> "Sum":
        return Sum(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


_NOTHING = Sum()


class Atom(NamedTuple):
    """The smallest part that is shown or hidden: of one place or slice, in one month (or day, or in all)."""

    key: str
    bucket: date | None
    sums: tuple[Sum | None, ...]  # one a span; None where it is hidden


def of_places(codes: Sequence[str]) -> list[ColumnElement[bool]]:
    return [Cell.place.in_(codes), Cell.slice == Slice.ALL]


def inside(code: str) -> list[ColumnElement[bool]]:
    """The cells of the places within a province or commune."""
    return [Cell.within == code, Cell.slice == Slice.ALL]


def sliced(codes: Sequence[str], kind: Slice) -> list[ColumnElement[bool]]:
    return [Cell.place.in_(codes), Cell.slice == kind]


def atoms(
    measure: Measure,
    scope: list[ColumnElement[bool]],
    spans: Sequence[Span],
    *,
    key: Any = None,
    each: By | None = None,
) -> list[Atom]:
    """The cells of `scope` added up by `key` (Cell.place or Cell.key; none: all together), and `each` month or day."""
    bucket = {By.MONTH: calendar.month_of(Cell.day), By.DAY: Cell.day}[each] if each else None
    groups = [column for column in (key, bucket) if column is not None]
    shown = [literal("") if key is None else key, null() if bucket is None else bucket]
    within = [_within(measure, span, each) for span in spans]
    columns = [column for span in within for column in _columns(measure, span)]
    rows = db.session.execute(select(*shown, *columns).where(*scope, or_(*within)).group_by(*groups))
    return [Atom(row[0], row[1], _sums(measure, row[2:])) for row in rows]


def _within(measure: Measure, span: Span, each: By | None) -> ColumnElement[bool]:
    """The cells that make up a span: whole months, and days around them. A level has come together since ever."""
    whole = Span(EARLIEST, span.end) if measure.kind == Kind.LEVEL else span
    parts = Parts(None, ((whole.start, whole.end),)) if each == By.DAY else parts_of(whole)
    found = [and_(Cell.grain == Grain.DAY, Cell.day.between(*days)) for days in parts.days]
    if parts.months:
        found.append(and_(Cell.grain == Grain.MONTH, Cell.day.between(*parts.months)))
    return or_(*found)


def without_hidden(found: list[Atom]) -> list[Atom]:
    """The atoms as the public may see them: within each span and month, those that add up are looked at together."""
    together: dict[tuple[int, date | None], dict[str, int]] = defaultdict(dict)
    for atom in found:
        for place, each in enumerate(atom.sums):
            if each is not None and each.guard:
                together[place, atom.bucket][atom.key] = each.guard
    away = {(*cell, key) for cell, guards in together.items() for key in suppression.hidden(guards)}
    return [_without(atom, away) for atom in found]


def _without(atom: Atom, away: set[tuple[int, date | None, str]]) -> Atom:
    places = [place for place in range(len(atom.sums)) if (place, atom.bucket, atom.key) in away]
    if not places:
        return atom
    return atom._replace(sums=tuple(None if place in places else each for place, each in enumerate(atom.sums)))


def _columns(measure: Measure, within: ColumnElement[bool]) -> list[ColumnElement[Any]]:
    names = (measure.counted, measure.less, measure.basis, measure.guard)
    return [func.sum(case((within, getattr(Cell, name)), else_=0)) if name else literal(0) for name in names]


def _sums(measure: Measure, numbers: Sequence[Any]) -> tuple[Sum, ...]:
    fours = (numbers[start : start + 4] for start in range(0, len(numbers), 4))
    sums = (Sum(*(int(number) for number in four)) if any(four) else _NOTHING for four in fours)
    if measure.kind != Kind.LEVEL:
        return tuple(sums)
    return tuple(each._replace(guard=each.counted - each.less) for each in sums)

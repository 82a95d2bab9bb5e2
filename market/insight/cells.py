"""What the rollups hold, added up: by place or slice, by month or day, for several spans of days in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, literal, null, select

from market.db import db
from market.insight.calendar import month_of
from market.insight.models import Cell
from market.insight.privacy import hidden
from market.insight.rules import By, Kind, Measure, Slice, Span


class Sum(NamedTuple):
    """What was counted, less what went, over its basis; `guard` is how many stand behind it."""

    counted: int = 0
    less: int = 0
    basis: int = 0
    guard: int = 0

    def plus(self, other: Sum) -> Sum:
        return Sum(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


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
    bucket = {By.MONTH: month_of(Cell.day), By.DAY: Cell.day}[each] if each else None
    groups = [column for column in (key, bucket) if column is not None]
    shown = [literal("") if key is None else key, null() if bucket is None else bucket]
    columns = [column for span in spans for column in _columns(measure, span)]
    days = [Cell.day <= max(span.end for span in spans)]
    if measure.kind != Kind.LEVEL:
        days.append(Cell.day >= min(span.start for span in spans))
    rows = db.session.execute(select(*shown, *columns).where(*scope, *days).group_by(*groups))
    return [Atom(row[0], row[1], _sums(measure, row[2:])) for row in rows]


def without_hidden(found: list[Atom]) -> list[Atom]:
    """The atoms as the public may see them: within each span and month, those that add up are looked at together."""
    away: set[tuple[int, date | None, str]] = set()
    for place in range(len(found[0].sums) if found else 0):
        for bucket in {atom.bucket for atom in found}:
            together = {atom.key: atom.sums[place] for atom in found if atom.bucket == bucket}
            guards = {key: each.guard for key, each in together.items() if each}
            away |= {(place, bucket, key) for key in hidden(guards)}
    return [
        atom._replace(
            sums=tuple(None if (place, atom.bucket, atom.key) in away else each for place, each in enumerate(atom.sums))
        )
        for atom in found
    ]


def _columns(measure: Measure, span: Span) -> list[ColumnElement[Any]]:
    """What is counted in the span; of a level, what came and went until its end."""
    is_level = measure.kind == Kind.LEVEL
    within = Cell.day <= span.end if is_level else and_(Cell.day >= span.start, Cell.day <= span.end)
    names = (measure.counted, measure.less, measure.basis, measure.guard)
    return [
        func.coalesce(func.sum(case((within, getattr(Cell, name)), else_=0)), 0) if name else literal(0)
        for name in names
    ]


def _sums(measure: Measure, numbers: Sequence[Any]) -> tuple[Sum, ...]:
    fours = (numbers[start : start + 4] for start in range(0, len(numbers), 4))
    sums = (Sum(*(int(number) for number in four)) for four in fours)
    if measure.kind != Kind.LEVEL:
        return tuple(sums)
    return tuple(each._replace(guard=each.counted - each.less) for each in sums)

"""Cells of some days thrown away and counted anew: statements that are built once, and told of which place and days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Self

import sqlalchemy as sa

from market.db import db
from market.insight import parameters, recount
from market.insight.models import Cell
from market.insight.rules.measures import SLICES, Grain, Slice

_IN_DAYS = (Cell.grain == Grain.DAY, Cell.day.in_(parameters.DAYS))
_FIRST, _LAST = (sa.bindparam(f"its_{name}", type_=sa.Date()) for name in ("first", "last"))
_PROVINCE = sa.bindparam("its_province", type_=sa.String())
_PLACES = sa.bindparam("its_places", type_=sa.String(), expanding=True)
_ANY = Cell.slice.in_(list(Slice))


@dataclass(frozen=True)
class Recount:
    """What is thrown away, and what is counted in its stead."""

    old: sa.Delete
    new: sa.Insert

    @classmethod
    def of(cls, counted: sa.Select[Any], *old: sa.ColumnElement[bool]) -> Self:
        return cls(sa.delete(Cell.__table__).where(*old), insertion(counted))  # type: ignore[arg-type]

    def write(self, values: dict[str, Any]) -> None:
        db.session.execute(self.old, values)
        db.session.execute(self.new, values)


def insertion(counted: sa.Select[Any]) -> sa.Insert:
    return sa.insert(Cell.__table__).from_select(list(recount.COLUMNS), counted)  # type: ignore[arg-type]


def village(key: str, days: Collection[date]) -> None:
    _village().write(parameters.of(key, days))


def slices(commune: str, days: Collection[date]) -> None:
    """Of a commune, by what was bought and whence it came."""
    _slices().write(parameters.of(commune, days))


def commune(code: str, days: Collection[date]) -> None:
    """What its villages add up to."""
    _commune().write(parameters.of(code, days))


def province(code: str, days: Collection[date]) -> None:
    """What its communes add up to."""
    _province().write({"its_province": code, "its_days": list(days)})


def months(places: Collection[str], first: date, last: date) -> None:
    """What the days of months add up to, `first` beginning one and `last` ending one."""
    _months().write({"its_places": list(places), "its_first": first, "its_last": last})


@cache
def _village() -> Recount:
    return Recount.of(recount.villages(some=True), Cell.place == parameters.VILLAGE, *_IN_DAYS)


@cache
def _slices() -> Recount:
    kinds = Cell.slice.in_(list(SLICES.values()))
    return Recount.of(recount.slices(some=True), Cell.place == parameters.COMMUNE, kinds, *_IN_DAYS)


@cache
def _commune() -> Recount:
    inside = recount.sums(Cell.within == parameters.COMMUNE, *_IN_DAYS)
    return Recount.of(inside, Cell.place == parameters.COMMUNE, Cell.slice == Slice.ALL, *_IN_DAYS)


@cache
def _province() -> Recount:
    return Recount.of(recount.sums(Cell.within == _PROVINCE, _ANY, *_IN_DAYS), Cell.place == _PROVINCE, _ANY, *_IN_DAYS)


@cache
def _months() -> Recount:
    which = (Cell.place.in_(_PLACES), _ANY)
    between = Cell.day.between(_FIRST, _LAST)
    return Recount.of(recount.months(*which, between), *which, Cell.grain == Grain.MONTH, between)

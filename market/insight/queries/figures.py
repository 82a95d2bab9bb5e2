"""Figures as they are asked for: the value now, a month before and a season before, whole and broken down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import select

from market.accounts.models import Person
from market.catalog.models import Category
from market.clock import LOCAL, local_day
from market.db import db
from market.insight import cells
from market.insight.cells import Atom, Sum
from market.insight.models import Cell, Counted
from market.insight.places import Level, Place, communes_of, home_of, place, villages_of
from market.insight.rules import (
    HOME_PROVINCE,
    MEASURES,
    SLICES,
    By,
    Kind,
    Measure,
    NoSuchFigure,
    OfficersOnly,
    Span,
    UnknownPlace,
    last_finished_month,
    months_on,
    require_breakdown,
    require_public,
    require_span,
    value_of,
)
from market.language import Sentence
from market.places.districts import district_of_commune, districts

_NAME_A_COMMUNE = Sentence("Theo thôn thì xin cho biết một xã.", en="By village, please name a commune.")
_TIMES = (By.MONTH, By.DAY)


@dataclass(frozen=True)
class Question:
    """Which figure, where, broken down how, over which days; `exact` for those who see the place whole."""

    measure: Measure
    place: Place
    by: By | None
    span: Span
    exact: bool

    @property
    def spans(self) -> tuple[Span, Span, Span]:
        """The days asked for, a month before, and a season (a year) before."""
        return self.span, self.span.a_month_before(), self.span.a_year_before()

    @property
    def each(self) -> By | None:
        """The public sees a sum month by month, each shown or hidden; a level has only its end."""
        return None if self.exact or self.measure.kind == Kind.LEVEL else By.MONTH

    @cached_property
    def public_communes(self) -> list[Atom]:
        """The communes of the province as the public sees them, once for an answer."""
        return _public_parts(self, self.place.province)


def measure_named(name: str) -> Measure:
    """Raises NoSuchFigure."""
    if name not in MEASURES:
        raise NoSuchFigure(names=", ".join(MEASURES))
    return MEASURES[name]


def question(
    *,
    name: str,
    by: str | None,
    code: str | None,
    start: date | None,
    end: date | None,
    viewer: Person | None,
    now: datetime,
) -> Question:
    """What is asked for, with what was left out filled in; and whether `viewer` may.

    Officers of the place and operators see every day and the smallest figures; all others whole months that are over.
    Raises NoSuchFigure, UnknownPlace, MergedAway, InvalidInput, WholeMonthsOnly, OfficersOnly.
    """
    measure, where, today = measure_named(name), place(code or home_of(viewer, HOME_PROVINCE)), local_day(now)
    exact, chosen = where.is_seen_by(viewer), By(by) if by else None
    require_breakdown(measure, chosen)
    usual = Span(today.replace(day=1), today) if exact else last_finished_month(today)
    last = end or max(usual.end, start or usual.end)
    span = require_span(Span(start or min(usual.start, last.replace(day=1)), last), chosen)
    if not exact:
        require_public(span, today)
        if chosen == By.DAY or (chosen in SLICES and where.level != Level.PROVINCE):
            raise OfficersOnly
    if chosen in SLICES and where.level == Level.VILLAGE:
        raise UnknownPlace(_NAME_A_COMMUNE)
    return Question(measure, where, chosen, span, exact)


def answer(asked: Question) -> dict[str, Any]:
    """The figure: `total` and `items`, each with its value, the one of a month and of a season before, or hidden."""
    return {
        "total": _shown(asked.measure, _total(asked), None),
        "items": list(_items(asked, _parts(asked))) if asked.by else [],
    }


def counted_at(province: str, now: datetime) -> datetime:
    """When the figures of a province last changed: by counting, or because another month is over."""
    counted = db.session.scalar(select(Counted.at).where(Counted.province == province))
    turned = datetime.combine(local_day(now).replace(day=1), datetime.min.time(), LOCAL)
    return max(counted, turned) if counted else turned


def _total(asked: Question) -> list[Atom]:
    """The atoms of the place as a whole; what is hidden in one table is hidden in all."""
    where = asked.place
    if asked.exact:
        return cells.atoms(asked.measure, _scope(where), asked.spans)
    if where.level == Level.PROVINCE:
        found = cells.atoms(asked.measure, _scope(where), asked.spans, key=Cell.place, each=asked.each)
        return cells.without_hidden(found)
    if where.level == Level.VILLAGE:
        return [atom for atom in _public_villages(asked) if atom.key == where.code]
    return [atom for atom in asked.public_communes if atom.key in where.communes]


def _parts(asked: Question) -> list[Atom]:
    """The atoms by which the place is broken down."""
    if asked.by in _TIMES:
        return _over_time(asked)
    if asked.by in SLICES:
        codes = asked.place.communes if asked.place.level == Level.DISTRICT else [asked.place.code]
        scope = cells.sliced(codes, SLICES[asked.by])
        found = cells.atoms(asked.measure, scope, asked.spans, key=Cell.key, each=asked.each)
        return found if asked.exact else cells.without_hidden(found)
    if asked.by == By.VILLAGE and asked.place.level != Level.COMMUNE:
        raise UnknownPlace(_NAME_A_COMMUNE)
    if asked.exact:
        return cells.atoms(asked.measure, _inner(asked), asked.spans, key=Cell.place)
    if asked.by == By.VILLAGE:
        return _public_villages(asked)
    return [atom for atom in asked.public_communes if atom.key in asked.place.communes]


def _inner(asked: Question) -> list[Any]:
    if asked.by == By.VILLAGE or asked.place.level == Level.PROVINCE:
        return cells.inside(asked.place.code)
    return cells.of_places(asked.place.communes)


def _scope(where: Place) -> list[Any]:
    return cells.of_places(where.communes if where.level == Level.DISTRICT else [where.code])


def _public_parts(asked: Question, within: str) -> list[Atom]:
    found = cells.atoms(asked.measure, cells.inside(within), asked.spans, key=Cell.place, each=asked.each)
    return cells.without_hidden(found)


def _public_villages(asked: Question) -> list[Atom]:
    """Where a commune is hidden so are its villages: their sum would tell."""
    commune = asked.place.commune
    above = (atom for atom in asked.public_communes if atom.key == commune)
    away = {(atom.bucket, place) for atom in above for place, one in enumerate(atom.sums) if one is None}
    return [_without(atom, away) for atom in _public_parts(asked, commune)]


def _without(atom: Atom, away: set[tuple[date | None, int]]) -> Atom:
    sums = (None if (atom.bucket, place) in away else one for place, one in enumerate(atom.sums))
    return atom._replace(sums=tuple(sums))


def _over_time(asked: Question) -> list[Atom]:
    """One atom a month or day of the span: what came in it, or what stood at its end."""
    if asked.exact or asked.measure.kind == Kind.LEVEL:
        found = cells.atoms(asked.measure, _scope(asked.place), [asked.span], each=asked.by)
    else:
        found = _total(asked)
    if asked.measure.kind == Kind.LEVEL:
        return _running(found, asked)
    return [atom for atom in found if atom.bucket and atom.bucket <= asked.span.end and _has_begun(atom.bucket, asked)]


def _has_begun(bucket: date, asked: Question) -> bool:
    return bucket >= (asked.span.start if asked.by == By.DAY else asked.span.start.replace(day=1))


def _running(found: list[Atom], asked: Question) -> list[Atom]:
    """What stood at the end of each month or day: all that came until then, less all that went."""
    came: dict[date, Sum] = defaultdict(Sum)
    for atom in found:
        if atom.bucket and atom.sums[0]:
            came[atom.bucket] = came[atom.bucket].plus(atom.sums[0])
    buckets = list(_buckets(asked.span, asked.by))
    standing = sum(each.counted - each.less for day, each in came.items() if day < buckets[0])
    atoms = []
    for bucket in buckets:
        standing += came[bucket].counted - came[bucket].less
        atoms.append(Atom("", bucket, (Sum(counted=standing, guard=standing),)))
    return atoms if asked.exact else cells.without_hidden(atoms)


def _buckets(span: Span, by: By | None) -> Iterator[date]:
    day = span.start if by == By.DAY else span.start.replace(day=1)
    while day <= span.end:
        yield day
        day = day + timedelta(days=1) if by == By.DAY else months_on(day, 1)


def _items(asked: Question, found: list[Atom]) -> Iterator[dict[str, Any]]:
    keyed = _grouping(asked)
    grouped: dict[str, list[Atom]] = defaultdict(list)
    for atom in found:
        grouped[keyed(atom)].append(atom)
    names = _names(asked, grouped)
    items = [
        {"key": key, "name": name, **_shown(asked.measure, grouped.get(key, []), asked.by)}
        for key, name in names.items()
    ]
    if asked.by not in _TIMES:
        items.sort(key=lambda item: (-(item["value"] or 0), item["key"]))
    yield from items


def _grouping(asked: Question) -> Callable[[Atom], str]:
    if asked.by == By.MONTH:
        return lambda atom: f"{atom.bucket:%Y-%m}"
    if asked.by == By.DAY:
        return lambda atom: f"{atom.bucket:%Y-%m-%d}"
    if asked.by == By.DISTRICT:
        home = district_of_commune()
        return lambda atom: home.get(atom.key, atom.key)
    return lambda atom: atom.key


def _names(asked: Question, found: Iterable[str]) -> dict[str, Any]:
    """Every key that the answer shows, also where nothing was counted, and its name."""
    if asked.by in _TIMES:
        form = "%Y-%m" if asked.by == By.MONTH else "%Y-%m-%d"
        return {f"{bucket:{form}}": f"{bucket:{form}}" for bucket in _buckets(asked.span, asked.by)}
    if asked.by == By.COMMUNE:
        named = communes_of(asked.place.province)
        return {code: named[code] for code in asked.place.communes}
    if asked.by == By.DISTRICT:
        mine = (each for each in districts().values() if not set(each.communes).isdisjoint(asked.place.communes))
        return {each.code: each.name for each in sorted(mine)}
    if asked.by == By.VILLAGE:
        return villages_of(asked.place.code)
    if asked.by == By.STARS:
        return {stars: Sentence(f"{stars} sao", en=f"{stars} stars") for stars in sorted(found, reverse=True)}
    rows = db.session.execute(
        select(Category.slug, Category.name_vi, Category.name_en).where(Category.slug.in_(list(found)))
    )
    return {slug: Sentence(vi, en=en) for slug, vi, en in rows}


def _shown(measure: Measure, found: list[Atom], by: By | None) -> dict[str, Any]:
    """The sum of what may be shown, for each span; `hidden` where some of what is asked for is not in it."""
    spans = max((len(atom.sums) for atom in found), default=1 if by in _TIMES else 3)
    values = [_value(measure, [atom.sums[place] for atom in found]) for place in range(spans)]
    hidden = any(atom.sums[0] is None for atom in found)
    shown: dict[str, Any] = {"value": values[0], "hidden": hidden}
    return shown if by in _TIMES else shown | {"last_month": values[1], "last_season": values[2]}


def _value(measure: Measure, sums: list[Sum | None]) -> int | float | None:
    """None where all of it is hidden, or an average has nothing behind it."""
    seen = [each for each in sums if each is not None]
    if sums and not any(each.guard for each in seen) and len(seen) < len(sums):
        return None
    whole = Sum()
    for each in seen:
        whole = whole.plus(each)
    return value_of(measure, whole.counted, whole.less, whole.basis)

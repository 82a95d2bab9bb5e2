"""Figures as they are asked for: the value now, a month before and a season before, whole and broken down."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from market.clock import LOCAL, local_day
from market.db import db
from market.insight import models, places, rollups_read
from market.insight.queries import questions, shown
from market.insight.rollups_read import Atom, Sum
from market.insight.rules.measures import SLICES, By, Kind
from market.insight.rules.refusals import UnknownPlace
from market.insight.rules.spans import TIMES, buckets


def answer(asked: questions.Question) -> dict[str, Any]:
    """The figure: `total` and `items`, each with its value, the one of a month and of a season before, or hidden."""
    return {
        "total": shown.total(asked.measure, _total(asked), None),
        "items": list(shown.items(asked, _parts(asked))) if asked.by else [],
    }


def counted_at(province: str, now: datetime) -> datetime:
    """When the figures of a province last changed: by counting, or because another month is over."""
    counted = db.session.scalar(select(models.Counted.at).where(models.Counted.province == province))
    turned = datetime.combine(local_day(now).replace(day=1), datetime.min.time(), LOCAL)
    return max(counted, turned) if counted else turned


def _total(asked: questions.Question) -> list[Atom]:
    """The atoms of the place as a whole; what is hidden in one table is hidden in all."""
    where = asked.place
    if asked.exact:
        return rollups_read.atoms(asked.measure, _scope(where), asked.spans)
    if where.level == places.Level.PROVINCE:
        found = rollups_read.atoms(asked.measure, _scope(where), asked.spans, key=models.Cell.place, each=asked.each)
        return rollups_read.without_hidden(found)
    if where.level == places.Level.VILLAGE:
        return [atom for atom in _public_villages(asked) if atom.key == where.code]
    return [atom for atom in asked.public_communes if atom.key in where.communes]


def _parts(asked: questions.Question) -> list[Atom]:
    """The atoms by which the place is broken down."""
    if asked.by in TIMES:
        return _over_time(asked)
    if asked.by in SLICES:
        codes = asked.place.communes if asked.place.level == places.Level.DISTRICT else [asked.place.code]
        scope = rollups_read.sliced(codes, SLICES[asked.by])
        found = rollups_read.atoms(asked.measure, scope, asked.spans, key=models.Cell.key, each=asked.each)
        return found if asked.exact else rollups_read.without_hidden(found)
    if asked.by == By.VILLAGE and asked.place.level != places.Level.COMMUNE:
        raise UnknownPlace(questions.NAME_A_COMMUNE)
    if asked.exact:
        return rollups_read.atoms(asked.measure, _inner(asked), asked.spans, key=models.Cell.place)
    if asked.by == By.VILLAGE:
        return _public_villages(asked)
    return [atom for atom in asked.public_communes if atom.key in asked.place.communes]


def _inner(asked: questions.Question) -> list[Any]:
    if asked.by == By.VILLAGE or asked.place.level == places.Level.PROVINCE:
        return rollups_read.inside(asked.place.code)
    return rollups_read.of_places(asked.place.communes)


def _scope(where: places.Place) -> list[Any]:
    return rollups_read.of_places(where.communes if where.level == places.Level.DISTRICT else [where.code])


def _public_villages(asked: questions.Question) -> list[Atom]:
    return _below(asked.place.commune, asked.public_communes, questions.public_parts(asked, asked.place.commune))


def _below(commune: str, communes: list[Atom], villages: list[Atom]) -> list[Atom]:
    """Where a commune is hidden so are its villages: their sum would tell."""
    above = (atom for atom in communes if atom.key == commune)
    away = {(atom.bucket, place) for atom in above for place, one in enumerate(atom.sums) if one is None}
    return [_without(atom, away) for atom in villages]


def _without(atom: Atom, away: set[tuple[date | None, int]]) -> Atom:
    sums = (None if (atom.bucket, place) in away else one for place, one in enumerate(atom.sums))
    return atom._replace(sums=tuple(sums))


def _over_time(asked: questions.Question) -> list[Atom]:
    """One atom a month or day of the span: what came in it, or what stood at its end."""
    if asked.measure.kind == Kind.LEVEL and not asked.exact:
        return _public_levels(asked)
    if asked.exact:
        found = rollups_read.atoms(asked.measure, _scope(asked.place), [asked.span], each=asked.by)
    else:
        found = _total(asked)
    if asked.measure.kind == Kind.LEVEL:
        return _running(found, asked)
    return [atom for atom in found if atom.bucket and atom.bucket <= asked.span.end and _has_begun(atom.bucket, asked)]


def _has_begun(bucket: date, asked: questions.Question) -> bool:
    return bucket >= (asked.span.start if asked.by == By.DAY else asked.span.start.replace(day=1))


def _public_levels(asked: questions.Question) -> list[Atom]:
    """Hidden at a month's end as it is beside its neighbours then: what one table hides no other tells."""
    where = asked.place
    if where.level == places.Level.PROVINCE:
        return _standing(asked, _scope(where))
    communes = _standing(asked, rollups_read.inside(where.province))
    if where.level != places.Level.VILLAGE:
        return [atom for atom in communes if atom.key in where.communes]
    villages = _standing(asked, rollups_read.inside(where.commune))
    return [atom for atom in _below(where.commune, communes, villages) if atom.key == where.code]


def _standing(asked: questions.Question, scope: list[Any]) -> list[Atom]:
    found = rollups_read.atoms(asked.measure, scope, [asked.span], key=models.Cell.place, each=asked.by)
    return rollups_read.without_hidden(_running(found, asked))


def _running(found: list[Atom], asked: questions.Question) -> list[Atom]:
    """What stood at the end of each month or day, of each key: all that came until then, less all that went."""
    came: dict[str, dict[date, Sum]] = defaultdict(lambda: defaultdict(Sum))
    for atom in found:
        if atom.bucket and atom.sums[0]:
            came[atom.key][atom.bucket] = came[atom.key][atom.bucket].plus(atom.sums[0])
    times = list(buckets(asked.span, asked.by))
    return [atom for key, each in came.items() for atom in _levels(key, each, times)]


def _levels(key: str, came: dict[date, Sum], times: list[date]) -> Iterator[Atom]:
    standing = sum(each.counted - each.less for day, each in came.items() if day < times[0])
    for bucket in times:
        standing += came[bucket].counted - came[bucket].less
        yield Atom(key, bucket, (Sum(counted=standing, guard=standing),))

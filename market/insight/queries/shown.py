"""From atoms to what an answer shows: each key with its name, value, and the values of a month and a season before."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import select

from market.catalog.models import Category
from market.db import db
from market.insight import places, rollups_read
from market.insight.queries.questions import Question
from market.insight.rules.measures import By, Measure, value_of
from market.insight.rules.spans import TIMES, buckets
from market.insight.seen.rules import SOURCES
from market.language import Sentence
from market.places.districts import district_of_commune, districts


def items(asked: Question, found: list[rollups_read.Atom]) -> Iterator[dict[str, Any]]:
    """One item a key, the largest value first; times in their order."""
    keyed = _grouping(asked)
    grouped: dict[str, list[rollups_read.Atom]] = defaultdict(list)
    for atom in found:
        grouped[keyed(atom)].append(atom)
    names = _names(asked, grouped)
    shown = [
        {"key": key, "name": name, **total(asked.measure, grouped.get(key, []), asked.by)}
        for key, name in names.items()
    ]
    if asked.by not in TIMES:
        shown.sort(key=lambda item: (-(item["value"] or 0), item["key"]))
    yield from shown


def _grouping(asked: Question) -> Callable[[rollups_read.Atom], str]:
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
    if asked.by in TIMES:
        form = "%Y-%m" if asked.by == By.MONTH else "%Y-%m-%d"
        return {f"{bucket:{form}}": f"{bucket:{form}}" for bucket in buckets(asked.span, asked.by)}
    if asked.by == By.COMMUNE:
        named = places.communes_of(asked.place.province)
        return {code: named[code] for code in asked.place.communes}
    if asked.by == By.DISTRICT:
        mine = (each for each in districts().values() if not set(each.communes).isdisjoint(asked.place.communes))
        return {each.code: each.name for each in sorted(mine)}
    if asked.by == By.VILLAGE:
        return places.villages_of(asked.place.code)
    if asked.by == By.STARS:
        return {stars: Sentence(f"{stars} sao", en=f"{stars} stars") for stars in sorted(found, reverse=True)}
    if asked.by == By.SOURCE:
        return dict(SOURCES)
    rows = db.session.execute(
        select(Category.slug, Category.name_vi, Category.name_en).where(Category.slug.in_(list(found)))
    )
    return {slug: Sentence(vi, en=en) for slug, vi, en in rows}


def total(measure: Measure, found: list[rollups_read.Atom], by: By | None) -> dict[str, Any]:
    """The sum of what may be shown, for each span; `hidden` where some of what is asked for is not in it."""
    spans = max((len(atom.sums) for atom in found), default=1 if by in TIMES else 3)
    values = [_value(measure, [atom.sums[place] for atom in found]) for place in range(spans)]
    hidden = any(atom.sums[0] is None for atom in found)
    shown: dict[str, Any] = {"value": values[0], "hidden": hidden}
    return shown if by in TIMES else shown | {"last_month": values[1], "last_season": values[2]}


def _value(measure: Measure, sums: list[rollups_read.Sum | None]) -> int | float | None:
    """None where all of it is hidden, or an average has nothing behind it."""
    seen = [each for each in sums if each is not None]
    if sums and not any(each.guard for each in seen) and len(seen) < len(sums):
        return None
    whole = rollups_read.Sum()
    for each in seen:
        whole = whole.plus(each)
    return value_of(measure, whole.counted, whole.less, whole.basis)

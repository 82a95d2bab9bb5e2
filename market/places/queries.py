"""Reads of places. Names and look-ups come from memory; only rows that others hold on to come from the database."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from market import errors
from market.db import db
from market.http.pages import broken_cursor, pack_cursor, text_in, unpack_cursor
from market.places import data, models, rules
from market.places.directory import Directory
from market.places.gazetteer import Place
from market.text import slug


@lru_cache
def directory() -> Directory:
    """All places in memory, read on first use in each process."""
    return Directory(data.provinces(), data.communes(), data.former_communes())


def look_up(*, q: str = "", kind: str | None = None, limit: int = 20, cursor: str | None = None) -> dict[str, Any]:
    """One page of what `q` may mean, likeliest first; without `q` all places, by code. Raises InvalidInput."""
    start = _start(cursor)
    found = directory().find(q, kind) if q else [p for p in directory().places if kind in (None, p.kind)]
    following = start + limit
    return {"items": found[start:following], "next": pack_cursor(following) if following < len(found) else None}


def _start(cursor: str | None) -> int:
    content = 0 if cursor is None else unpack_cursor(cursor)
    if type(content) is not int or content < 0:
        raise broken_cursor()
    return content


def place(code: str) -> Place:
    """The province or commune of now with this code. No SQL. Raises NotFound."""
    return errors.found(directory().place(code))


def is_commune(code: str) -> bool:
    """Whether there is now a commune with this code. No SQL."""
    return directory().commune(code) is not None


@lru_cache(maxsize=1)
def _former() -> dict[str, data.FormerFact]:
    return {fact.code: fact for fact in data.former_communes()}


def became(former_code: str) -> tuple[str, ...]:
    """The codes of what a commune of before 1 July 2025 became; none of what was none. No SQL."""
    return _former()[former_code].now if former_code in _former() else ()


def villages(commune_code: str, *, q: str, limit: int = 20, cursor: str | None = None) -> dict[str, Any]:
    """One page of the villages of a commune that somebody has named, by name. Raises NotFound, InvalidInput."""
    commune(commune_code)
    village = models.Village
    named = select(village).where(village.commune_code == commune_code, village.slug.contains(slug(q)))
    after = named.where(village.slug > text_in(cursor)) if cursor else named
    rows = list(db.session.scalars(after.order_by(village.slug).limit(limit + 1)))
    return {"items": rows[:limit], "next": pack_cursor(rows[limit - 1].slug) if len(rows) > limit else None}


def require_named_village(commune_code: str, name: str, *, is_new: bool, field: str = "village") -> None:
    """Let a name that is like no village's pass where its commune has none yet, or where it `is_new` by word.

    Raises UnknownVillage, NoVillageName.
    """
    wanted = rules.village_slug(name, field=field)
    if is_new:
        return
    village = models.Village
    known = select(village.slug, village.name).where(village.commune_code == commune_code).order_by(village.slug)
    named = {row.slug: row.name for row in db.session.execute(known.limit(_MOST_VILLAGES))}
    if named and wanted not in named and not _is_village(commune_code, wanted):
        near = rules.near_names(wanted, named)
        raise rules.UnknownVillage(near, commune_code=commune_code, field=field)


def _is_village(commune_code: str, wanted: str) -> bool:
    return db.session.get(models.Village, (commune_code, wanted)) is not None


_MOST_VILLAGES = 500


def commune(code: str) -> models.Commune:
    """The commune of now with this code. Raises NotFound."""
    return errors.found(db.session.get(models.Commune, code))


def require_commune(code: str, *, field: str = "commune_code") -> models.Commune:
    """The commune of now that an input names in `field`. Raises NoSuchPlace (422)."""
    found = db.session.get(models.Commune, code)
    if found is None:
        raise no_such_commune(code, field=field)
    return found


def require_place(code: str, *, field: str = "commune_code") -> str:
    """The code, if it is a commune's of now. No SQL. Raises NoSuchPlace (422)."""
    if directory().commune(code) is None:
        raise no_such_commune(code, field=field)
    return code


def no_such_commune(code: str, *, field: str) -> rules.NoSuchPlace:
    """What is said of a code that is no commune's of now: of one of before July 2025, what it became."""
    was = _former()[code].name if code in _former() else ""
    return rules.NoSuchPlace(field=field, was=was, now=commune_names(became(code)))


@lru_cache(maxsize=64)
def communes_of(province_code: str) -> tuple[str, ...]:
    """The codes of a province's communes of now; none of a province that there is not. No SQL."""
    communes = (place for place in directory().places if place.kind == rules.COMMUNE)
    return tuple(place.code for place in communes if place.province.code == province_code)


def require_province(code: str, *, field: str = "province_code") -> str:
    """The code, if it is a province's of now. No SQL. Raises NoSuchPlace (422)."""
    if not communes_of(code):
        raise rules.NoSuchPlace(field=field, told=rules.NO_SUCH_PROVINCE)
    return code


def commune_names(codes: Iterable[str]) -> dict[str, str]:
    """Code → full name ("Xã Chiến Thắng") of each of `codes` that is a commune of now. No SQL."""
    communes = ((code, directory().commune(code)) for code in set(codes))
    return {code: place.name for code, place in communes if place}


@lru_cache(maxsize=4000)
def place_of(commune_code: str) -> dict[str, Any]:
    """A commune of now as answers show it: `{code, name, province: {code, name}}`. No SQL. Raises NoSuchPlace."""
    place = directory().commune(commune_code)
    if place is None:
        raise no_such_commune(commune_code, field="commune_code")
    return {
        "code": place.code,
        "name": place.name,
        "province": {"code": place.province.code, "name": place.province.name},
    }


def province_of(commune_code: str) -> str:
    """The code of the province a commune of now lies in. No SQL. Raises NoSuchPlace."""
    place = directory().commune(commune_code)
    if place is None:
        raise no_such_commune(commune_code, field="commune_code")
    return place.province.code


def centre_of(commune_code: str) -> tuple[float, float] | None:
    """Roughly the middle (latitude, longitude) of a commune of Lạng Sơn; None elsewhere. No SQL."""
    post = data.lang_son().get(commune_code)
    return (post.lat, post.lon) if post else None

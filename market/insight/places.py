"""A place that figures are asked for: a province, an old district, a commune or a village, by its code."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from sqlalchemy import select

from market.db import db
from market.insight.rules.refusals import MergedAway, UnknownPlace
from market.language import Sentence
from market.places import data
from market.places.districts import districts
from market.places.models import Village
from market.places.queries import directory

# Lạng Sơn: where nobody names a place, this is meant.
HOME_PROVINCE = "20"


class Level(StrEnum):
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    VILLAGE = "village"


@dataclass(frozen=True)
class Place:
    code: str
    name: str
    level: Level
    province: str
    communes: tuple[str, ...]  # those of now that lie in it, or the one it lies in

    @property
    def commune(self) -> str:
        return self.communes[0]


def place(code: str) -> Place:
    """The place with this code. Raises UnknownPlace, and MergedAway for a commune that is no more."""
    if re.fullmatch(r"[0-9]{2}", code):
        return _province(code)
    if re.fullmatch(r"[0-9]{3}", code) and code in districts():
        district = districts()[code]
        return Place(code, district.name, Level.DISTRICT, district.province_code, district.communes)
    if re.fullmatch(r"[0-9]{5}", code):
        return _commune(code)
    if re.fullmatch(r"[0-9]{5}/[a-z0-9-]{1,80}", code):
        return _village(code)
    raise UnknownPlace


@lru_cache
def communes_of(province: str) -> dict[str, str]:
    """Code → full name of each commune of now."""
    return {fact.code: fact.name for fact in data.communes() if fact.province_code == province}


def villages_of(commune: str) -> dict[str, str]:
    """Key → name of each village that somebody has named."""
    rows = db.session.execute(select(Village.slug, Village.name).where(Village.commune_code == commune))
    return {f"{commune}/{slug}": name for slug, name in rows}


def _province(code: str) -> Place:
    name = next((fact.name for fact in data.provinces() if fact.code == code), None)
    if name is None:
        raise UnknownPlace
    return Place(code, name, Level.PROVINCE, code, tuple(communes_of(code)))


def _commune(code: str) -> Place:
    found = directory().commune(code)
    if found is None:
        _refuse_former(code)
        raise UnknownPlace
    return Place(code, found.name, Level.COMMUNE, found.province.code, (code,))


def _village(key: str) -> Place:
    commune = _commune(key[:5])
    name = villages_of(key[:5]).get(key)
    if name is None:
        raise UnknownPlace
    return Place(key, f"{name}, {commune.name}", Level.VILLAGE, commune.province, (key[:5],))


def _refuse_former(code: str) -> None:
    """A code that is now another commune's means that one; only one that is nobody's any more is told as merged."""
    former = next((fact for fact in data.former_communes() if fact.code == code and fact.now), None)
    if former is None:
        return
    now = [{"code": one, "name": found.name} for one in former.now if (found := directory().commune(one))]
    names = Sentence(", ".join(f"{one['name']} ({one['code']})" for one in now), en="")
    names.en = str(names)
    raise MergedAway(members={"now": now}, name=former.name, district=former.district, now=str(names))

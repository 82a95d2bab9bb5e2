"""The facts about places as shipped: read once per process from the files beside this one; see README.md there."""

import csv
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent


class ProvinceFact(NamedTuple):
    code: str
    name: str
    kind: str


class CommuneFact(NamedTuple):
    code: str
    name: str
    kind: str
    province_code: str


class FormerFact(NamedTuple):
    """A commune of before 1 July 2025; `now` is empty where no source says what became of it."""

    code: str
    name: str
    district: str
    province: str
    now: tuple[str, ...]
    district_code: str = ""


class Post(NamedTuple):
    """Postal code and approximate centre (degrees) of a commune of Lạng Sơn."""

    postal_code: str
    lat: float
    lon: float


def provinces() -> list[ProvinceFact]:
    return [ProvinceFact(*row) for row in _rows("provinces.csv")]


def communes() -> list[CommuneFact]:
    return [CommuneFact(*row) for row in _rows("communes.csv")]


@lru_cache
def former_communes() -> list[FormerFact]:
    districts = {code: (name, province) for code, name, province in _rows("former_districts.csv")}
    return [
        FormerFact(code, name, *districts[district], tuple(now.split()), district)
        for code, name, district, now in _rows("former_communes.csv")
    ]


@lru_cache
def lang_son() -> dict[str, Post]:
    return {code: Post(postal, float(lat), float(lon)) for code, postal, lat, lon in _rows("lang_son.csv")}


def _rows(name: str) -> Iterator[list[str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows

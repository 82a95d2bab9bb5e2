"""The kinds of goods that households list first, each with its usual pack, as `data/patterns.csv` writes them.

Kinds, other names, months and packs are those that newspapers and decisions of Lạng Sơn name (baolangson.vn,
langsontv.vn, langson.gov.vn, 2014 to 2025); weights with their wrapping and how long a good keeps are estimates.
The file stands in the order in which people of the province sell them.
"""

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from market.catalog.rules.categories import CATEGORIES
from market.catalog.rules.products import in_season

_FIRST = 8  # of the kinds, on the page where one chooses
_WEIGHT_G = 1000  # where nobody knows better


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """A kind of goods as it is usually sold; one without a name leaves that to the household."""

    slug: str
    category: str
    name: str
    names: dict[str, str]
    also_known_as: tuple[str, ...]
    unit: str
    pack: str
    weight_g: int
    season: dict[str, int] | None
    shelf_life_days: int | None
    fragile: bool
    ships_by_post: bool

    def fields(self) -> dict[str, Any]:
        """What a new good of this kind says of itself, as the API takes it."""
        same = (
            "category", "names", "unit", "pack", "weight_g", "season", "shelf_life_days", "fragile", "ships_by_post",
        )  # fmt: skip
        told = {name: getattr(self, name) for name in same} | {"also_known_as": list(self.also_known_as)}
        return told | ({"name": self.name} if self.name else {})


@lru_cache(maxsize=1)
def patterns() -> dict[str, Pattern]:
    """All kinds by their slug, those that are sold most first."""
    written = files("market.catalog.data").joinpath("patterns.csv").read_text(encoding="utf-8")
    return {row["slug"]: _pattern(row) for row in csv.DictReader(written.splitlines())}


def pattern(slug: str) -> Pattern | None:
    """A kind; under the name of a category whatever else is of that category."""
    if slug in CATEGORIES:
        return _anything_of(slug)
    return patterns().get(slug)


def of_category(category: str) -> list[Pattern]:
    return [one for one in patterns().values() if one.category == category]


def usual_now(month: int) -> list[Pattern]:
    """What a household most likely wants to list in `month`: what is ripe before what is not."""
    ripe = [one for one in patterns().values() if one.season and in_season(**one.season, month=month)]
    always = [one for one in patterns().values() if one.season is None and one.ships_by_post]
    half = _FIRST // 2
    return [*ripe[:half], *always[: _FIRST - len(ripe[:half])]]


def categories_by_use() -> list[str]:
    """The categories under which goods are listed, in the order of their kinds; those without a kind last."""
    used = dict.fromkeys(one.category for one in patterns().values())
    return [*used, *(slug for slug, row in CATEGORIES.items() if row["parent_slug"] and slug not in used)]


def _anything_of(category: str) -> Pattern:
    """As the first kind of the category is sold, but without what only that kind has."""
    like = next(iter(of_category(category)), None)
    return Pattern(
        slug=category,
        category=category,
        name="",
        names={},
        also_known_as=(),
        unit=like.unit if like else "gói",
        pack="",
        weight_g=like.weight_g if like else _WEIGHT_G,
        season=None,
        shelf_life_days=None,
        fragile=False,
        ships_by_post=like.ships_by_post if like else True,
    )


def _pattern(row: dict[str, str]) -> Pattern:
    months = {name: int(row[name]) for name in ("from_month", "to_month") if row[name]}
    return Pattern(
        **{name: row[name] for name in ("slug", "category", "name", "unit", "pack")},
        names={language: row[f"name_{language}"] for language in ("en", "tay") if row[f"name_{language}"]},
        also_known_as=tuple(other for other in row["also_known_as"].split(";") if other),
        weight_g=int(row["weight_g"]),
        season=months or None,
        shelf_life_days=int(row["shelf_life_days"]) if row["shelf_life_days"] else None,
        fragile=row["fragile"] == "yes",
        ships_by_post=row["ships_by_post"] == "yes",
    )

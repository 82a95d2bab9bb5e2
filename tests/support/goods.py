"""Documents for the search, as the demo fair (seed/) offers its goods, and look-alikes (data/lookalikes.csv)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from market.catalog.rules.document import Document
from market.places import data as places
from market.seed.rows import Row, rows, several

FIRST_DAY = datetime(2026, 7, 1, tzinfo=UTC)
_DATA = Path(__file__).parents[1] / "data"
_CATEGORIES = Path(__file__).parents[2] / "market" / "catalog" / "data" / "categories.csv"


@cache
def documents() -> tuple[Document, ...]:
    """Every offer of the fair, then every look-alike; `slug` says which good it is. Stars last to the end of 2026."""
    made = [*_offers(), *_lookalikes()]
    return tuple(_document(number, **given) for number, given in enumerate(made))


def _offers() -> Iterator[dict[str, Any]]:
    goods = {row["slug"]: row for row in rows("goods")}
    shops = {row["key"]: row for row in rows("households")}
    for offer in rows("offers"):
        good, shop = goods[offer["goods"]], shops[offer["shop"]]
        yield {
            "good": good,
            "shop_key": offer["shop"],
            "shop": shop["name"],
            "commune": shop["commune_code"],
            "village": shop["village"],
            "price": int(offer["price_vnd"]),
            "stars": int(good["ocop_stars"] or 0) if good["ocop_may_have_lapsed"] != "yes" else 0,
        }


def _lookalikes() -> Iterator[dict[str, Any]]:
    with (_DATA / "lookalikes.csv").open(encoding="utf-8", newline="") as file:
        for good in csv.DictReader(file):
            yield {
                "good": {"name_tay": "", "name_nung": "", "unit": "túi", "pack": "500 g", **good},
                "shop_key": good["shop"],
                "shop": good["shop"],
                "commune": good["commune_code"],
                "village": "",
                "price": 50_000,
                "stars": 0,
            }


def _document(
    number: int, *, good: Row, shop_key: str, shop: str, commune: str, village: str, price: int, stars: int
) -> Document:
    category, place, former = _categories()[good["category"]], _communes()[commune], _formerly()[commune]
    months = [int(good[name]) if good.get(name) else None for name in ("from_month", "to_month")]
    return Document(
        id=uuid5(NAMESPACE_URL, f"{shop_key}/{good['slug']}"),
        version=1,
        visible=True,
        name=good["name"],
        slug=good["slug"],
        also_known_as=tuple(several(good["also_known_as"])),
        names={language: good[f"name_{language}"] for language in ("en", "tay", "nung") if good[f"name_{language}"]},
        description=good["description"],
        category_slug=good["category"],
        category_name=category["name_vi"],
        group_slug=category["parent_slug"],
        shop_id=uuid5(NAMESPACE_URL, shop_key),
        shop_name=shop,
        commune_code=commune,
        commune_name=place.name,
        province_code=place.province_code,
        province_name=_provinces()[place.province_code],
        former_communes=tuple(fact.name for fact in former),
        former_districts=tuple(dict.fromkeys(fact.district for fact in former)),
        village=village,
        price_vnd=price,
        unit=good["unit"],
        pack=good["pack"],
        in_stock=True,
        ships_by_post=True,
        from_month=months[0],
        to_month=months[1],
        stars=stars,
        stars_until=date(2027, 1, 1) if stars else None,
        photo=None,
        created_at=FIRST_DAY + timedelta(minutes=number),
    )


@cache
def _categories() -> dict[str, Row]:
    with _CATEGORIES.open(encoding="utf-8", newline="") as file:
        return {row["slug"]: row for row in csv.DictReader(file)}


@cache
def _communes() -> dict[str, places.CommuneFact]:
    return {fact.code: fact for fact in places.communes()}


@cache
def _provinces() -> dict[str, str]:
    return {fact.code: fact.name for fact in places.provinces()}


@cache
def _formerly() -> dict[str, list[places.FormerFact]]:
    found: dict[str, list[places.FormerFact]] = {code: [] for code in _communes()}
    for fact in places.former_communes():
        for code in fact.now:
            found[code].append(fact)
    return found

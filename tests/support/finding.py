"""The 91 goods of the province as documents, engines to find them with, and the day on which they are sought."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from market.catalog.rules.document import Document
from market.search.engines.interface import Found, Request, SearchEngine
from market.search.language.lexicon import Lexicon
from tests.support.relevance import ENGINES

AUGUST, NOVEMBER = date(2026, 8, 20), date(2026, 11, 23)
FIRST_DAY = datetime(2026, 7, 1, tzinfo=UTC)


def id_of(slug: str) -> UUID:
    return uuid5(NAMESPACE_URL, slug)


def document(slug: str = "na", **facts: Any) -> Document:
    """A good in xã Chi Lăng, in stock all year, unless `facts` say otherwise."""
    plain = Document(
        id=id_of(slug), version=1, visible=True, name="Na Chi Lăng", slug=slug, also_known_as=(), names={},
        description="", category_slug="fruit", category_name="Hoa quả", group_slug="food", shop_id=id_of("shop"),
        shop_name="Nhà bà Lan", commune_code="06463", commune_name="Xã Chi Lăng", province_code="20",
        province_name="Lạng Sơn", former_communes=(), former_districts=(), village="Đồng Đĩnh", price_vnd=65_000,
        unit="hộp", pack="1 kg", in_stock=True, ships_by_post=True, from_month=None, to_month=None, stars=0,
        stars_until=None, photo=None, created_at=FIRST_DAY,
    )  # fmt: skip
    return replace(plain, **facts)


def goods() -> list[Document]:
    """The 91 goods of the province; stars valid until the end of 2026."""
    with (Path(__file__).parents[1] / "data" / "goods.csv").open(encoding="utf-8", newline="") as file:
        return [_good(row, FIRST_DAY + timedelta(minutes=n)) for n, row in enumerate(csv.DictReader(file))]


def _good(row: dict[str, str], created_at: datetime) -> Document:
    first, _, last = row["months"].partition("-")
    stars = int(row["ocop_stars"] or 0)
    return document(
        row["slug"],
        name=row["name"],
        also_known_as=tuple(part.strip() for part in row["also_known_as"].split(";") if part.strip()),
        names={"tay": row["local_names"], "en": row["english"]},
        category_slug=row["category"],
        category_name=row["category"],
        group_slug=row["group"],
        shop_id=id_of("shop of " + row["commune_code"]),
        commune_code=row["commune_code"],
        commune_name=row["commune_name"],
        price_vnd=int(row["price_vnd"]),
        from_month=int(first),
        to_month=int(last or first),
        stars=stars,
        stars_until=date(2027, 1, 1) if stars else None,
        created_at=created_at,
    )


def opened(kind: str, folder: Path) -> SearchEngine:
    return ENGINES[kind](folder, Lexicon(folder.parent / "words.toml", look_again_seconds=0))


def another(engine: SearchEngine) -> SearchEngine:
    """What a second process of this machine would open."""
    kind = next(name for name, made in ENGINES.items() if isinstance(engine, made))
    return opened(kind, engine.generations.folder)


def find(engine: SearchEngine, text: str = "", **wishes: Any) -> Found:
    return engine.search(Request(text=text, **({"today": AUGUST} | wishes)))


def names(found: Found) -> list[str]:
    return [card["name"] for card in found.items]

"""A large catalogue in a short time: the fair's own goods, offered by many households all over the province.

The rows go straight into the tables, without the actions, but as the actions would leave them: each stock
with the movement that opened it, and so `market audit` has nothing to say about it.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import cache
from random import Random
from uuid import UUID

from sqlalchemy import insert, text
from tqdm import tqdm

from bench.province.bulk import Bulk, Value, id_at, written
from market.accounts.models import Person, Role
from market.catalog.models import Certificate, Product, Shop, StockMovement
from market.catalog.rules.certificates import CertificateState, expiry
from market.catalog.rules.stock import Reason
from market.db import db, is_postgresql, transaction, without_timeout
from market.insight.actions.rollups import count_everything
from market.places.data import lang_son
from market.places.models import Village
from market.seed.rows import Row, rows, several
from market.text import slug

STOCK = 100_000
_GOODS_A_SHOP = 10
_VILLAGES = ("Đồng Đĩnh", "Quán Thanh", "Lân Bông", "Hòa Bình", "Nà Pài", "Khòn Nà", "Bản Mới", "Pác Luống")
_FAMILIES = ("Hoàng", "Nông", "Vi", "Lương", "Hứa", "Chu", "Triệu", "Đàm", "Lý", "Bế")
_GIVEN = ("Thắm", "Đạt", "Quyền", "Nhung", "Lan", "Hải", "Mai", "Tuấn", "Huệ", "Thủy", "Dũng", "Xuân")
_KINDS = ("", "loại một", "nhà trồng", "chọn kỹ", "mùa mới", "quà biếu", "gói nhỏ", "gia truyền")
# Whoever owns others comes before them.
_COLUMNS: dict[type, str] = {
    Person: "id name phone version created_at",
    Role: "person_id role place_kind place_code granted_at",
    Shop: "id owner_id name commune_code village village_slug version created_at opened_at",
    Product: "id shop_id price_vnd stock version created_at category_slug name slug names also_known_as weight_g "
    "shelf_life_days ships_by_post unit pack description from_month to_month",
    StockMovement: "id product_id change reason by_id at",
    Certificate: "product_id stars certificate_no issued_on state expires_on verified_at",
}


def load_goods(count: int, *, now: datetime) -> None:
    """Put `count` products and a shop for every ten of them into a migrated database."""
    transaction(lambda: _load(Bulk(_COLUMNS), count, now))
    transaction(_analyze)
    transaction(lambda: count_everything(now=now))


def _load(bulk: Bulk, count: int, now: datetime) -> None:
    without_timeout()
    chance, communes = Random(2026), sorted(lang_son())
    made = [{"commune_code": code, "slug": slug(name), "name": name} for code in communes for name in _VILLAGES]
    db.session.execute(insert(Village), made)
    for number in tqdm(range(count // _GOODS_A_SHOP), desc="shops of ten goods", unit="", disable=None):
        at = now - timedelta(days=400) + number * timedelta(seconds=10)
        _open(bulk, number, chance.choice(communes), chance, at)
    bulk.close()


def _analyze() -> None:
    """Or the database plans as for empty tables."""
    without_timeout()
    if is_postgresql():
        db.session.execute(text("ANALYZE"))


def _open(bulk: Bulk, number: int, commune: str, chance: Random, opened: datetime) -> None:
    owner, shop, at = id_at(opened, chance), id_at(opened, chance), written(opened)
    family, given, village = chance.choice(_FAMILIES), chance.choice(_GIVEN), chance.choice(_VILLAGES)
    bulk.add(Person, owner, f"{family} Thị {given}", f"+849{number + 10_000_000:08d}", 1, at)
    bulk.add(Role, owner, "buyer", "", "", at)
    bulk.add(Role, owner, "seller", "shop", str(UUID(shop)), at)
    bulk.add(Shop, shop, owner, f"Hàng nhà {given} {village}", commune, village, slug(village), 1, at, at)
    for good in chance.sample(rows("goods"), _GOODS_A_SHOP):
        _add_product(bulk, good, (shop, owner), chance, opened)


def _add_product(bulk: Bulk, good: Row, whose: tuple[str, str], chance: Random, listed: datetime) -> None:
    product, at, kind = id_at(listed, chance), written(listed), chance.choice(_KINDS)
    price = round(int(good["price_vnd"]) * chance.uniform(0.8, 1.3) / 1000) * 1000
    bulk.add(Product, product, whose[0], price, STOCK, 1, at, *_about(good["slug"], kind))
    bulk.add(StockMovement, id_at(listed, chance), product, STOCK, Reason.OPENING, whose[1], at)
    if good["ocop_stars"]:
        issued = listed.date()
        number, days = f"OCOP-{product[-8:]}", (issued.isoformat(), expiry(issued).isoformat())
        state = (CertificateState.VERIFIED, days[1], at)
        bulk.add(Certificate, product, int(good["ocop_stars"]), number, days[0], *state)


@cache
def _about(good_slug: str, kind: str) -> tuple[Value, ...]:
    """What is the same wherever it is offered; there are some hundreds of them."""
    good = next(row for row in rows("goods") if row["slug"] == good_slug)
    name = f"{good['name']} {kind}".strip()
    names = {key: good[f"name_{key}"] for key in ("en", "tay", "nung") if good[f"name_{key}"]}
    texts = [json.dumps(value, ensure_ascii=False) for value in (names, several(good["also_known_as"]))]
    measured = (int(good["weight_g"]), _number(good["shelf_life_days"]), int(good["ships_by_post"] == "yes"))
    season = (_number(good["from_month"]), _number(good["to_month"]))
    told = (good["unit"], good["pack"], good["description"])
    return good["category"], name, slug(name), *texts, *measured, *told, *season


def _number(text: str) -> int | None:
    return int(text) if text else None

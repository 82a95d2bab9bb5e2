"""A large catalogue in a short time: the fair's own goods, offered by many households all over the province.

The rows go straight into the tables, without the actions, but as the actions would leave them: each stock
with the movement that opened it, and so `market audit` has nothing to say about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from tqdm import tqdm

from market.accounts.models import Person, Role
from market.catalog.models import Certificate, Product, Shop, StockMovement
from market.catalog.rules.certificates import CertificateState, expiry
from market.catalog.rules.stock import Reason
from market.db import Model, db, transaction
from market.ids import new_id
from market.places.data import lang_son
from market.places.models import Village
from market.seed.rows import rows, several
from market.text import slug

STOCK = 100_000
_GOODS_A_SHOP = 10
_AT_ONCE = 2_000
_VILLAGES = ("Đồng Đĩnh", "Quán Thanh", "Lân Bông", "Hòa Bình", "Nà Pài", "Khòn Nà", "Bản Mới", "Pác Luống")
_FAMILIES = ("Hoàng", "Nông", "Vi", "Lương", "Hứa", "Chu", "Triệu", "Đàm", "Lý", "Bế")
_GIVEN = ("Thắm", "Đạt", "Quyền", "Nhung", "Lan", "Hải", "Mai", "Tuấn", "Huệ", "Thủy", "Dũng", "Xuân")
_KINDS = ("", "loại một", "nhà trồng", "chọn kỹ", "mùa mới", "quà biếu", "gói nhỏ", "gia truyền")

Rows = dict[type[Model], list[dict[str, Any]]]


def load_goods(count: int, *, now: datetime) -> None:
    """Put `count` products and a shop for every ten of them into a migrated database."""
    with tqdm(total=count, desc="goods", unit="", disable=None) as bar:
        makers = _shops(count, now)
        while some := list(islice(makers, _AT_ONCE // _GOODS_A_SHOP)):
            transaction(lambda some=some: _write(some))  # type: ignore[misc]
            bar.update(_AT_ONCE)


def _write(shops: list[Rows]) -> None:
    for table in (Person, Role, Shop, Product, StockMovement, Certificate):
        if found := [row for shop in shops for row in shop[table]]:
            db.session.execute(insert(table.__table__), found)  # type: ignore[arg-type]


def _shops(count: int, now: datetime) -> Iterator[Rows]:
    chance, communes = Random(2026), sorted(lang_son())
    transaction(lambda: _name_villages(communes))
    for number in range(count // _GOODS_A_SHOP):
        at = now - timedelta(days=400) + number * timedelta(seconds=10)
        yield _shop(number, chance.choice(communes), chance, at)


def _name_villages(communes: list[str]) -> None:
    made = [{"commune_code": code, "slug": slug(name), "name": name} for code in communes for name in _VILLAGES]
    db.session.execute(insert(Village), made)


def _shop(number: int, commune: str, chance: Random, at: datetime) -> Rows:
    owner, shop = new_id(), new_id()
    family, given, village = chance.choice(_FAMILIES), chance.choice(_GIVEN), chance.choice(_VILLAGES)
    made: Rows = {table: [] for table in (Person, Role, Shop, Product, StockMovement, Certificate)}
    phone = f"+849{number + 10_000_000:08d}"
    made[Person].append({"id": owner, "name": f"{family} Thị {given}", "phone": phone, "version": 1, "created_at": at})
    for role, kind, code in (("buyer", "", ""), ("seller", "shop", str(shop))):
        made[Role].append({"person_id": owner, "role": role, "place_kind": kind, "place_code": code, "granted_at": at})
    place = {"commune_code": commune, "village": village, "village_slug": slug(village)}
    name = f"Hàng nhà {given} {village}"
    made[Shop].append({"id": shop, "owner_id": owner, "name": name, **place, "version": 1, "created_at": at})
    for good in chance.sample(rows("goods"), _GOODS_A_SHOP):
        _add_product(made, good, shop, owner, chance, at)
    return made


def _add_product(made: Rows, good: dict[str, str], shop: UUID, owner: UUID, chance: Random, at: datetime) -> None:
    product, name = new_id(), f"{good['name']} {chance.choice(_KINDS)}".strip()
    made[Product].append(
        {
            "id": product,
            "shop_id": shop,
            "category_slug": good["category"],
            "name": name,
            "slug": slug(name),
            "names": {key: good[f"name_{key}"] for key in ("en", "tay", "nung") if good[f"name_{key}"]},
            "also_known_as": several(good["also_known_as"]),
            "price_vnd": round(int(good["price_vnd"]) * chance.uniform(0.8, 1.3), -3),
            "stock": STOCK,
            "weight_g": int(good["weight_g"]),
            "shelf_life_days": int(good["shelf_life_days"]) if good["shelf_life_days"] else None,
            "ships_by_post": good["ships_by_post"] == "yes",
            "version": 1,
            "created_at": at,
            **{key: good[key] for key in ("unit", "pack", "description")},
            **{key: int(good[key]) if good[key] else None for key in ("from_month", "to_month")},
        }
    )
    opening = {"change": STOCK, "reason": Reason.OPENING, "by_id": owner, "at": at}
    made[StockMovement].append({"product_id": product, **opening})
    if good["ocop_stars"]:
        issued = at.date()
        stars = {"stars": int(good["ocop_stars"]), "certificate_no": f"OCOP-{product.hex[-8:]}", "issued_on": issued}
        state = {"state": CertificateState.VERIFIED, "expires_on": expiry(issued), "verified_at": at}
        made[Certificate].append({"product_id": product, **stars, **state})

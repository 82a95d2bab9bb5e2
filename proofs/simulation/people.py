"""The commune and its post: households with shops, buyers all over the country, and staff with phones."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import select

from market.accounts import actions as accounts
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.actions import products, shops
from market.catalog.models import Product
from market.db import db
from market.delivery.models import PostOffice
from proofs.simulation.phones import Phone

COMMUNE = "06463"  # xã Chi Lăng
_SHOPS, _BUYERS = 40, 120
_GOODS: tuple[dict[str, Any], ...] = (
    {"name": "Na Chi Lăng", "category": "fruit", "price_vnd": 65_000, "weight_g": 1150, "shelf_life_days": 5},
    {"name": "Mật ong rừng", "category": "honey-sugar", "price_vnd": 250_000, "weight_g": 900, "fragile": True},
    {"name": "Hoa hồi khô", "category": "star-anise", "price_vnd": 180_000, "weight_g": 550},
)


class People:
    """Everybody, and the phone of each clerk and courier by role and post office."""

    def __init__(self, parcels: int, chance: Random, counts: Counter[str]) -> None:
        self.parcels, self.chance, self.counts = parcels, chance, counts
        self.phones: dict[tuple[str, str], Phone] = {}
        self.buyers: list[tuple[Person, str]] = []
        self.goods: list[UUID] = []
        self._next_phone = 970_000_000

    def settle(self, now: datetime) -> None:
        """Open the shops, register the buyers; half of the buyers live near the commune's own office."""
        offices = list(db.session.scalars(select(PostOffice).order_by(PostOffice.code)))
        for number in range(min(_SHOPS, 8 + self.parcels)):
            home = COMMUNE if number % 4 else self.chance.choice(offices).commune_code
            self._open_shop(number, home, now)
        for _ in range(min(_BUYERS, 8 + self.parcels)):
            lives = COMMUNE if self.chance.random() < 0.4 else self.chance.choice(offices).commune_code
            self.buyers.append((self.person("Người mua", now), lives))

    def person(self, name: str, now: datetime, *roles: tuple[RoleName, str]) -> Person:
        self._next_phone += 1
        person = accounts.register(phone=f"+84{self._next_phone}", name=name, now=now)
        for role, place in roles:
            accounts.grant(person=person, role=role, place=place, now=now)
        return person

    def phone(self, role: str, office: str, now: datetime) -> Phone:
        """The phone of the clerk or courier of an office; they are hired when they are first needed."""
        if (role, office) not in self.phones:
            owner = self.person("Nhân viên bưu điện", now, (RoleName(role), office))
            # Every phone's clock is a little wrong, and some plainly.
            minutes = 180 if self.chance.random() < 0.03 else self.chance.uniform(-2, 2)
            self.phones[role, office] = Phone(owner, self.chance, self.counts, timedelta(minutes=minutes))
        return self.phones[role, office]

    def _open_shop(self, number: int, commune_code: str, now: datetime) -> None:
        owner = self.person("Hộ bán hàng", now)
        given = {"name": f"Nhà vườn {number + 1}", "commune_code": commune_code, "village": "Thôn Một", "about": ""}
        shop = shops.open_shop(fields=given, by=owner, now=now)
        good: dict[str, Any] = {"unit": "hộp", "pack": "1", "stock": 1_000_000} | _GOODS[number % len(_GOODS)]
        product: Product = products.list_product(shop=shop, fields=good, by=owner, now=now)
        self.goods.append(product.id)

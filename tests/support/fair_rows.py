"""Fairs and stands as rows, for pages that show them: nothing is checked, and any state is reached at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from market import clock
from market.catalog.models import Product, Shop
from market.db import db, transaction
from market.fairs.models import Fair, Stand
from market.fairs.rules import FairState
from market.ids import new_id
from tests.support.village import CHI_LANG, a_product, owner_of

_COPIED = ("name", "category_slug", "unit", "pack", "weight_g", "shelf_life_days", "fragile", "ships_by_post")


def fair_row(state: str = FairState.OPEN, *, now: datetime | None = None, **fields: Any) -> Fair:
    """“Phiên na Chi Lăng”, open since yesterday for two days and three hours more."""
    at = now or clock.now()
    day = clock.local_day(at)
    given = {
        "slug": "na-chi-lang",
        "name": "Phiên na Chi Lăng",
        "about": "Na dai đầu mùa, hái sáng sớm, gửi ngay trong ngày.",
        "province_code": "20",
        "commune_codes": [CHI_LANG],
        "opens_at": at - timedelta(days=1),
        "closes_at": at + timedelta(days=2, hours=3, minutes=1),
        "ships_from": day + timedelta(days=5),
        "ships_to": day + timedelta(days=7),
        "state": state,
        "state_since": at,
        "made_by": new_id(),
        "created_at": at - timedelta(days=2),
    } | fields
    return _kept(Fair(**given))


def stand_row(fair: Fair, parent: Product | None = None, *, packs: int = 40, **fields: Any) -> Product:
    """The good of a stand: of `parent`, 55,000 đồng a pack, promised of the harvest."""
    parent = parent or a_product()
    good, stand = {k: v for k, v in fields.items() if hasattr(Product, k)}, fields.get("stand", {})
    ready = good.get("ships_on", fair.ships_from)
    given = {name: getattr(parent, name) for name in _COPIED} | {
        "slug": parent.slug,
        "shop_id": parent.shop_id,
        "names": {},
        "also_known_as": [],
        "description": parent.description,
        "price_vnd": 55_000,
        "stock": packs,
        "parent_id": parent.id,
        "fair_slug": fair.slug,
        "sale_opens_at": fair.opens_at,
        "sale_closes_at": fair.closes_at,
        "ships_on": ready,
        "created_at": fair.created_at,
    }
    product = _kept(Product(**given | good))
    by = owner_of(db.session.get_one(Shop, parent.shop_id)).id
    told = {"fair_id": fair.id, "product_id": product.id, "parent_id": parent.id, "shop_id": parent.shop_id}
    told |= {"packs": packs, "ready_on": ready, "first_ready_on": ready, "taken_by": by, "created_at": fair.created_at}
    _kept(Stand(**told | stand))
    return product


def _kept(row: Any) -> Any:
    transaction(lambda: db.session.add(row))
    return row


@contextmanager
def while_open(good: Product) -> Iterator[None]:
    """As it was then: the fair of these goods, if they have one, sells."""
    of = Fair.slug == good.fair_slug
    state = transaction(lambda: db.session.scalar(select(Fair.state).where(of)))
    transaction(lambda: db.session.execute(update(Fair).where(of).values(state=FairState.OPEN)))
    yield
    transaction(lambda: db.session.execute(update(Fair).where(of).values(state=state)))

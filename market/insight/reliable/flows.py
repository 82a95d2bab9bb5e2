"""Once an hour each shop's step and each good's buyers are reckoned again; only what changed is written and told."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from market.catalog.actions import scores
from market.catalog.models import Product, Shop
from market.catalog.rules.reliability import Reliability
from market.db import db, transaction
from market.insight.reliable import recount
from market.insight.reliable.rules import Record, step

_AT_ONCE = 200


def renew(*, now: datetime) -> int:
    """How many shops and goods changed."""
    shops, goods = transaction(lambda: (_shops(now), _goods(now)))
    changed = 0
    for start in range(0, len(shops), _AT_ONCE):
        some = shops[start : start + _AT_ONCE]
        changed += transaction(lambda some=some: _renew_shops(some, now))  # type: ignore[misc]
    for start in range(0, len(goods), _AT_ONCE):
        few = goods[start : start + _AT_ONCE]
        transaction(lambda few=few: _renew_goods(few, now))  # type: ignore[misc]
    return changed + len(goods)


def _shops(now: datetime) -> list[UUID]:
    """Those with orders, and those that had some once."""
    once = db.session.scalars(select(Shop.id).where(Shop.reliability != int(Reliability.USUAL)))
    return sorted(recount.shops_with_orders(now=now) | set(once))


def _renew_shops(shop_ids: Sequence[UUID], now: datetime) -> int:
    found = recount.records(shop_ids, now=now)
    rows = db.session.execute(select(Shop.id, Shop.reliability).where(Shop.id.in_(shop_ids)))
    known = {row.id: row.reliability for row in rows}
    steps = {shop_id: step(found.get(shop_id, Record())) for shop_id in known}
    moved = {shop_id: now_is for shop_id, now_is in sorted(steps.items()) if known[shop_id] != now_is}
    for shop_id, now_is in moved.items():
        scores.rely_on(shop_id=shop_id, step=now_is, now=now)
    return len(moved)


def _renew_goods(goods: Sequence[tuple[UUID, int]], now: datetime) -> None:
    for product_id, buyers in goods:
        scores.sell_good(product_id=product_id, step=buyers, now=now)


def _goods(now: datetime) -> list[tuple[UUID, int]]:
    """Those that rank otherwise by now: each step is twice as many buyers."""
    found = {product_id: buyers.bit_length() for product_id, buyers in recount.sold(now=now).items()}
    rows = db.session.execute(select(Product.id, Product.sold_step).where(Product.sold_step > 0))
    before = {row.id: row.sold_step for row in rows}
    ids = sorted(found.keys() | before.keys())
    return [(one, found.get(one, 0)) for one in ids if found.get(one, 0) != before.get(one, 0)]

"""A made-up province: every package's audit holds, and the same seed makes the same province."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import func, select

from bench.province.generator import Size, load_province
from market.catalog.models import Product, Shop
from market.db import db, transaction
from market.insight.models import Cell
from market.ops.invariants import broken
from market.orders.models import Order
from market.payments.ledger.accounts import Kind
from market.payments.ledger.models import LedgerEntry, Posting
from market.payments.sales.models import Sale
from tests.support.installation import sweep

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
SMALL = Size(shops=40, products=160, orders=120)


def made(seed: int) -> Any:
    transaction(sweep)
    load_province(size=SMALL, seed=seed, now=NOW)
    return transaction(
        lambda: db.session.execute(select(Order.number, Order.state, Order.shop_id).order_by(Order.id)).all()
    )


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_simulated_province_is_whole_and_the_same_for_the_same_seed(app) -> None:
    first = made(1)
    assert made(2) != first
    assert made(1) == first
    sizes = [transaction(partial(count, m)) for m in (Shop, Product, Order)]
    assert sizes == [40, 160, 120]
    assert transaction(lambda: db.session.scalar(select(func.sum(Cell.orders)).where(Cell.place == "20"))) >= 120

    assert transaction(lambda: list(broken())) == []


def test_what_its_shops_may_have_is_what_their_sales_left_them(app) -> None:
    """Whether the ledger tells it order by order, or as the balance with which a shop's books began."""
    made(1)
    shops = select(func.sum(Posting.amount_vnd)).where(Posting.kind == Kind.SHOP)
    earned = func.sum(Sale.released_goods_vnd - Sale.commission_vnd - Sale.vat_vnd - Sale.income_tax_vnd)
    kinds = transaction(lambda: set(db.session.scalars(select(LedgerEntry.kind).distinct())))
    assert {"opening", "placement", "collection", "sale", "carriage"} <= kinds
    assert transaction(lambda: -db.session.scalar(shops)) == transaction(lambda: db.session.scalar(select(earned)))

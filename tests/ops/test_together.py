"""Rows written together: defaults, order and refusals are those of statements sent one by one."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from market import clock
from market.catalog.models import StockMovement
from market.db import db, insert_new, together, transaction
from market.http import Market
from market.ids import new_id
from market.outbox import OutboxEntry, put
from market.payments.sales.models import Sale
from tests.support.village import a_product


def a_sale(reference: str, **more: Any) -> Sale:
    who = {"shop_id": new_id(), "seller_id": new_id(), "buyer_id": new_id()}
    return Sale(reference=reference, **who, channel="cod", goods_vnd=1, shipping_vnd=0, opened_at=clock.now(), **more)


def count_sales() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Sale)) or 0


def test_what_nobody_names_holds_its_default(app: Market) -> None:
    transaction(lambda: insert_new([a_sale("CP-1"), a_sale("CP-2", placements=3)]))
    assert [(sale.placements, sale.vat_percent, sale.closed_at) for sale in db.session.scalars(select(Sale))] == [
        (1, "0", None),
        (3, "0", None),
    ]


def test_a_key_that_is_there_refuses_all_and_the_savepoint_saves_the_rest(app: Market) -> None:
    product_id = a_product().id
    before = count_movements()

    def write() -> None:
        insert_new([a_sale("CP-1")])
        with pytest.raises(IntegrityError), db.session.begin_nested(), together():
            insert_new([StockMovement(product_id=product_id, id=new_id(), change=1, reason="sold", at=clock.now())])
            insert_new([a_sale("CP-2"), a_sale("CP-1")])
        insert_new([a_sale("CP-3")])

    transaction(write)
    assert (count_sales(), count_movements()) == (2, before)


def test_nothing_is_sent_of_what_broke_off(app: Market) -> None:
    def break_off() -> None:
        with together():
            insert_new([a_sale("CP-1")])
            raise KeyError

    with pytest.raises(KeyError):
        break_off()
    db.session.commit()
    assert count_sales() == 0


def count_movements() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(StockMovement)) or 0


def count_entries() -> int:
    return db.session.scalar(select(func.count()).select_from(OutboxEntry)) or 0


def test_what_goes_at_the_end_is_there_for_whoever_looks_and_goes_with_what_is_undone(app: Market) -> None:
    before = count_entries()
    put("reindex", {}, now=clock.now())
    assert count_entries() == before + 1
    with pytest.raises(KeyError), db.session.begin_nested():
        put("reindex", {}, now=clock.now())
        raise KeyError
    put("reindex", {}, now=clock.now())
    db.session.commit()
    assert count_entries() == before + 2
    put("reindex", {}, now=clock.now())
    db.session.rollback()
    assert count_entries() == before + 2

"""Figures: counted once, in one way; the rollups follow what happens and equal a full recount."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select, update

from market import clock, outbox, wiring
from market.auditing import broken
from market.db import db, transaction
from market.insight.actions import rollups
from market.insight.models import Cell
from market.orders.actions import moves
from tests.village import (
    CHI_LANG,
    DONG_DINH,
    _moved,
    a_buyer,
    a_product,
    a_shop,
    an_officer,
    calling,
    delivered_order,
    placed_order,
)

LANG_SON = "20"


@pytest.fixture(autouse=True)
def _in_app(app) -> None:
    """Every test needs the application."""


def counted() -> None:
    """Let the worker come by."""
    while outbox.drain(wiring.JOBS, clock=lambda: clock.now() + timedelta(seconds=1)):
        pass


def figure(measure: str, place: str = CHI_LANG, **query: Any) -> Any:
    counted()
    found = calling(an_officer(LANG_SON)).get(f"/statistics/{measure}", query_string={"place": place, **query})
    assert found.status_code == 200, found.json
    return found.json


def value(measure: str, place: str = CHI_LANG, **query: Any) -> Any:
    return figure(measure, place, **query)["total"]["value"]


def test_a_shop_counts_from_opening_to_selling() -> None:
    shop = a_shop()
    assert [value(m) for m in ("shops", "shops_with_goods", "shops_that_sold", "active_shops")] == [1, 0, 0, 0]
    product = a_product(shop)
    assert [value(m) for m in ("shops", "shops_with_goods", "shops_that_sold", "active_shops")] == [1, 1, 0, 0]
    placed_order(product)
    assert [value(m) for m in ("shops_that_sold", "active_shops", "orders")] == [0, 1, 1]
    delivered_order(product=product)
    assert [value(m) for m in ("shops_that_sold", "active_shops", "orders")] == [1, 1, 2]
    assert list(transaction(lambda: list(broken()))) == []


def test_it_counts_at_every_level_and_in_the_old_district() -> None:
    placed_order()
    assert [value("orders", place) for place in (DONG_DINH, CHI_LANG, LANG_SON)] == [1, 1, 1]
    first, *others = figure("orders", LANG_SON, by="district")["items"]
    assert (first["name"], first["value"]) == ("Huyện Chi Lăng", 1)
    assert {item["value"] for item in others} == {0}
    assert value("orders", first["key"]) == 1


def test_what_random_lives_leave_is_what_a_recount_finds() -> None:
    chance = Random(7)
    products = [a_product(a_shop(village=name)) for name in ("Đồng Đĩnh", "Đồng Đĩnh", "Làng Cóc")]
    buyers = [a_buyer() for _ in range(3)]
    for _ in range(25):
        product, buyer, hours = chance.choice(products), chance.choice(buyers), chance.randrange(0, 24 * 100)
        order = placed_order(product, buyer=buyer, hours_ago=hours)
        fate = chance.random()
        if fate < 0.3:
            _moved(order, moves.cancel, "seller", hours_ago=hours, reason="hết hàng")
        if chance.random() < 0.3:
            counted()
    delivered_order(product=products[0])
    delivered_order(product=products[0])
    counted()
    assert transaction(lambda: list(broken())) == []
    before = cells()
    transaction(lambda: rollups.count_everything(now=clock.now()))
    assert cells() == before


def cells() -> list[tuple]:
    columns = list(Cell.__table__.columns)
    return sorted(map(tuple, transaction(lambda: db.session.execute(select(*columns)).all())))


def test_a_cell_that_is_off_by_one_is_named_by_the_audit() -> None:
    placed_order()
    counted()
    transaction(lambda: db.session.execute(update(Cell).where(Cell.place == DONG_DINH).values(orders=2)))
    assert any(DONG_DINH in line for line in transaction(lambda: list(broken())))

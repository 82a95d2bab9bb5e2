"""Figures: counted once, in one way; the rollups follow what happens and equal a full recount."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select, update

from market import clock, outbox
from market.catalog.actions import certificates, shops
from market.db import db, transaction
from market.insight.actions import rollups
from market.insight.models import Cell
from market.insight.rules.measures import MEASURES
from market.insight.rules.spans import months_on
from market.ops.invariants import broken
from market.orders.actions import transitions
from market.wiring import jobs
from tests.support.fetching import hands_over, ready_order
from tests.support.village import (
    CHI_LANG,
    DONG_DINH,
    _moved,
    a_buyer,
    a_certified_product,
    a_product,
    a_shop,
    an_officer,
    calling,
    delivered_order,
    guest,
    placed_order,
    shipped_order,
)

LANG_SON = "20"


@pytest.fixture(autouse=True)
def _in_app(app) -> None:
    """Every test needs the application."""


def counted() -> None:
    """Let the worker come by."""
    while outbox.drain(jobs.JOBS, clock=lambda: clock.now() + timedelta(seconds=1)):
        pass


def figure(measure: str, place: str = CHI_LANG, **query: Any) -> Any:
    counted()
    found = calling(an_officer(LANG_SON)).get(f"/statistics/{measure}", query_string={"place": place, **query})
    assert found.status_code == 200, found.json
    return found.json


def value(measure: str, place: str = CHI_LANG, **query: Any) -> Any:
    return figure(measure, place, **query)["total"]["value"]


def test_what_waits_of_one_village_is_counted_at_once() -> None:
    product, elsewhere = a_product(), a_product(a_shop(village="Quán Thanh"))
    for good in (product, product, product, elsewhere):
        placed_order(good)
    of_orders = outbox.OutboxEntry.topic == rollups.ORDER
    outbox.drain(jobs.JOBS, clock=clock.now, limit=1, of=of_orders)
    left = select(func.count()).select_from(outbox.OutboxEntry).where(of_orders, outbox.OutboxEntry.done_at.is_(None))
    assert transaction(lambda: db.session.scalar(left)) == 1
    assert value("orders") == 4
    assert list(transaction(lambda: list(broken()))) == []


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
    for _ in range(16):
        product, buyer, hours = chance.choice(products), chance.choice(buyers), chance.randrange(0, 24 * 100)
        order = placed_order(product, buyer=buyer, hours_ago=hours)
        fate = chance.random()
        if fate < 0.3:
            _moved(order, transitions.cancel, "seller", hours_ago=hours, reason="hết hàng")
        if chance.random() < 0.3:
            counted()
    delivered_order(product=products[0])
    delivered_order(product=products[0])
    counted()
    assert transaction(lambda: list(broken())) == []
    before = cells()
    transaction(lambda: rollups.count_everything(now=clock.now()))
    assert cells() == before


def test_steps_that_no_figure_tells_apart_are_not_counted_again() -> None:
    shipped_order()
    counted()
    jobs = select(func.count()).select_from(outbox.OutboxEntry).where(outbox.OutboxEntry.topic == rollups.ORDER)
    assert transaction(lambda: db.session.scalar(jobs)) == 1
    assert transaction(lambda: list(broken())) == []


def cells() -> list[tuple]:
    columns = list(Cell.__table__.columns)
    return sorted(map(tuple, transaction(lambda: db.session.execute(select(*columns)).all())))


def test_a_cell_that_is_off_by_one_is_named_by_the_audit() -> None:
    placed_order()
    counted()
    transaction(lambda: db.session.execute(update(Cell).where(Cell.place == DONG_DINH).values(orders=2)))
    assert any(DONG_DINH in line for line in transaction(lambda: list(broken())))


def test_orders_are_counted_by_what_became_of_them() -> None:
    product, buyer = a_product(), a_buyer()
    delivered_order(product=product, buyer=buyer)
    placed_order(product, buyer=buyer)
    _moved(placed_order(product), transitions.cancel, "seller", reason="hết hàng")
    assert value("orders") == 3
    assert value("cancellations") == 1
    assert value("repeat_buyers") == 1
    assert value("goods_vnd") == 2 * 2 * 65_000
    assert value("on_time_delivery") == 100.0
    assert value("days_to_payment") == pytest.approx(0.2, abs=0.1)


def test_what_is_fetched_counts_as_any_sale_and_is_never_late() -> None:
    of = ready_order()
    hands_over(of)
    counted()
    assert (value("goods_vnd"), value("on_time_delivery"), value("orders")) == (130_000, 100.0, 1)
    assert transaction(lambda: list(broken())) == []


def test_goods_count_by_category_and_by_the_stars_they_had_when_sold() -> None:
    product = a_certified_product()
    order = placed_order(product)
    transaction(lambda: certificates.withdraw_verification(product=db.session.merge(product), now=clock.now()))
    placed_order(product)
    assert [(i["key"], i["value"]) for i in figure("orders", by="category")["items"]] == [("fruit", 2)]
    assert [(i["key"], i["name"], i["value"]) for i in figure("orders", by="stars")["items"]] == [("4", "4 sao", 1)]
    assert figure("goods_vnd", by="category")["total"]["value"] == 2 * order.goods_vnd


def test_a_shop_is_active_for_thirty_days_and_no_longer() -> None:
    placed_order(hours_ago=24 * 40)
    today = clock.local_day(clock.now())
    day = today - timedelta(days=40)
    for since, active in ((0, 1), (29, 1), (30, 0)):
        assert value("active_shops", to=str(day + timedelta(days=since))) == active
    days = figure("active_shops", by="day", **{"from": str(day - timedelta(days=1)), "to": str(today)})["items"]
    assert [item["value"] for item in days] == [0] + [1] * 30 + [0] * 11


def test_a_figure_stands_beside_the_month_and_the_season_before() -> None:
    product = a_product()
    for days in (0, 0, 0):
        placed_order(product, hours_ago=24 * days)
    today = clock.local_day(clock.now())
    month = figure("orders", **{"from": str(months_on(today, 1)), "to": str(months_on(today, 1))})
    season = figure("orders", **{"from": str(months_on(today, 12)), "to": str(months_on(today, 12))})
    assert (month["total"]["value"], month["total"]["last_month"]) == (0, 3)
    assert season["total"]["last_season"] == 3


def test_a_shop_that_moves_or_closes_leaves_the_figures_of_its_old_village() -> None:
    shop = a_shop()
    a_product(shop)
    transaction(
        lambda: shops.change_shop(shop=db.session.merge(shop), changes={"village": "Làng Cóc"}, now=clock.now())
    )
    assert [value("shops_with_goods", place) for place in (DONG_DINH, "06463/lang-coc")] == [0, 1]
    transaction(lambda: shops.close_shops_of(owner_id=shop.owner_id, now=clock.now()))
    assert value("shops") == 0
    assert transaction(lambda: list(broken())) == []


@pytest.mark.parametrize(
    ("measure", "query", "status", "kind"),
    [
        ("profits", {}, 404, "no-such-figure"),
        ("orders", {"place": "99"}, 422, "invalid-input"),
        ("orders", {"place": "06463/nowhere"}, 422, "invalid-input"),
        ("orders", {"place": "06463", "by": "colour"}, 422, "invalid-input"),
        ("shops", {"by": "category"}, 422, "invalid-input"),
        ("orders", {"by": "village"}, 422, "invalid-input"),
        ("orders", {"from": "2026-10-31", "to": "2026-10-01"}, 422, "invalid-input"),
        ("orders", {"from": "2026-10-05", "to": "2026-10-31"}, 422, "invalid-input"),
        ("orders", {"from": "0001-01-01"}, 422, "invalid-input"),
        ("orders", {"from": "2026-10-01", "to": "9999-12-31"}, 422, "invalid-input"),
        ("orders", {"place": "06463", "by": "category"}, 403, "officers-only"),
        ("orders", {"by": "day"}, 403, "officers-only"),
        ("orders", {"cursor": "?"}, 422, "invalid-input"),
        ("orders", {"place": "06412"}, 409, "place-merged-away"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_word(measure: str, query: dict, status: int, kind: str) -> None:
    found = guest().get(f"/statistics/{measure}", query_string=query)
    assert (found.status_code, found.json["type"]) == (status, kind)


def test_the_public_sees_whole_months_without_small_cells() -> None:
    shown = clock.now().replace(day=1) - timedelta(days=40)
    hours = (clock.now() - shown).total_seconds() / 3600
    many, few = a_product(a_shop(village="Đồng Đĩnh")), a_product(a_shop(village="Làng Cóc"))
    for product, count in ((many, 6), (few, 3)):
        for _ in range(count):
            placed_order(product, hours_ago=hours)
    counted()
    found = guest().get("/statistics/orders?place=06463&by=village").json
    assert found["total"] == {"value": 9, "hidden": False, "last_month": 0, "last_season": 0}
    # Hiding one would tell it by taking the other from the total.
    assert [(item["value"], item["hidden"]) for item in found["items"]] == [(None, True), (None, True)]
    exact = calling(an_officer()).get(f"/statistics/orders?place=06463&by=village&from={found['days']['from']}").json
    assert [item["value"] for item in exact["items"]] == [6, 3]
    elsewhere = calling(an_officer("06427")).get("/statistics/orders?place=06463").json
    assert elsewhere["exact"] is False


def test_open_data_stays_at_its_address_and_says_when_it_changed() -> None:
    placed_order(hours_ago=24 * 75)
    counted()
    about = guest().get("/open-data").json
    assert about["licence"] == "CC-BY-4.0"
    named = {column["name"] for column in about["dictionary"]}
    for one in about["sets"]:
        sheet = guest().get(one["csv"])
        assert sheet.headers["Last-Modified"]
        columns = sheet.text.split("\r\n")[0].split(",")
        assert set(columns) <= named
        assert {column for row in guest().get(one["json"]).json["rows"] for column in row} <= set(columns)
        known = {"If-Modified-Since": sheet.headers["Last-Modified"]}
        again = guest().get(one["csv"], headers=known)
        assert (again.status_code, again.data) == (304, b"")
    assert guest().get("/open-data/people.csv").status_code == 404


def test_open_data_hides_what_is_small() -> None:
    placed_order(hours_ago=24 * 75)
    counted()
    rows = guest().get("/open-data/communes.json").json["rows"]
    assert rows
    assert {row["orders"] for row in rows} <= {None, 0}


def test_each_figure_has_one_definition_in_code_and_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "figures.md").read_text(encoding="utf-8")
    assert [m.name for m in MEASURES.values() if f"| `{m.name}` | {m.title.en} | {m.definition.en} |" not in page] == []

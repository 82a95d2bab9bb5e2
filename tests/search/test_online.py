"""The index that follows the catalogue, and its HTTP face."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import current_app
from sqlalchemy import event

from market import change_feed
from market.catalog.actions import products, shops
from market.db import db, transaction
from market.search import paging
from market.search.engines.interface import PageEnd, SearchEngine
from market.search.index import indexer
from tests.support.finding import AUGUST, FIRST_DAY, find, names
from tests.support.village import a_product, a_shop, guest, now, owner_of

# Following the outbox


def follow(engine: SearchEngine, **later: float) -> int:
    return indexer.follow_once(engine, now=now() + timedelta(**later))


def on_sale(engine: SearchEngine) -> list[str]:
    return names(find(engine, today=AUGUST))


def test_the_follower_builds_what_is_missing_then_follows(following: SearchEngine) -> None:
    product = a_product()
    assert follow(following) == 1
    assert on_sale(following) == ["Na Chi Lăng"]
    by, dai = owner_of(product.shop), {"name": "Na dai"}
    transaction(lambda: products.change_product(product=product, changes=dai, by=by, now=now()))
    assert follow(following) > 0
    assert follow(following) == 0
    assert on_sale(following) == ["Na dai"]


def test_what_is_taken_off_sale_leaves_the_index(following: SearchEngine) -> None:
    product = a_product()
    follow(following)
    transaction(lambda: products.unlist_product(product=product, by=owner_of(product.shop), now=now()))
    follow(following)
    assert on_sale(following) == []


def test_news_of_a_shop_reaches_all_its_goods(following: SearchEngine) -> None:
    shop = a_shop()
    a_product(shop)
    a_product(shop, name="Hồng Bảo Lâm")
    follow(following)
    transaction(lambda: shops.change_shop(shop=shop, changes={"name": "Vườn nhà Hải"}, now=now()))
    follow(following)
    assert find(following, "vuon nha hai").total == 2


def test_news_that_commits_late_is_not_lost(following: SearchEngine) -> None:
    follow(following)
    a_product()
    follow(following)
    late = a_product(name="Hồng Bảo Lâm")
    entries = transaction(
        lambda: [e for e in change_feed.since("product", FIRST_DAY) if e.payload["id"] == str(late.id)]
    )
    for entry in entries:
        transaction(partial(_date_back, entry))
    assert follow(following) == len(entries)
    assert len(on_sale(following)) == 2
    assert follow(following) == 0


def _date_back(entry: Any) -> None:
    entry.created_at -= timedelta(seconds=50)
    db.session.merge(entry)


def test_the_follower_repairs_damage_that_a_reader_met_but_not_without_end(following: SearchEngine) -> None:
    a_product()
    follow(following)
    following.generations.distrust()
    assert follow(following) == 0
    assert following.generations.distrusted
    assert follow(following, minutes=2) == 1
    assert not following.generations.distrusted
    assert on_sale(following) == ["Na Chi Lăng"]


def test_a_machine_that_was_away_too_long_builds_anew(following: SearchEngine) -> None:
    a_product()
    follow(following)
    before = following.generations.current
    follow(following, days=3)
    assert following.generations.current != before


def test_a_clock_put_back_does_not_hide_news(following: SearchEngine) -> None:
    a_product()
    follow(following, hours=3)
    a_product(name="Hồng Bảo Lâm")
    follow(following)
    assert len(on_sale(following)) == 2


def test_reindexing_while_the_follower_runs_loses_nothing(following: SearchEngine) -> None:
    a_product()
    follow(following)
    assert indexer.rebuild(following, now=now()) == 1
    a_product(name="Hồng Bảo Lâm")
    follow(following)
    assert sorted(on_sale(following)) == ["Hồng Bảo Lâm", "Na Chi Lăng"]


# HTTP


def test_search_answers_a_page_without_touching_the_database(fair_online: SearchEngine) -> None:
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    answer = guest().get("/search?q=na chi lang&limit=1")
    assert answer.status_code == 200
    assert answer.json["items"][0]["name"] == "Na Chi Lăng"
    assert (answer.json["total"], answer.json["did_you_mean"]) == (7, None)
    assert set(answer.json) == {
        "items", "total", "facets", "did_you_mean", "understood", "relaxed", "nearest", "instead", "next"
    }  # fmt: skip
    assert statements == []


def test_pages_follow_by_cursor(fair_online: SearchEngine) -> None:
    seen, query = [], "/search?limit=40"
    while query:
        answer = guest().get(query).json
        seen += [card["id"] for card in answer["items"]]
        query = answer["next"] and f"/search?limit=40&cursor={answer['next']}"
    assert len(seen) == len(set(seen)) == 91


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=1000000000",
        "sort=best",
        "cursor=abc",
        "cursor=WzEsMl0",
        "cursor=WzIwMDAsIDEuMCwgMSwgIngiXQ",  # [2000, 1.0, 1, "x"]
        "q=" + "a" * 201,
        "q=" + "a" * 3000,
        "q=%00",
        "q=na%1b",
        "q=%E2%80%AEan",  # right to left from here
        "colour=red",
        "min_price_vnd=5&max_price_vnd=4",
        "ocop_stars=6",
        "in_stock=perhaps",
        "shop_id=1",
        "commune_code=x",
    ],
)
def test_a_query_that_cannot_be_is_refused_plainly(fair_online: SearchEngine, query: str) -> None:
    answer = guest().get(f"/search?{query}")
    assert answer.status_code == 422
    assert answer.json["type"] == "invalid-input"
    assert answer.json["errors"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("commune_code=06463,99999", "commune_code"),
        ("province_code=20,98", "province_code"),
        ("month=13", "month"),
        ("month=0", "month"),
        ("min_price_vnd=90000&max_price_vnd=40000", "max_price_vnd"),
        ("category=" + ",".join(["fruit"] * 50), "category"),
        ("category=fruit,nothing", "category"),
        ("max_price_per_kg_vnd=re", "max_price_per_kg_vnd"),
        ("max_price_per_kg_vnd=-1", "max_price_per_kg_vnd"),
    ],
)
def test_a_filter_that_cannot_be_is_refused_by_its_name(fair_online: SearchEngine, query: str, field: str) -> None:
    answer = guest().get(f"/search?{query}")
    assert (answer.status_code, answer.json["type"]) == (422, "invalid-input")
    assert list(answer.json["errors"]) == [field]


def test_for_no_dong_a_kilogram_there_is_nothing(fair_online: SearchEngine) -> None:
    """Nor is what has no weight taken for what costs nothing by it."""
    answer = guest().get("/search?max_price_per_kg_vnd=0")
    assert (answer.status_code, answer.json["total"]) == (200, 0)


@pytest.mark.parametrize(
    "query", ['AND * ~ " :', "na AND", "\u200fna", "🍎", "name:na^5", "%", "'; --", "../..", "١٢٣"]
)
def test_whatever_people_type_is_answered(fair_online: SearchEngine, query: str) -> None:
    assert guest().get("/search", query_string={"q": query}).status_code == 200
    assert guest().get("/search/suggestions", query_string={"q": query}).status_code == 200


@pytest.mark.parametrize("passed", [1000, 10**9, 10**40])
def test_pages_end_at_the_thousandth_hit_with_a_sentence(fair_online: SearchEngine, passed: int) -> None:
    cursor = paging.pack(PageEnd(passed, (1, 32768, 0, 4096.0, 0, 5, -6, 7, 8), AUGUST))
    answer = guest().get(f"/search?q=na&cursor={cursor}")
    assert answer.status_code == 422
    assert "1000" in answer.json["errors"]["cursor"][0].replace(".", "")


@pytest.mark.parametrize(
    "key",
    [
        (1, 0, 0, float("nan"), 5, 6, 7, 8, 9),
        (0, 0, -1, -1e308, -1, -(10**30), 0, 0, 0),
        (9, 9, 9, 1e308, 9, 10**300, 10**300, 9, 9),
    ],
)
def test_a_cursor_that_nobody_was_given_shows_some_page(fair_online: SearchEngine, key: tuple[float, ...]) -> None:
    answer = guest().get(f"/search?q=na&cursor={paging.pack(PageEnd(5, key, AUGUST))}")
    assert answer.status_code in (200, 422)


def test_suggestions_over_http(fair_online: SearchEngine) -> None:
    answer = guest().get("/search/suggestions?q=khau s")
    assert {"text": "Khẩu sli", "kind": "product"} in answer.json["items"]
    untyped = guest().get("/search/suggestions?q=").json["items"]  # what is ripe, before anything is typed
    assert {suggestion["kind"] for suggestion in untyped} == {"product"}
    assert guest().get("/search/suggestions").status_code == 422


def test_before_there_is_an_index_people_are_told_to_come_back(following: SearchEngine) -> None:
    answer = guest().get("/search?q=na")
    assert (answer.status_code, answer.json["type"]) == (503, "index-not-ready")
    assert answer.headers["Retry-After"]
    assert current_app.extensions["search"] is following


def test_goods_of_a_province_and_of_none_that_there_is(following: SearchEngine) -> None:
    a_product()
    follow(following)
    assert guest().get("/search?province_code=20").json["total"] == 1
    assert guest().get("/search?province_code=20&commune_code=06463&q=na").json["total"] == 1
    assert guest().get("/search?province_code=01").json["total"] == 0
    for wrong in ("98", "2", "Lạng Sơn"):
        refused = guest().get(f"/search?province_code={wrong}")
        assert (refused.status_code, list(refused.json["errors"])) == (422, ["province_code"])

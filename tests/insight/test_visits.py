"""Who needs a visit: told to the officers of the place, the team that serves it, and nobody else."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from market import clock
from market.catalog.models import Shop
from market.db import db, transaction
from tests.support.village import (
    CHI_LANG,
    DONG_DINH,
    a_household,
    a_product,
    a_shop,
    a_team_member,
    an_officer,
    calling,
    guest,
    placed_order,
)


@pytest.fixture(autouse=True)
def _in_app(app) -> None:
    """Every test needs the application."""


def long_ago(*things: Any) -> None:
    """Let shops and goods be fifty days old."""
    then = clock.ago(clock.now(), days=50)
    for thing in things:
        kind = type(thing)
        made = {"created_at": then} | ({"opened_at": then} if kind is Shop else {})
        transaction(partial(db.session.execute, update(kind).where(kind.id == thing.id).values(**made)))


def visits(**query: Any) -> list[tuple[str, str]]:
    found = calling(an_officer("20")).get("/visits", query_string={"place": CHI_LANG, **query})
    assert found.status_code == 200, found.json
    return [(visit["shop"], visit["reason"]) for visit in found.json["items"]]


def test_the_most_urgent_comes_first() -> None:
    empty, unsold, waiting, busy = (a_shop(name=name) for name in ("Trống", "Ế", "Chờ", "Đắt"))
    month = clock.local_month(clock.now())
    goods = [a_product(shop) for shop in (unsold, waiting)]
    out = a_product(busy, stock=2, season={"from_month": month, "to_month": month})
    long_ago(empty, unsold, waiting, busy, *goods)
    placed_order(goods[1], hours_ago=30)
    placed_order(out)
    assert visits() == [
        ("Chờ", "order_waiting"),
        ("Đắt", "out_of_stock"),
        ("Ế", "never_sold"),
        ("Trống", "never_listed"),
    ]
    assert visits(reason="never_sold") == [("Ế", "never_sold")]


def test_a_new_shop_a_fresh_order_and_goods_out_of_season_need_none() -> None:
    a_shop()
    month = clock.local_month(clock.now())
    after = month % 12 + 1
    product = a_product(stock=2, season={"from_month": after, "to_month": after})
    placed_order(product)
    assert visits() == []


def test_a_season_may_run_over_new_year() -> None:
    month = clock.local_month(clock.now())
    # From this month on through all others to the one before.
    a_product(a_shop(name="Quýt"), stock=0, season={"from_month": month, "to_month": (month - 2) % 12 + 1})
    assert visits(reason="out_of_stock") == [("Quýt", "out_of_stock")]


def test_pages_follow_one_another_across_reasons() -> None:
    shops = [a_shop(name=name) for name in ("A", "B", "C")]
    product = a_product(shops[2])
    long_ago(*shops, product)
    officer, seen, cursor = calling(an_officer(CHI_LANG)), [], None
    for _ in range(3):
        page = officer.get("/visits", query_string={"limit": 1} | ({"cursor": cursor} if cursor else {})).json
        seen += [visit["shop"] for visit in page["items"]]
        cursor = page["next"]
    assert (seen, cursor) == (["C", "A", "B"], None)


def test_the_team_sees_its_village_and_strangers_nothing() -> None:
    long_ago(a_shop())
    member = calling(a_team_member(DONG_DINH))
    assert len(member.get(f"/visits?place={DONG_DINH}").json["items"]) == 1
    assert member.get(f"/visits?place={CHI_LANG}").status_code == 403
    assert calling(an_officer("06400")).get(f"/visits?place={CHI_LANG}").status_code == 403
    assert calling(a_household()).get(f"/visits?place={CHI_LANG}").status_code == 403
    assert guest().get("/visits").status_code == 401


@pytest.mark.parametrize("cursor", ["AAAA", "WzksIngiXQ", "MQ"])
def test_a_broken_cursor_is_refused(cursor: str) -> None:
    found = calling(an_officer("20")).get("/visits", query_string={"place": CHI_LANG, "cursor": cursor})
    assert (found.status_code, found.json["type"]) == (422, "invalid-input")

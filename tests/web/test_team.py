"""The pages of a team: who needs it most, a household opened with its consent, its shop handed over."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from market.catalog.models import Shop
from market.db import db, transaction
from tests.support.browsing import BROWSER, come
from tests.support.helping import a_village, agrees, person, sent_paper
from tests.support.village import a_product, accepted_order, placed_order


@pytest.fixture(autouse=True)
def _in_app(app) -> None:
    """Every test needs the application."""


def shop_of(household):
    return transaction(lambda: db.session.get(Shop, UUID(household["shop_id"])))


def member(client, village):
    """The member of the village's team, with the browser."""
    come(client, person(village.member.get("/me").json["id"]))


def names(page: str) -> list[str]:
    return re.findall(r"<b>([^<]+)</b> <span class=\"soft\">", page)


def test_those_who_need_most_stand_first_each_with_what_it_needs(client) -> None:
    village = a_village()
    fine = village.writes_down(name="Lý Thị Yên", phone="0912 555 010")
    never = village.writes_down(name="Vi Thị Chưa", phone="0912 555 011")
    paper = village.writes_down(name="Hà Thị Giấy", phone="0912 555 012")
    busy = village.writes_down(name="Nông Thị Bận", phone="0912 555 013")
    sent_paper(village.member, paper)
    for household in (fine, busy):
        agrees(village.member, household)
    a_product(shop_of(fine))
    good = a_product(shop_of(busy))
    placed_order(good)
    placed_order(good)
    accepted_order(product=good)
    member(client, village)
    answer = client.get("/team", headers=BROWSER)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/team/{village.team_id}")
    page = client.get(answer.headers["Location"], headers=BROWSER).text
    assert names(page) == ["Nông Thị Bận", "Vi Thị Chưa", "Lý Thị Yên", "Hà Thị Giấy"]
    assert ("2 đơn chờ nhận" in page, "1 đơn chờ gói" in page) == (True, True)
    assert f'href="/shop/{busy["shop_id"]}"' in page
    assert f'href="/shop/{never["shop_id"]}"' not in page
    assert "Giấy đồng ý đang chờ cán bộ xem" in page
    assert page.count("1 mặt hàng chưa có ảnh") == 2


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=nong+ban", 1),
        ("q=BẬN", 1),
        ("q=0912555013", 1),
        ("q=x'%25_", 0),
        ("village=quan+thanh", 0),
        ("village=Đồng+Đĩnh", 2),
    ],
)
def test_a_household_is_found_by_name_without_accents_by_phone_and_by_village(client, asked, found) -> None:
    village = a_village()
    village.writes_down(name="Nông Thị Bận", phone="0912 555 013")
    village.writes_down(name="Vi Thị Nhàn", phone="0912 555 014")
    member(client, village)
    page = client.get(f"/team/{village.team_id}?{asked}", headers=BROWSER)
    assert (page.status_code, len(names(page.text))) == (200, found)


def test_a_long_list_goes_on_where_it_ended(client) -> None:
    village = a_village()
    for n in range(5):
        village.writes_down(name=f"Vi Văn {'ABCDE'[n]}", phone=None)
    member(client, village)
    seen, where = [], f"/team/{village.team_id}?limit=2"
    for _ in range(3):
        page = client.get(where, headers=BROWSER).text
        seen += names(page)
        more = re.search(r'class="button second" href="([^"]+)"', page)
        where = more[1].replace("&amp;", "&") + "&limit=2" if more else ""
    assert (len(seen), len(set(seen)), where) == (5, 5, "")
    for forged in ("cursor=WzEsMl0", "cursor=IngiCg", "cursor=!", "limit=0", "limit=x"):
        assert client.get(f"/team/{village.team_id}?{forged}", headers=BROWSER).status_code == 422

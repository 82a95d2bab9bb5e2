"""A link that is opened, a good that is looked at, a basket, an order: told to the household, and of nobody."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from flask import current_app
from sqlalchemy import select

from market import clock
from market.accounts.models import Person
from market.catalog.rules.sources import Source
from market.catalog.rules.store_addresses import commune_path, product_path, shop_path
from market.db import db, transaction
from market.insight.rules.spans import Span, last_public_month
from market.insight.seen import actions, flows, queries
from market.insight.seen.lines import Look
from market.insight.seen.rules import DIRECT, Step, Steps, whole
from market.orders.models import Order
from tests.support.browsing import come
from tests.support.officing import counted
from tests.support.seeing import bought, seen, seen_and_bought
from tests.support.texting import code_sent
from tests.support.village import (
    CHI_LANG,
    HOAN_KIEM,
    a_buyer,
    a_product,
    a_shop,
    a_team_member,
    an_officer,
    an_operator,
)

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 10) Chrome/120 Mobile Safari/537.36", "Accept": "text/html"}
INSIDE = PHONE | {"Sec-Fetch-Site": "same-origin"}
TO = {"name": "Trần Thu Hà", "phone": "0912 345 678", "address_line": "12 Hàng Bài"}


@pytest.fixture(autouse=True)
def home(app: Any) -> Path:
    folder: Path = current_app.config["MARKET"].home
    for left in folder.glob("seen*"):
        left.unlink()
    return folder


def today() -> Span:
    day = clock.local_day(clock.now())
    return Span(day, day)


def of_good(product: Any) -> dict[str, Steps]:
    flows.collect(current_app.config["MARKET"].home, now=clock.now())
    return transaction(lambda: queries.of_good(product.shop_id, product.id, today()))


def at(product: Any) -> str:
    return product_path(product.id, product.slug)


def seller_of(product: Any) -> Person:
    return transaction(lambda: db.session.get_one(Person, product.shop.owner_id))


def test_a_stranger_opens_a_link_and_buys_and_the_household_sees_it(app, home) -> None:
    product, stranger = a_product(), app.test_client()
    page = stranger.get(f"{at(product)}?via=household", headers=PHONE | {"Sec-Fetch-Site": "cross-site"})
    assert page.status_code == 200
    given = {"product_id": str(product.id), "quantity": "2", "via": "household"}
    assert stranger.post("/basket", data=given, headers=INSIDE).status_code == 303
    assert stranger.post("/basket", data=given | {"quantity": "3"}, headers=INSIDE).status_code == 303  # no new good
    stranger.post("/deliver-to", data={"commune_code": HOAN_KIEM, "next": "/checkout"}, headers=INSIDE)
    asked = form_of(stranger.get("/checkout", headers=INSIDE).text)
    coded = form_of(stranger.post("/checkout/code", data=asked | TO, headers=INSIDE).text)
    placed = stranger.post("/checkout", data=coded | TO | {"code": code_sent(home)}, headers=INSIDE)
    assert placed.status_code == 303, placed.text
    assert of_good(product) == dict.fromkeys([*Source, DIRECT], Steps()) | {Source.HOUSEHOLD: Steps(1, 1, 1, 1)}


def form_of(page: str) -> dict[str, str]:
    form = html.unescape(page)[html.unescape(page).index('action="/checkout') :]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[: form.index("</form>")]))
    return hidden | {"payment_method": "cod"}


def test_a_page_that_is_kept_a_minute_is_counted_for_each_who_opens_it(app, home) -> None:
    product = a_product()
    for _ in range(3):
        last = app.test_client().get(f"{at(product)}?via=poster", headers=PHONE)
    again = app.test_client().get(f"{at(product)}?via=poster", headers=PHONE | {"If-None-Match": last.headers["ETag"]})
    assert again.status_code == 304
    app.test_client().head(f"{at(product)}?via=poster", headers=PHONE)
    app.test_client().get(f"{at(product)}?via=poster", headers=PHONE | {"User-Agent": "facebookexternalhit/1.1"})
    assert of_good(product)[Source.POSTER] == Steps(opened=3, looked=3)


def test_old_words_lead_on_and_are_one_look_and_what_is_not_there_is_none(app, home) -> None:
    product, stranger = a_product(), app.test_client()
    path = at(product).replace("/na", "/nha", 1)
    moved = stranger.get(f"{path}?via=team", headers=PHONE)
    assert moved.status_code == 301
    stranger.get(moved.headers["Location"], headers=PHONE)
    assert stranger.get("/nothing?via=team", headers=PHONE).status_code == 404
    assert of_good(product)[Source.TEAM] == Steps(opened=1, looked=1)


def test_pages_of_a_shop_are_opened_and_general_pages_are_of_no_shop(app, home) -> None:
    product, stranger = a_product(), app.test_client()
    shop = product.shop
    for path in (shop_path(shop.id, shop.name), "/", commune_path(CHI_LANG, "Chi Lăng")):  # the last has no index here
        stranger.get(f"{path}?via=fair", headers=PHONE)
    assert whole(of_good(product)) == Steps()
    assert transaction(lambda: queries.of_shop(shop.id, today()))[Source.FAIR] == Steps(opened=1)
    assert transaction(lambda: queries.of_no_shop(today()))[Source.FAIR] == Steps(opened=1)


def test_going_on_inside_a_shop_leaves_no_line(app, home) -> None:
    shop = a_product().shop
    assert app.test_client().get(shop_path(shop.id, shop.name), headers=INSIDE).status_code == 200
    assert list(home.glob("seen*")) == []


def test_her_own_look_and_her_teams_are_not_counted_and_a_buyers_is(app, home) -> None:
    product = a_product()
    for person in (seller_of(product), a_team_member()):
        browser = app.test_client()
        come(browser, person)
        assert browser.get(at(product), headers=PHONE).status_code == 200
    assert whole(of_good(product)) == Steps()
    browser = app.test_client()
    come(browser, a_buyer())
    browser.get(at(product), headers=PHONE)
    assert whole(of_good(product)) == Steps(opened=1, looked=1)


# What is told


def test_a_household_is_told_on_today_and_on_each_good(client) -> None:
    product = a_product()
    come(client, seller_of(product))
    today_page, good = f"/shop/{product.shop_id}", f"/shop/{product.shop_id}/goods/{product.id}"
    assert "mở liên kết" not in client.get(today_page).text
    assert "Chưa có ai mở liên kết đã gửi." in client.get(good).text
    seen(product, Source.POSTER, (7, 5, 3))
    seen(product, DIRECT, (40, 30, 0), days_ago=29)
    seen(product, Source.TEAM, (90, 90, 90), days_ago=30)  # too long ago
    bought(product, Source.POSTER)
    assert "7 người mở liên kết, 1 đơn" in client.get(today_page).text
    number, by_link = transaction(lambda: db.session.execute(select(Order.number, Order.via)).one())
    assert by_link == Source.POSTER
    assert "Đến bằng liên kết: Quét mã ở quầy" in client.get(f"{today_page}/orders/{number}").text
    page = client.get(good).text
    assert "7 người mở liên kết, 1 đơn" in page
    bars = re.findall(r'<th scope="row">([^<]+)<svg.*?<td>([^<]+)', page)
    assert bars == [
        ("Vào từ nơi khác", "47"),
        ("Xem hàng", "35"),
        ("Bỏ vào giỏ", "3"),
        ("Đặt đơn", "1"),
        ("Quét mã ở quầy", "7"),
        ("Tự tìm đến", "40"),
    ]
    assert "7 opened the link, 1 ordered" in client.get(f"{good}?lang=en").text


def test_an_officer_sees_by_link_and_by_place_and_an_operator_the_pages_of_no_shop(app, client) -> None:
    product = seen_and_bought()
    transaction(lambda: actions.count({Look(today().start, Step.OPENED, Source.FAIR): 6}))
    come(client, an_officer("20"))
    page = client.get("/figures/buyers").text
    assert "Xem khách vào Tỉnh Lạng Sơn từ đâu" in page
    assert table(page, "Số đơn theo liên kết")["Nhà bán gửi"] == ["9", "7", "2", "1"]
    assert table(page, "Số đơn theo xã") == {"Xã Chi Lăng": ["54", "42", "12", "3"]}
    assert table(client.get("/figures/buyers?place=06463").text, "Số đơn theo thôn") == {
        "Đồng Đĩnh": ["54", "42", "12", "3"]
    }
    assert client.get(f"/figures/buyers?place={product.shop.village_key}&time=year").status_code == 200
    assert "Vào trang chung" not in page
    come(client, an_operator())
    assert "Vào trang chung" in client.get("/figures/buyers").text
    assert "Khách đến từ đâu" in client.get("/office").text


def table(page: str, caption: str) -> dict[str, list[str]]:
    rows = page.partition(f"<caption>{caption}</caption>")[2].partition("</table>")[0]
    found = re.findall(r'<tr><th scope="row">(?:<a[^>]*>)?([^<]+)(?:</a>)?<br>(.*?)</tr>', rows)
    return {name: re.findall(r"(\d+|giấu)(?: vào| xem| bỏ giỏ|</td>)", cells) for name, cells in found}


@pytest.mark.parametrize(
    "query", ["place=06463", "place=20&time=this", "time=year", "place=06463/dong-dinh", "time=%00"]
)
def test_the_public_sees_no_small_numbers_and_no_links_of_a_commune(client, query: str) -> None:
    seen_and_bought()
    page = client.get(f"/figures/buyers?{query}")
    assert page.status_code == 200
    assert "Con số dưới 5 được giấu" in page.text
    assert "Nhà bán gửi" not in page.text  # this month is told to nobody yet


def test_the_public_sees_a_month_after_its_end_with_what_is_small_hidden(client) -> None:
    many, few = a_product(), a_product(a_shop(commune_code="06427", village="Lân Đặt"))
    first = last_public_month(today().start)
    for product, times in ((many, (80, 60, 20)), (few, (4, 3, 1))):
        seen(product, Source.HOUSEHOLD, times, days_ago=(today().start - first.end).days)
    transaction(lambda: actions.tell_figures(now=clock.now()))
    counted()
    page = client.get("/figures/buyers?place=20").text
    assert table(page, "Số đơn theo liên kết") == {"Nhà bán gửi": ["84", "63", "21", "0"]}
    assert set(map(tuple, table(page, "Số đơn theo xã").values())) == {("giấu", "giấu", "giấu", "0")}


@pytest.mark.parametrize(
    ("query", "status"), [("place=99", 422), ("place=06412", 409), ("place=%27%22%3E%3Cb%3E", 422)]
)
def test_a_place_that_is_none_is_a_page(client, query: str, status: int) -> None:
    page = client.get(f"/figures/buyers?{query}", headers=PHONE)
    assert (page.status_code, page.mimetype) == (status, "text/html")

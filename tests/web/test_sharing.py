"""What a household gives to its buyers: words with a link, the picture, and a paper with a code for its stall."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import unquote

import pypdfium2
import pytest
import zxingcpp

from market import clock
from market.catalog.models import Product
from market.catalog.rules.store_addresses import product_path, shop_path
from market.db import transaction
from market.insight.seen.actions import count
from market.insight.seen.lines import Look
from market.insight.seen.rules import Step
from market.web.store.previews.content import MARKET
from tests.support.browsing import come
from tests.support.helping import a_picture, a_village, agrees, person
from tests.support.village import (
    PRODUCT,
    a_buyer,
    a_certified_product,
    a_household,
    a_product,
    a_shop,
    a_team_member,
    an_operator,
    calling,
    in_days,
    now,
    owner_of,
)

CHROME = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile", "Sec-Fetch-Dest": "document"}
HOME, MONTH = "http://127.0.0.1:8000", clock.local_month(now())


@pytest.fixture
def good(client) -> Product:
    season = {"from_month": MONTH, "to_month": MONTH % 12 + 1}
    made = a_certified_product(a_shop(a_household(), name="Vườn na bà Lan"), season=season)
    come(client, owner_of(made.shop))
    return made


def at(good: Product, path: str = "share") -> str:
    return f"/shop/{good.shop_id}/goods/{good.id}/{path}"


def said(page: Any) -> list[str]:
    """The words to send, and the link alone."""
    assert page.status_code == 200, page.text[:500]
    return [unescape(one) for one in re.findall(r'<p class="card given"[^>]*>(.*?)</p>', page.text, re.DOTALL)]


def test_a_good_is_said_in_plain_words_with_its_link(client, good):
    page = client.get(at(good))
    words, link = said(page)
    assert link == f"{HOME}{product_path(good.id, 'na-chi-lang')}?via=household"
    assert words.splitlines() == [
        "Na Chi Lăng: 65.000 đ một hộp 1 kg.",
        "Được chứng nhận OCOP 4 sao.",
        f"Đang vào mùa (tháng {MONTH} đến tháng {MONTH % 12 + 1}).",
        "Vườn na bà Lan, Xã Chi Lăng, Lạng Sơn.",
        f"Xem và đặt mua: {link}",
    ]
    (sms,) = re.findall(r'href="sms:\?&amp;body=([^"]+)"', page.text)
    assert unquote(sms) == words
    given = [unescape(one) for one in re.findall(r'data-give="([^"]*)"', page.text)]
    assert given == [words, link]
    picture = re.search(r'<img src="(/pictures/[^"]+)"', page.text)
    assert picture and client.get(picture[1]).mimetype == "image/jpeg"
    assert f'href="{picture[1]}" download=' in page.text


def test_a_shop_is_said_with_what_it_sells(client, good):
    a_product(good.shop, name="Gạo nếp", stock=0)
    shop = good.shop
    words, link = said(client.get(f"/shop/{shop.id}/share"))
    assert link == f"{HOME}{shop_path(shop.id, 'Vườn na bà Lan')}?via=household"
    assert words.splitlines() == [
        "Vườn na bà Lan, Xã Chi Lăng, Lạng Sơn.",
        "Đang bán: Na Chi Lăng, Gạo nếp.",
        f"Xem và đặt mua: {link}",
    ]
    for n in range(4):
        a_product(shop, name=f"Mật {n}")
    page = client.get(f"/shop/{shop.id}/share")
    assert "Đang bán: Mật 3, Mật 2, Mật 1, Mật 0 và nhiều thứ khác." in said(page)[0]
    assert f'href="{at(good)}"' in page.text


def test_the_team_shares_as_team(client):
    village = a_village()
    household = village.writes_down()
    agrees(village.member, household)
    made = village.member.post(f"/shops/{household['shop_id']}/products", PRODUCT).json
    come(client, person(village.member.get("/me").json["id"]))
    for path in (f"/shop/{household['shop_id']}/share", f"/shop/{household['shop_id']}/goods/{made['id']}/share"):
        words, link = said(client.get(path))
        assert link.endswith("?via=team") and link in words


def test_the_link_is_said_as_the_operator_named_the_service(client, good, app, monkeypatch):
    from dataclasses import replace

    monkeypatch.setitem(app.config, "MARKET", replace(app.config["MARKET"], public_url="https://cho.langson.example/"))
    _, link = said(client.get(at(good)))
    assert link.startswith("https://cho.langson.example/na-chi-lang-")


def test_what_buyers_do_not_see_is_not_sent_but_said_why(client, good):
    me, operator, shop = calling(owner_of(good.shop)), calling(an_operator()), f"/shop/{good.shop_id}"
    me.put(f"/products/{good.id}/unlisting")
    resting = client.get(at(good))
    assert (
        said(resting) == []
        and "Bấm “Bán lại” rồi gửi" in resting.text
        and f'action="{at(good, "selling")}"' in resting.text
    )
    empty = client.get(f"{shop}/share")
    assert said(empty) == [] and "chưa có gì đang bán" in empty.text
    me.delete(f"/products/{good.id}/unlisting")
    operator.put(f"/products/{good.id}/suspension", {"reason": "Hàng giả"})
    assert said(client.get(at(good))) == []
    operator.delete(f"/products/{good.id}/suspension")
    assert len(said(client.get(at(good)))) == 2
    operator.put(f"/shops/{good.shop_id}/suspension", {"reason": "Hàng giả"})
    for path in (at(good), f"{shop}/share"):
        assert said(client.get(path)) == [] and "Khách chưa xem được gian hàng này" in client.get(path).text
        assert client.get(f"{path}/poster.pdf").status_code == 404


def test_what_cannot_be_bought_now_is_sent_with_a_word_of_it(client, good):
    me = calling(owner_of(good.shop))
    me.post(f"/products/{good.id}/stock-movements", {"change": -60, "reason": "spoiled"})
    assert "khách xem được nhưng chưa mua được" in client.get(at(good)).text
    me.put(f"/shops/{good.shop_id}/pause", {"until": in_days(9).isoformat()})
    for path in (at(good), f"/shop/{good.shop_id}/share"):
        page = client.get(path)
        assert len(said(page)) == 2 and "Gian hàng đang nghỉ" in page.text


@pytest.mark.parametrize("who", [a_buyer, a_household, an_operator, lambda: a_team_member("06463/lang-khac")])
def test_nobody_else_sends_it(client, good, who):
    come(client, who())
    for path in (at(good), f"/shop/{good.shop_id}/share", at(good, "share/poster.pdf")):
        assert client.get(path).status_code == 404
    other = a_product(a_shop(a_household()))
    come(client, owner_of(good.shop))
    assert client.get(f"/shop/{good.shop_id}/goods/{other.id}/share").status_code == 404
    assert client.get(f"/shop/{good.shop_id}/goods/{other.id}/share/poster.pdf").status_code == 404


def read(answer: Any) -> tuple[Any, str, str]:
    """The paper as it is printed, black and white: its size in millimetres, its letters, what its code says."""
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    document = pypdfium2.PdfDocument(answer.data)
    assert len(document) == 1
    size = tuple(round(side / 72 * 25.4) for side in document[0].get_size())
    (code,) = zxingcpp.read_barcodes(document[0].render(scale=2).to_pil().convert("1"))
    return size, document[0].get_textpage().get_text_range(), code.text


def test_the_paper_of_a_good_says_what_it_is_and_leads_to_it(client, good):
    size, words, code = read(client.get(at(good, "share/poster.pdf")))
    assert size == (148, 210)
    assert code == f"{HOME}{product_path(good.id, '')}?via=poster"
    for word in ("Na Chi Lăng", "65.000 đ", "một hộp 1 kg", "OCOP", "Xã Chi Lăng, Lạng Sơn", "Quét mã"):
        assert word in words


def test_the_paper_of_a_shop_says_what_it_sells(client, good):
    for n in range(8):
        a_product(good.shop, name=f"Mật ong {n}")
    size, words, code = read(client.get(f"/shop/{good.shop_id}/share/poster.pdf"))
    assert (size, code) == ((148, 210), f"{HOME}/shops{product_path(good.shop_id, '')}?via=poster")
    assert "Vườn na bà Lan" in words and "Mật ong 7: 65.000 đ một hộp 1 kg" in words and "Mật ong 1" not in words


HARD: list[dict[str, Any]] = [
    {"name": "Ư" * 120, "unit": "W" * 30, "pack": "M" * 60, "price_vnd": 2_000_000_000},
    {"name": "Na 🍈 تفاح <b>{0}</b> & “Chi Lăng”", "pack": "🧺"},
    {"name": "Thăm vườn na", "price_vnd": 0, "ships_by_post": False, "season": None},
]


@pytest.mark.parametrize("fields", HARD, ids=["long", "letters", "free"])
def test_whatever_it_is_called_it_is_said_and_printed(client, fields):
    shop = a_shop(a_household(), name="🍯 {Vườn} <i>")
    good = a_product(shop, **fields)
    come(client, owner_of(shop))
    words, link = said(client.get(at(good)))
    assert good.name in words and link in words and "🍯 {Vườn} <i>" in words
    assert read(client.get(at(good, "share/poster.pdf")))[2].endswith("?via=poster")
    assert read(client.get(f"/shop/{shop.id}/share/poster.pdf"))[2].endswith("?via=poster")


def test_in_english_the_words_stay_those_of_the_buyers(client, good):
    page = client.get(f"{at(good)}?lang=en")
    assert "Send these words" in page.text and said(page)[0].startswith("Na Chi Lăng: 65.000 đ một hộp")
    assert '<p class="card given" lang="vi">' in page.text


def test_it_is_two_taps_from_today(client, good):
    today = client.get(f"/shop/{good.shop_id}").text
    assert f'href="/shop/{good.shop_id}/share"' in today and f'href="/shop/{good.shop_id}/goods"' in today
    assert f'href="{at(good)}"' in client.get(f"/shop/{good.shop_id}/goods").text
    assert f'href="{at(good)}"' in client.get(at(good, "")[:-1]).text


def test_who_opened_the_link_is_said_where_it_is_sent(client, good):
    """As the household is told it; nobody is told before somebody has."""
    assert "30 ngày qua: Chưa có ai mở liên kết đã gửi." in client.get(at(good)).text
    _, link = said(client.get(at(good)))
    buyer = client.application.test_client(use_cookies=False)
    assert buyer.get(link.removeprefix(HOME), headers=CHROME).status_code == 200
    shared = Look(clock.local_day(now()), Step.OPENED, "household", good.shop_id, good.id)
    transaction(lambda: count({shared: 7}))
    for path in (at(good), f"/shop/{good.shop_id}/share"):
        assert "30 ngày qua: 7 người mở liên kết, 0 đơn" in client.get(path).text


def test_a_shared_link_shows_its_picture(client, good):
    """What Zalo and Facebook read of the page behind the link; the paper's code leads there too."""
    a_picture_of(good)
    _, link = said(client.get(at(good)))
    guest = client.application.test_client(use_cookies=False)
    page = guest.get(link.removeprefix(HOME))
    told = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', page.text))
    assert told["og:url"] == link.partition("?")[0]
    assert (told["og:title"], told["og:type"], told["og:locale"]) == ("Na Chi Lăng", "product", "vi_VN")
    alt = "Na Chi Lăng, 65.000 đ một hộp 1 kg, OCOP 4 sao, Xã Chi Lăng, Lạng Sơn"
    assert told["og:description"] == told["og:image:alt"] == alt
    assert (told["product:price:amount"], told["product:price:currency"]) == ("65000", "VND")
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    picture = guest.get(told["og:image"].removeprefix(HOME))
    assert (picture.status_code, picture.mimetype) == (200, "image/jpeg")
    code = read(client.get(at(good, "share/poster.pdf")))[2]
    assert guest.get(code.removeprefix(HOME)).location == link.removeprefix(HOME).replace("household", "poster")


@pytest.mark.parametrize("path", ["/", "/search?q=na", "/basket"])
def test_every_other_page_shows_the_market(client, path):
    page = client.get(path, headers={"Accept": "text/html"})
    assert f'<meta property="og:image" content="{HOME}{MARKET.path}">' in page.text
    assert '<meta property="og:type" content="website">' in page.text


def a_picture_of(good: Product) -> None:
    sent = calling(owner_of(good.shop)).put(
        f"/products/{good.id}/photos/1", data=a_picture(), content_type="image/jpeg"
    )
    assert sent.status_code == 201

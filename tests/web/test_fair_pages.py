"""What anybody sees of fairs: their list, the one link for a livestream, the good of a stand, files for machines."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from market import clock
from market.catalog.models import Product
from market.catalog.rules.store_addresses import product_path
from market.db import db, transaction
from market.fairs.models import Stand
from market.fairs.settling.flows import settle_due
from market.web.store import drawn
from market.web.store.fairs import told
from market.web.store.kept import Kept
from tests.support import found
from tests.support.counting import statements
from tests.support.fair_rows import fair_row, stand_row
from tests.support.fairs import a_stand, called_off_fair, fair_now, fair_order, open_fair
from tests.support.searching import indexed
from tests.support.village import (
    CHI_LANG,
    a_certified_product,
    a_product,
    a_shop,
    an_operator,
    calling,
    guest,
    owner_of,
)

ROOT = "http://127.0.0.1:8000"
HERE = "/fairs/na-chi-lang"


def seen(client: Any, path: str, status: int = 200) -> str:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == status, answer.text[-2000:]
    return str(answer.text)


def now(page: str) -> str:
    return re.search(r'<p class="now">(.*?)</p>', page)[1]


def path_of(good: Any) -> str:
    return product_path(good.id, good.slug)


def offered(page: str) -> list[str]:
    return re.findall(r'name="product_id" value="([^"]+)"', page)


# The list


def test_fairs_stand_by_what_can_be_done_there(client) -> None:
    fair_row(name="Phiên hồng", slug="hong")
    fair_row("planned", name="Phiên quýt", slug="quyt", opens_at=clock.now() + timedelta(hours=5, minutes=1))
    fair_row("over", name="Phiên cũ", slug="cu")
    page = seen(client, "/fairs")
    heads = ["Đang mở", "Phiên hồng", "Đóng sau 2 ngày 3 giờ", "Sắp mở", "Phiên quýt", "Mở sau 5 giờ", "Đã qua"]
    places = [page.index(word) for word in [*heads, "Phiên cũ"]]
    assert places == sorted(places)


def test_without_a_fair_there_is_something_else_to_look_at(client) -> None:
    page = seen(client, "/fairs")
    assert "Chưa có phiên nào sắp mở" in now(page)
    assert 'href="/categories"' in page


@pytest.mark.parametrize(("place", "names"), [("20", {"na"}), ("06463", {"na"}), ("01", {"ha-noi"}), ("99", set())])
def test_fairs_are_found_by_place(client, place, names) -> None:
    fair_row(slug="na")
    fair_row(slug="ha-noi", province_code="01", commune_codes=[])
    assert set(re.findall(r'href="/fairs/([a-z-]+)"', seen(client, f"/fairs?place={place}"))) == names


def test_open_fairs_stand_first_in_the_shop_front(client) -> None:
    fair_row()
    page = seen(client, "/")
    assert page.index('href="/fairs/na-chi-lang"') < page.index('href="/categories/')
    assert "Đóng sau 2 ngày 3 giờ" in page


def test_a_fair_that_comes_next_is_there_where_none_is_open(client) -> None:
    fair_row("over", slug="cu")
    assert "/fairs/" not in seen(client, "/").replace("/fairs.rss", "")
    fair_row("planned", slug="sau", opens_at=clock.now() + timedelta(days=1, minutes=1))
    assert "Mở sau 1 ngày" in seen(client, "/")


@pytest.mark.parametrize(
    ("given", "leads"),
    [
        ({}, True),
        ({"commune_codes": []}, True),
        ({"commune_codes": ["06427"]}, False),
        ({"province_code": "01", "commune_codes": []}, False),
    ],
)
def test_a_communes_page_leads_to_its_fairs_their_calendar_and_their_feed(client, given, leads) -> None:
    fair_row(**given)
    indexed()
    page = seen(client, f"/communes/chi-lang-{CHI_LANG}")
    for link in (f'href="{HERE}"', f'href="{HERE}.ics"', f'href="/fairs.rss?place={CHI_LANG}"'):
        assert (link in page) == leads, link
    assert (f'href="{ROOT}/fairs.rss?place={CHI_LANG}"' in page) == leads


def test_a_commune_whose_fairs_are_over_leads_to_the_feed_alone(client) -> None:
    fair_row("over")
    indexed()
    page = seen(client, f"/communes/chi-lang-{CHI_LANG}")
    assert (f"/fairs.rss?place={CHI_LANG}" in page, f'href="{HERE}"' in page) == (True, False)


# The one link


def test_each_good_is_one_tap_from_the_basket(client) -> None:
    fair = fair_row()
    good = stand_row(fair, a_certified_product(a_shop(name="Vườn bà Lan")))
    page = seen(client, HERE)
    assert offered(page) == [str(good.id)]
    assert {"Vườn bà Lan", "Đồng Đĩnh", "OCOP 4 sao", "còn 40 hộp", "55.000 đ"} <= set(words_of(page))
    put = client.post("/basket", data={"product_id": str(good.id), "quantity": "1", "via": "fair"})
    assert (put.status_code, put.headers["Location"].partition("?")[0]) == (303, "/basket")


def words_of(page: str) -> list[str]:
    return [part.strip() for text in re.findall(r">([^<]+)<", page) for part in re.split(r"[,/]", text)]


def test_ten_goods_at_once_those_with_packs_first_and_the_others_below(client) -> None:
    fair, shop = fair_row(), a_shop()
    out = stand_row(fair, a_product(shop, name="Na 0"), stock=0)
    rest = [stand_row(fair, a_product(shop, name=f"Na {n}")) for n in range(1, 12)]
    page = seen(client, HERE)
    assert offered(page) == [str(good.id) for good in rest[:10]]
    assert page.count("<img") - page.count('loading="lazy"') <= 5
    assert "Xem thêm 2 món" in page
    more = seen(client, f"{HERE}?after=10")
    assert offered(more) == [str(rest[10].id)]
    assert path_of(out) in more
    assert "đã đặt hết" in more


def test_how_long_still_how_many_are_missing_and_when_it_is_sent(client) -> None:
    fair = fair_row(minimum_packs=100)
    stand_row(fair)
    page = seen(client, HERE)
    first, last = fair.ships_from, fair.ships_to
    assert f"Phiên đóng lúc {told.clocked(fair.closes_at)}" in now(page)
    assert f'{told.clocked(fair.closes_at)}, còn <time role="timer" datetime="{fair.closes_at.isoformat()}"' in page
    assert ">2 ngày 3 giờ</time>" in page
    assert f"hàng gửi từ {first.day}/{first.month} đến {last.day}/{last.month}" in now(page)
    assert "Còn thiếu 100 gói nữa là đủ 100" in page
    assert "chưa đủ 100 gói thì phiên hủy, ai cũng được trả lại đủ tiền" in page


def test_a_fair_without_a_minimum_says_nothing_of_one(client) -> None:
    stand_row(fair_row())
    assert "thì phiên hủy" not in seen(client, HERE)


def test_a_day_that_was_moved_is_told(client) -> None:
    fair = fair_row()
    first = fair.ships_from
    stand_row(fair, ships_on=fair.ships_to, stand={"ready_on": fair.ships_to, "first_ready_on": first})
    assert f"lùi từ {first.day}/{first.month}" in seen(client, HERE)


@pytest.mark.parametrize(
    ("state", "fields", "said"),
    [
        ("planned", {"opens_at": timedelta(hours=3, minutes=20, seconds=30)}, "Phiên chưa mở"),
        ("closed", {}, "Phiên đã đóng lúc"),
        ("shipped", {}, "Phiên đã đóng lúc"),
        ("over", {}, "Phiên đã xong: 0 gói"),
        ("called_off", {}, "Ai đã trả tiền được trả lại đủ"),
    ],
)
def test_what_is_not_open_sells_nothing_and_says_why(client, state, fields, said) -> None:
    fair = fair_row(state, **{name: clock.now() + value for name, value in fields.items()})
    stand_row(fair)
    page = seen(client, HERE)
    assert said in now(page)
    assert offered(page) == []


def test_one_for_which_too_little_is_promised_says_so_and_no_hour_that_is_past(client) -> None:
    fair = fair_row("planned", minimum_packs=100)
    good = stand_row(fair)
    page = seen(client, HERE)
    assert "Phiên chưa mở: các nhà mới hứa 40 trong ít nhất 100 gói." in now(page)
    assert (offered(page), "Chờ các nhà hứa đủ hàng" in seen(client, "/fairs")) == ([], True)
    assert [seen(client, path).count('role="timer"') for path in (HERE, path_of(good))] == [0, 0]


@pytest.mark.parametrize(
    ("minimum", "packs", "said"),
    [
        (30, 3, "Khi hủy đã có 3 gói được đặt, trong 1 đơn; phiên cần ít nhất 30 gói."),
        (None, 3, "Khi hủy đã có 3 gói được đặt, trong 1 đơn."),
        (None, 0, "Khi hủy chưa ai đặt."),
    ],
)
def test_one_that_was_called_off_says_how_many_had_ordered(client, minimum, packs, said) -> None:
    fair = open_fair()
    stand = a_stand(fair)
    if packs:
        fair_order(stand, packs=packs)
    transaction(lambda: setattr(fair_now(fair), "minimum_packs", minimum))
    called_off_fair(fair_now(fair))
    settle_due(now=clock.now())
    assert f"{said}</li>" in seen(client, f"/fairs/{fair.slug}")


def test_a_fair_past_its_closing_sells_nothing_though_the_worker_is_late(client) -> None:
    fair = fair_row(opens_at=clock.now() - timedelta(days=2), closes_at=clock.now() - timedelta(seconds=1))
    stand_row(fair)
    page = seen(client, HERE)
    assert "Phiên đã đóng lúc" in now(page)
    assert offered(page) == []


def test_a_household_on_holiday_and_a_stand_withdrawn_sell_nothing(client) -> None:
    fair = fair_row()
    resting = stand_row(fair)
    assert calling(owner_of(resting.shop)).put(f"/shops/{resting.shop_id}/pause").status_code == 200
    gone = stand_row(fair, a_product(name="Quýt vàng"), stand={"withdrawn_at": clock.now()})
    page = seen(client, HERE)
    assert offered(page) == []
    assert path_of(gone) not in page


def test_of_a_household_that_nobody_may_see_there_is_no_stand(client) -> None:
    """Suspended, or it has taken its consent back: neither named nor counted."""
    fair = fair_row(minimum_packs=100)
    hidden, there = stand_row(fair, a_product(name="Quýt vàng")), stand_row(fair)
    suspended = {"reason": "Giấy tờ", "open_orders": "held"}
    assert calling(an_operator()).put(f"/shops/{hidden.shop_id}/suspension", suspended).status_code == 200
    page, told = seen(client, HERE), guest().get("/fairs/na-chi-lang")
    assert (offered(page), "Quýt vàng" in page) == ([str(there.id)], False)
    assert (told.json["stands"], told.json["promised_packs"]) == (1, 40)
    assert len(guest().get("/fairs/na-chi-lang/stands").json["items"]) == 1


def test_of_a_past_fair_a_good_leads_to_what_is_sold_on_any_day(client) -> None:
    good = stand_row(fair_row("over"))
    parent = transaction(lambda: db.session.get_one(Product, good.parent_id))
    page = seen(client, HERE)
    assert [f'href="{path_of(one)}"' in page for one in (parent, good)] == [True, False]


@pytest.mark.parametrize("path", ["/fairs/never", "/fairs/UPPER", "/fairs/a%00b", "/fairs/-x", "/fairs/never.ics"])
def test_what_never_was_is_not_found(client, path) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("query", ["after=-1", "after=x", "after=999999999999"])
def test_a_wrong_page_number_is_refused_not_broken(client, query) -> None:
    fair_row()
    assert client.get(f"{HERE}?{query}", headers={"Accept": "text/html"}).status_code == 422


def test_names_break_out_of_nothing(client) -> None:
    evil = '</script><b>"x"\'{0}\n;,\\'
    fair = fair_row(name=evil, about=evil)
    stand_row(fair, a_product(a_shop(name=evil), name=evil))
    for path in (HERE, "/fairs", "/"):
        page = seen(client, path)
        assert "<b>&#34;x" not in page
        assert "</script><b>" not in page
    assert [item["title"] for item in found.news(client.get("/fairs.rss").data)] == [evil]


def test_both_languages_say_the_same(client) -> None:
    stand_row(fair_row(minimum_packs=9))
    page = seen(client, f"{HERE}?lang=en")
    assert (">2 days 3 hr</time>" in page, "It closes at" in now(page)) == (True, True)
    assert "9 more, and there are the 9 it takes" in page


def test_by_whichever_link_somebody_came_goes_into_the_basket_with_the_good(client) -> None:
    stand_row(fair_row())
    assert '<input type="hidden" name="via" value="fair">' in seen(client, HERE)
    page = seen(client, f"{HERE}?via=poster")
    assert '<input type="hidden" name="via" value="poster">' in page
    assert f"{ROOT}{HERE}?via=fair" in page  # what is sent on is of the fair


# A crowd


def test_a_page_costs_a_few_statements_however_many_stands_it_has(client, app) -> None:
    fair, shop = fair_row(), a_shop()
    for n in range(12):
        stand_row(fair, a_product(shop, name=f"Na {n}"))
    with statements() as sent:
        app.test_client().get(HERE)
    assert len(sent) == 4, sent  # the fair, its stands, what was promised, what was ordered


def test_it_is_drawn_once_for_all_who_look_within_ten_seconds(app, monkeypatch) -> None:
    pages: Kept[drawn.Drawn] = Kept(seconds=60, most=3)
    monkeypatch.setitem(app.extensions, "store_pages", pages)
    monkeypatch.setitem(app.config, "MARKET", replace(app.config["MARKET"], store_pages_kept=60))
    stand_row(fair_row())
    crowd, headers = app.test_client(use_cookies=False), {"Accept": "text/html"}
    first = crowd.get(HERE, headers=headers)
    assert first.headers["Cache-Control"] == "public, max-age=10"
    with statements() as sent:
        again = crowd.get(HERE, headers=headers)
        same = crowd.get(HERE, headers=headers | {"If-None-Match": first.headers["ETag"]})
    assert (again.data, same.status_code, same.data, sent) == (first.data, 304, b"", [])
    # What is drawn once says anew what time it is.
    said = [float(one.headers["Server-Timing"].removeprefix("now;dur=")) for one in (first, again, same)]
    assert said[0] < said[1] < said[2]
    began = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: began + 11)
    with statements() as sent:
        crowd.get(HERE, headers=headers)
    assert sent != []


# The good of a stand, and the one it is a part of


def test_the_good_of_a_stand_says_which_fair_and_when_it_is_sent(client) -> None:
    fair = fair_row()
    good = stand_row(fair)
    page, day = seen(client, path_of(good)), fair.ships_from
    closes = told.clocked(fair.closes_at)
    assert f"Đặt trước tại Phiên na Chi Lăng đến {closes}; giao từ {day.day}/{day.month}" in now(page)
    assert f'Đóng lúc {closes}, còn <time role="timer"' in page
    assert 'href="/fairs/na-chi-lang"' in page
    assert "bỏ đơn trước khi phiên đóng: không mất gì" in page
    offer = found.of_type(page, "Product")["offers"]
    assert found.faults(offer) == []
    assert (offer["availability"], offer["availabilityEnds"]) == (
        "https://schema.org/PreOrder",
        fair.closes_at.isoformat(timespec="seconds"),
    )


@pytest.mark.parametrize(("state", "said"), [("planned", "Đặt được khi Phiên na Chi Lăng mở"), ("closed", "đã đóng")])
def test_outside_its_window_it_is_not_put_into_a_basket(client, state, said) -> None:
    good = stand_row(fair_row(state))
    page = seen(client, path_of(good))
    assert said in now(page)
    assert offered(page) == []


def test_its_parent_says_that_it_is_at_the_fair_as_well(client) -> None:
    fair, parent = fair_row(), a_product()
    good, day = stand_row(fair, parent), fair.ships_from
    page = seen(client, path_of(parent))
    assert f'href="{path_of(good)}"' in page
    assert f"55.000 đ, Đóng sau 2 ngày 3 giờ, giao từ {day.day}/{day.month}" in page
    transaction(lambda: setattr(db.session.query(Stand).one(), "withdrawn_at", clock.now()))
    assert "Cũng bán ở phiên chợ" not in seen(client, path_of(parent))


# For machines


def test_a_fair_is_told_as_a_sale_with_its_offers(client) -> None:
    fair = fair_row()
    stand_row(fair)
    stand_row(fair, a_product(name="Hồng"), stock=0)
    page = seen(client, HERE)
    told = found.of_type(page, "SaleEvent")
    assert found.faults(told) == []
    assert [offer["availability"].rpartition("/")[2] for offer in told["offers"]] == ["PreOrder", "SoldOut"]
    assert told["startDate"] == told["offers"][0]["availabilityStarts"] == fair.opens_at.isoformat(timespec="seconds")
    assert found.links(page)["canonical"] == ROOT + HERE


def test_one_that_was_called_off_is_told_so(client) -> None:
    fair_row("called_off")
    assert found.of_type(seen(client, HERE), "SaleEvent")["eventStatus"] == "https://schema.org/EventCancelled"


def test_its_picture_names_the_fair_its_goods_and_the_day(client) -> None:
    fair = fair_row()
    stand_row(fair)
    page, day = seen(client, HERE), fair.ships_from
    (picture,) = re.findall(r'<meta property="og:image" content="([^"]+)">', page)
    assert f'content="Phiên na Chi Lăng, Giao từ {day.day}/{day.month}, Na Chi Lăng, Xã Chi Lăng, Lạng Sơn"' in page
    answer = client.get(picture.removeprefix(ROOT))
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert len(answer.data) <= 80_000
    old = client.get("/pictures/fairs/na-chi-lang/0123456789abcdef.jpg")
    assert (old.status_code, old.headers["Location"]) == (302, picture.removeprefix(ROOT))


def test_readers_of_feeds_hear_of_each_fair_once(client) -> None:
    fair_row()
    fair_row("over", slug="cu", name="Phiên cũ")
    items = found.news(client.get("/fairs.rss").data)
    assert [(item["title"], item["link"]) for item in items] == [
        ("Phiên na Chi Lăng", f"{ROOT}{HERE}?via=feed"),
        ("Phiên cũ", f"{ROOT}/fairs/cu?via=feed"),
    ]


def test_readers_of_feeds_hear_of_the_fairs_of_a_place(client) -> None:
    fair_row()
    fair_row(slug="ha-noi", province_code="01", commune_codes=[])
    for place, links in (("20", [HERE]), (CHI_LANG, [HERE]), ("01", ["/fairs/ha-noi"]), ("00070", ["/fairs/ha-noi"])):
        feed = client.get(f"/fairs.rss?place={place}").data
        assert [item["link"] for item in found.news(feed)] == [f"{ROOT}{link}?via=feed" for link in links]
    assert "Phiên chợ ở Xã Chi Lăng" in client.get(f"/fairs.rss?place={CHI_LANG}").text
    assert f'href="/fairs.rss?place={CHI_LANG}"' in seen(client, f"/fairs?place={CHI_LANG}")
    assert [client.get(f"/fairs.rss?place={wrong}").status_code for wrong in ("99999", "x", "123456")] == [
        404,
        404,
        422,
    ]


def test_every_fair_stands_in_the_sitemap(client) -> None:
    fair_row()
    fair_row("over", slug="cu")
    told = dict(found.sitemap(client.get("/sitemap-market.xml", buffered=True).data))
    assert {f"{ROOT}/fairs", f"{ROOT}{HERE}", f"{ROOT}/fairs/cu"} <= told.keys()
    assert not found.is_left_alone(client.get("/robots.txt").text, HERE)

"""The pages that a stranger sees: the front, search, categories, communes, shops, goods."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from uuid import UUID

import pytest

from market import ids
from market.catalog.actions import products, shops
from market.catalog.models import Product, Shop
from market.catalog.rules.store_addresses import product_path, shop_path
from market.db import db, transaction
from market.places.data import former_communes
from market.places.queries import directory
from market.web.front.words import DOORS
from tests.support.browsing import BROWSER, come
from tests.support.counting import statements
from tests.support.searching import indexed
from tests.support.village import (
    CHI_LANG,
    HOAN_KIEM,
    PRODUCT,
    a_buyer,
    a_certified_product,
    a_clerk,
    a_household,
    a_product,
    a_shop,
    a_team_member,
    an_officer,
    an_operator,
    calling,
    now,
    owner_of,
)

CHI_LANG_PAGE = f"/communes/chi-lang-{CHI_LANG}"
NOBODYS = UUID("0190f6b4-7c1e-7d2a-9a55-3f6f0c1d2e3f")


def path_of(product: Product) -> str:
    return product_path(product.id, product.slug)


def shop_page(product: Product) -> str:
    return shop_path(product.shop.id, product.shop.name)


def seen(client: Any, path: str, status: int = 200, **headers: str) -> str:
    answer = client.get(path, headers={"Accept": "text/html"} | headers)
    assert answer.status_code == status, answer.text
    return unescape(answer.text)


def links(page: str) -> list[str]:
    return re.findall(r'href="([^"#]*)"', page)


def names(page: str) -> list[str]:
    return re.findall(r"<b>([^<]*)</b><br><b class=\"price\">", page)


def _never_opened(shop_id: UUID) -> None:
    shop = db.session.get(Shop, shop_id)
    assert shop is not None
    shop.status, shop.opened_at = "prepared", None


# The front


def test_a_stranger_finds_what_is_ripe_certified_and_where(client) -> None:
    a_product(season={"from_month": 1, "to_month": 12})
    a_certified_product(name="Hồng vành khuyên")
    indexed()
    page = seen(client, "/")
    assert {"Na Chi Lăng", "Hồng vành khuyên"} <= set(names(page))
    assert len(names(page)) == len(set(names(page)))  # no good stands there twice
    assert {CHI_LANG_PAGE, "/categories/food", "/search?ocop_stars=4", "/shop", "/counter", "/sign-in"} <= {
        *links(page)
    }
    assert "Gần bạn" not in page
    assert "Gần bạn: Xã Chi Lăng" in seen(client, f"/?to={CHI_LANG}")
    assert "Gần bạn" not in seen(client, f"/?to={HOAN_KIEM}")  # nothing is sold there, nor in its province


def test_the_front_stands_without_an_index_and_without_goods(client) -> None:
    page = seen(client, "/")
    assert names(page) == []
    assert "/categories/food" in links(page)


def test_the_front_asks_the_database_for_fairs_alone(client, app) -> None:
    a_certified_product()
    indexed()
    with statements() as sent:
        seen(client, "/")
    assert len(sent) == 1


@pytest.mark.parametrize("who", [a_buyer, a_household, a_clerk, a_team_member, an_officer, an_operator])
def test_no_door_is_shown_that_would_not_let_in(client, who) -> None:
    come(client, who())
    page = links(seen(client, "/"))
    shown = [door.path for door in DOORS if door.path in page]
    assert [path for path in shown if client.get(path, headers=BROWSER).status_code >= 400] == []
    assert ("/counter" in shown, "/office" in shown) == (who is a_clerk, who in (an_officer, an_operator))


def test_who_works_here_sees_her_own_doors_first(client) -> None:
    come(client, a_clerk())
    page = seen(client, "/")
    assert page.index('href="/counter"') < page.index('href="/categories/food"') < page.index('href="/t"')


def test_programs_are_still_told_where_to_go_on(client) -> None:
    assert client.get("/", headers={"Accept": "application/json"}).json["links"]


# Search


def test_search_narrows_by_everything_the_api_does(client) -> None:
    a_product()
    a_product(name="Na dai", price_vnd=40_000, stock=0)
    a_certified_product(name="Na bở", price_vnd=90_000)
    indexed()
    assert set(names(seen(client, "/search?q=na"))) == {"Na Chi Lăng", "Na dai", "Na bở"}
    for asked, found in {
        "min_price_vnd=50.000&max_price_vnd=70000": ["Na Chi Lăng"],
        "ocop_stars=4": ["Na bở"],
        "in_stock=false": ["Na dai"],
        "category=fruit&sort=price&in_stock=true&min_price_vnd=": ["Na Chi Lăng", "Na bở"],
        f"commune_code={HOAN_KIEM}": [],
        "province_code=20&sort=-price": ["Na bở", "Na Chi Lăng", "Na dai"],
    }.items():
        assert names(seen(client, f"/search?q=na&{asked}")) == found, asked


def test_what_was_understood_is_shown_and_each_part_comes_off(client) -> None:
    a_certified_product()
    a_product(name="Hồng Bảo Lâm", category="vegetables")
    indexed()
    page = seen(client, "/search?q=na&ocop_stars=4&via=poster&fbclid=x")
    assert 'aria-label="bỏ: OCOP 4 sao"' in page
    assert {"/search?q=na&via=poster", "/search?ocop_stars=4&via=poster"} <= set(links(page))
    assert "fbclid" not in page
    every = seen(client, "/search")
    assert "/search?category=vegetables" in links(every)  # how all goods divide, as links
    assert "Hiểu là “na chi lăng”" in seen(client, "/search?q=na+chi+lanh")


def test_search_goes_on_where_it_ended(client) -> None:
    shop = a_shop()
    for number in range(25):
        a_product(shop, name=f"Na {number}")
    indexed()
    path, found = "/search?q=na&sort=newest&via=poster", list[str]()
    for many in (12, 12, 1):
        page = seen(client, path)
        assert len(names(page)) == many
        found += names(page)
        path = next((link for link in links(page.partition("<main")[2]) if "cursor=" in link), "")
        assert path.endswith("&via=poster") or many == 1
    assert (len(set(found)), path) == (25, "")


def test_nothing_found_says_what_next_and_is_noted(client, home) -> None:
    a_product()
    indexed()
    page = seen(client, "/search?q=zzyzx")
    assert "Chưa có món nào như vậy" in page
    assert "/search?in_season=true&in_stock=true" in links(page)
    assert "zzyzx" in (home / "index" / "searches").read_text()


@pytest.mark.parametrize(
    "asked", ["min_price_vnd=x", "ocop_stars=9", "category=../x", "min_price_vnd=9&max_price_vnd=1", "q=" + 300 * "a"]
)
def test_a_wrong_filter_is_told_beside_its_field_with_what_was_typed(client, asked) -> None:
    indexed()
    page = seen(client, f"/search?{asked}", 422)
    assert 'role="alert"' in page
    assert f'value="{asked.partition("=")[2].partition("&")[0]}"' in page or "category" in asked or "stars" in asked


@pytest.mark.parametrize(
    ("asked", "field", "told"),
    [
        (
            f"commune_code={CHI_LANG},99999",
            "commune_code",
            "Không có nơi này, hoặc tên đã đổi. Xin chọn lại xã, phường.",
        ),
        (
            "commune_code=05971",
            "commune_code",
            "Phường Hoàng Văn Thụ đã sáp nhập. Nay là: Phường Kỳ Lừa. Xin chọn lại xã, phường.",
        ),
        ("district_code=999", "district_code", "Không có nơi này, hoặc tên đã đổi. Xin chọn lại xã, phường."),
        ("month=13", "month", "Chín vào tháng: Phải từ 1 đến 12."),
        ("min_price_vnd=9&max_price_vnd=4", "max_price_vnd", "Giá cao nhất phải từ giá thấp nhất trở lên."),
        ("category=" + ",".join(["fruit"] * 50), "category", "Loại hàng: Chọn nhiều nhất 20."),
        ("max_price_per_kg_vnd=re", "max_price_per_kg_vnd", "Giá mỗi ký đến (đồng): Phải là số nguyên."),
    ],
)
def test_a_wrong_filter_is_told_in_words_and_led_to(client, asked, field, told) -> None:
    page = seen(client, f"/search?{asked}", 422)
    alert = page.partition('role="alert"')[2].partition("</ul>")[0]
    assert f'href="#{field}"' in alert
    assert told in alert


@pytest.mark.parametrize(
    "path", ["/categories/fruit?commune_code=99999", "/figures?place=zzz", "/figures/fairs?place=99999"]
)
def test_a_page_without_a_form_says_what_is_wrong_with_the_place(client, path) -> None:
    page = seen(client, path, 422)
    assert "Không có nơi này, hoặc tên đã đổi. Xin chọn lại xã, phường." in page
    assert "errors" not in page


def test_a_page_for_no_dong_a_kilogram_says_that_there_is_nothing(client) -> None:
    a_product()
    indexed()
    assert "Chưa có món nào như vậy" in seen(client, "/search?max_price_per_kg_vnd=0")


@pytest.mark.parametrize(
    "asked",
    [
        "cursor=x", "cursor=WzEsMl0", "q=a&q=b", "category=nothing", "commune_code=99999", "explain=true", "q=%00",
        "limit=0", "shop_id=1", "sort=up", "min_price_vnd=99999999999999999999",
    ],
)  # fmt: skip
def test_nothing_that_is_asked_breaks_search(client, asked) -> None:
    indexed()
    assert client.get(f"/search?{asked}").status_code in (200, 422)


def test_no_index_is_said_plainly(client) -> None:
    assert "xin thử lại sau ít giây" in seen(client, "/search?q=na", 503)


# Categories and communes


def test_a_category_and_its_group_show_its_goods(client) -> None:
    a_product()
    a_product(name="Chè Thái", category="tea")
    indexed()
    assert names(seen(client, "/categories/fruit")) == names(seen(client, "/categories/food")) == ["Na Chi Lăng"]
    assert "/categories/fruit" in links(seen(client, "/categories/food"))
    assert "chưa nhà nào bán" in seen(client, "/categories/rice")
    assert {"/categories/food", "/categories/tea"} <= set(links(seen(client, "/categories")))
    seen(client, "/categories/nothing", 404)
    seen(client, "/categories/fruit?cursor=x", 422)


def test_a_commune_shows_what_is_sold_and_who_sells(client) -> None:
    product = a_product()
    indexed()
    assert names(seen(client, CHI_LANG_PAGE)) == ["Na Chi Lăng"]
    assert shop_page(product) in links(seen(client, f"{CHI_LANG_PAGE}/shops"))
    assert CHI_LANG_PAGE in links(seen(client, "/communes"))
    assert "Chưa nhà nào" in seen(client, f"/communes/hoan-kiem-{HOAN_KIEM}")


def test_lists_of_rows_go_on_too_and_a_broken_place_is_told(client) -> None:
    shop = a_shop()
    made = [a_product(shop, name=f"Na {n}") for n in range(13)]
    for number in range(12):
        a_shop(name=f"Nhà {number}")
    for path, most in ((shop_page(made[0]), 12), (f"{CHI_LANG_PAGE}/shops", 12)):
        page = seen(client, path)
        (more,) = {link for link in links(page.partition("<main")[2]) if "cursor=" in link}
        assert len([link for link in links(page) if re.search(r"-[2-9a-z]{26}$", link)]) >= most
        assert "cursor=" not in seen(client, more).partition("<main")[2]
        seen(client, f"{path}?cursor=x", 422)
        seen(client, f"{path}?limit=1000&limit=x", 422)


@pytest.mark.parametrize(
    ("path", "status", "where"),
    [
        (f"/communes/xa-nao-do-{CHI_LANG}?via=poster", 301, f"{CHI_LANG_PAGE}?via=poster"),
        (f"/communes/{CHI_LANG}/shops", 301, f"{CHI_LANG_PAGE}/shops"),
        ("/communes/cho-nao-do-99999", 404, None),
        ("/communes/chi-lang", 404, None),
        ("/communes/x-99999/shops", 404, None),
    ],
)
def test_the_words_of_an_address_may_change_its_key_lasts(client, path, status, where) -> None:
    indexed()
    answer = client.get(path)
    assert (answer.status_code, answer.headers.get("Location")) == (status, where)


def test_a_commune_of_before_leads_to_what_it_became(client) -> None:
    gone = [fact for fact in former_communes() if not directory().commune(fact.code)]
    one, several = (next(fact for fact in gone if (len(fact.now) > 1) is many) for many in (False, True))
    assert client.get(f"/communes/{one.code}").headers["Location"].endswith(f"-{one.now[0]}")
    page = seen(client, f"/communes/{several.code}", 410)
    assert {link[-5:] for link in links(page) if link.startswith("/communes/")} >= set(several.now)


# A shop


def test_a_shop_shows_where_it_is_and_its_goods_and_nobodys_phone(client) -> None:
    product = a_certified_product(a_shop(about="Hái trong ngày."))
    page = seen(client, shop_page(product))
    assert names(page) == ["Na Chi Lăng"]
    for told in ("Đồng Đĩnh, Xã Chi Lăng", "OCOP 4 sao", "Hái trong ngày."):
        assert told in page
    assert owner_of(product.shop).phone[3:] not in page.replace(" ", "")
    assert client.get(f"/shops/{ids.in_address(product.shop_id)}").headers["Location"] == shop_page(product)


def test_a_shop_that_was_and_one_that_never_was(client) -> None:
    product = a_product()
    a_product(name="Hồng Bảo Lâm")
    path, lan = shop_page(product), owner_of(product.shop)
    calling(lan).put(f"/shops/{product.shop_id}/closure")
    indexed()
    page = seen(client, path, 410)
    assert names(page) == ["Hồng Bảo Lâm"]
    assert "Na nhà bà Lan</h1>" not in page
    seen(client, shop_path(NOBODYS, "x"), 404)


def test_a_paused_shop_can_be_looked_at_and_not_bought_from(client) -> None:
    product = a_product()
    calling(owner_of(product.shop)).put(f"/shops/{product.shop_id}/pause", {"until": None})
    indexed()
    assert "đang nghỉ bán" in seen(client, shop_page(product))
    assert 'action="/basket"' not in seen(client, path_of(product))


# A good


def test_a_good_says_all_that_a_buyer_asks(client) -> None:
    product = a_certified_product(**{**PRODUCT, "stock": 12, "name": "Na Chi Lăng"})
    other = a_product(name="Na Chi Lăng", price_vnd=61_000)
    indexed()
    page = seen(client, f"{path_of(product)}?via=household")
    for told in (
        "65.000 đ", "Còn 12 hộp", "Số 12/QĐ", "Hết hạn ngày", "Mùa: tháng 11 đến tháng 2", "Để được 4 ngày",
        "Nặng cả bao bì 1,15 kg", "mác na", "Na dai trồng trên núi đá.",
    ):  # fmt: skip
        assert told in page, told
    assert {f"{shop_page(product)}?via=household", f"{path_of(other)}?via=household"} <= set(links(page))
    form = page[page.index('<form action="/basket"') :].partition("</form>")[0]
    assert dict(re.findall(r'name="(\w+)" (?:type="\w+" )?value="([^"]*)"', form)) == {
        "via": "household",
        "product_id": str(product.id),
        "quantity": "1",
    }
    assert f'rel="canonical" href="http://127.0.0.1:8000{path_of(product)}"' in page


def test_delivery_is_priced_and_timed_to_the_chosen_commune(client) -> None:
    product = a_product()
    assert f"/deliver-to?next=/{path_of(product)[1:]}" in links(seen(client, path_of(product)))
    page = seen(client, f"{path_of(product)}?to={HOAN_KIEM}")
    quoted = calling(a_buyer()).post(
        "/quotes",
        {"items": [{"product_id": str(product.id), "quantity": 1}], "deliver_to": {"commune_code": HOAN_KIEM}}
        | {"payment_method": "cod"},
    ).json  # fmt: skip
    parcel = quoted["parcels"][0]
    fee = parcel["shipping_vnd"] - parcel["cod_fee_vnd"]
    assert f"Phí gửi {fee:,} đ".replace(",", ".") in page
    assert f"sau {parcel['days']['min']}–{parcel['days']['max']} ngày" in page
    assert "Gửi đến Phường Hoàn Kiếm" in seen(client, path_of(product))  # remembered
    bulky = a_product(name="Chum rượu", dimensions_cm={"length": 300, "width": 100, "height": 100})
    page = seen(client, path_of(bulky))
    assert "Bưu điện chỉ nhận gói" in page
    assert "Phí gửi" not in page


def test_what_cannot_be_bought_has_no_form(client) -> None:
    out, on_the_spot = a_product(stock=0), a_product(name="Thăm vườn na", ships_by_post=False)
    indexed()
    page = seen(client, path_of(out))
    assert "đang hết hàng" in page
    assert 'action="/basket"' not in page
    assert "không gửi bưu điện" in seen(client, path_of(on_the_spot))


def test_old_words_lead_to_the_new_ones(client) -> None:
    product = a_product()
    answer = client.get(f"/na-cu-{ids.in_address(product.id)}?via=team")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{path_of(product)}?via=team")
    assert "max-age=60" in answer.headers["Cache-Control"]  # a browser keeps no circle


@pytest.mark.parametrize("how", ["unlisted", "suspended", "shop suspended", "shop closed"])
def test_what_is_gone_says_so_and_shows_what_is_alike(client, how) -> None:
    product = a_product(name="Na lừa đảo")
    like = a_product(a_shop(), name="Na lừa đảo")
    by, path = owner_of(product.shop), path_of(product)
    acts = {
        "unlisted": lambda: products.unlist_product(product=product, by=by, now=now()),
        "suspended": lambda: products.suspend_product(
            product=product, reason="Giả", open_orders=None, by=an_operator(), now=now()
        ),
        "shop suspended": lambda: shops.suspend_shop(
            shop=product.shop, reason="Giả", open_orders=None, by=an_operator(), now=now()
        ),
        "shop closed": lambda: calling(by).put(f"/shops/{product.shop_id}/closure"),
    }
    if how == "shop closed":
        acts[how]()
    else:
        transaction(acts[how])
    indexed()
    page = seen(client, path, 410)
    assert links(page).count(path_of(like)) == 1
    assert path not in links(page)
    assert "Giả" not in page


def test_what_never_was_is_not_found(client) -> None:
    prepared = a_product(a_shop())
    transaction(lambda: _never_opened(prepared.shop_id))
    paths = (product_path(NOBODYS, "na"), "/na-chi-lang", path_of(prepared), shop_page(prepared), "/shops/x")
    assert [client.get(path).status_code for path in paths] == [404] * 5


def test_her_own_good_off_sale_is_shown_to_her_alone(client) -> None:
    product = a_product()
    by = owner_of(product.shop)
    transaction(lambda: products.unlist_product(product=product, by=by, now=now()))
    come(client, by)
    page = seen(client, path_of(product))
    assert "chỉ người của gian hàng thấy trang này" in page
    assert 'action="/basket"' not in page


def test_a_good_whose_name_is_a_trap_is_only_a_name(client) -> None:
    product = a_product(name="<script>{name} {0} %s", description="</p><img src=x>")
    page = client.get(path_of(product)).text
    assert "&lt;script&gt;{name} {0} %s" in page
    assert "<img src=x>" not in page


def test_each_page_asks_the_database_a_few_times_however_much_it_shows(client) -> None:
    shop = a_shop()
    made = [a_product(shop, name=f"Na {n}") for n in range(12)]
    indexed()
    # A good, the fairs where it is, what is sold like it, and what was asked about it.
    most = {path_of(made[0]): 4, f"{path_of(made[0])}?to={HOAN_KIEM}": 5, shop_page(made[0]): 5}
    # Of a commune the fairs that come and those that were.
    most |= {CHI_LANG_PAGE: 2, f"{CHI_LANG_PAGE}/shops": 1, "/search?q=na": 0, "/categories/fruit": 0, "/communes": 0}
    for path, count in most.items():
        with statements() as sent:
            client.application.test_client().get(path)
        assert len(sent) <= count, (path, sent)

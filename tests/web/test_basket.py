"""A basket without a server: put in, changed, looked up anew, with what changed meanwhile said in words."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from market.catalog.models import Product
from market.catalog.rules.sources import Source
from market.clock import now
from market.db import db, transaction
from market.orders.collection.actions import close_point
from market.orders.collection.models import CollectionPoint
from tests.support.browsing import BROWSER, come, sends
from tests.support.buying import basket_of, changes, goes_to, look, puts, rests, said
from tests.support.counting import statements
from tests.support.fetching import a_point
from tests.support.trying import digest
from tests.support.village import (
    CHI_LANG,
    HOAN_KIEM,
    a_household,
    a_product,
    a_shop,
    an_operator,
    calling,
)

FAR = "31825"  # in the far south


def test_a_basket_waits_for_nobody_who_writes(client) -> None:
    na = a_product()
    with statements() as asked:
        puts(client, na, 2)
    assert not any("INSERT" in one or "UPDATE" in one for one in asked)
    assert not client.application.view_functions["basket.put"].writes


def test_it_sets_a_number_however_often_it_is_sent(client) -> None:
    na = a_product()
    for _ in range(3):
        answer = puts(client, na, 2)
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (303, "/basket")
    assert basket_of(client).lines == {na.id: 2}
    puts(client, na, 5)
    assert basket_of(client).lines == {na.id: 5}
    assert puts(client, na, 0).headers["Location"] == "/basket?done=removed"
    assert basket_of(client).lines == {}
    assert "Giỏ chưa có gì" in said(look(client))


def test_a_form_without_a_key_of_a_page_kept_by_others_is_taken(client) -> None:
    na = a_product()
    assert puts(client, na, key="", via="poster", anything="else").status_code == 303
    assert basket_of(client).via == Source.POSTER
    puts(client, na, 2)
    assert basket_of(client).via == Source.POSTER  # kept till the order


@pytest.mark.parametrize("quantity", ["-1", "1001", "99999999999999999999999", "vài", "", "1.5", "٣", "1e3"])
def test_what_is_no_number_of_packs_changes_nothing(client, quantity) -> None:
    na = a_product()
    puts(client, na, 2)
    refused = puts(client, na, quantity)
    assert (refused.status_code, refused.mimetype) == (422, "text/html")
    assert 'role="alert"' in refused.text
    assert 'id="quantity"' in refused.text
    assert basket_of(client).lines == {na.id: 2}


@pytest.mark.parametrize("key", ["", "x", "0190f6b4-7c1e-7d2a-9a55-3f6f0c1d2e3f", "\x00"])
def test_what_is_no_good_is_not_put_in(client, key) -> None:
    answer = sends(client, "/basket", product_id=key, quantity="1")
    assert answer.status_code in (404, 422)
    assert basket_of(client).lines == {}


def test_what_nobody_may_see_is_not_put_in(client) -> None:
    hidden = a_product(status="unlisted")
    refused = puts(client, hidden)
    assert (refused.status_code, "không còn bán nữa" in refused.text) == (404, True)


def test_the_31st_good_is_refused_in_words_and_the_rest_stays(client) -> None:
    shop = a_shop()
    goods = [a_product(shop, name=f"Na số {n}") for n in range(31)]
    assert {puts(client, good).status_code for good in goods[:30]} == {303}
    refused = puts(client, goods[30])
    assert (refused.status_code, "nhiều nhất 30 món" in refused.text) == (422, True)
    assert puts(client, goods[0], 3).status_code == 303  # one that lies there is changed
    assert len(client.get_cookie("basket").value) < 2000
    assert len(basket_of(client).lines) == 30


def test_baskets_leave_nothing_on_the_server(client) -> None:
    na, before = a_product(), digest()
    for _ in range(30):
        assert puts(client.application.test_client(), na).status_code == 303
    assert digest() == before


def test_a_basket_of_others_making_is_empty(client) -> None:
    puts(client, a_product())
    written = client.get_cookie("basket").value
    for forged in ("B" + written[1:], written[:-4], "x", "", written.replace(".", "/"), "a" * 4000):
        client.set_cookie("basket", forged)
        assert "Giỏ chưa có gì" in said(look(client))
        assert client.get("/checkout").status_code == 303


def test_many_goods_of_many_shops_take_as_many_statements_as_one(client) -> None:
    for n in range(3):
        shop = a_shop(a_household(), name=f"Gian {n}")
        for m in range(4):
            puts(client, a_product(shop, name=f"Na {n}-{m}"))
    goes_to(client)
    with statements() as sent:
        page = look(client)
    assert page.count("Bưu điện mang đến") == 3
    assert len(sent) == 3, sent  # the goods, their photos, where they can be fetched


CHANGED = {
    "dearer": (lambda good: changes(good, price_vnd=70_000), "Giá trước 65.000 đ, nay 70.000 đ.", True),
    "cheaper": (lambda good: changes(good, price_vnd=60_000), "Giá trước 65.000 đ, nay 60.000 đ.", True),
    "sold out": (lambda good: changes(good, stock=0), "Đã hết hàng.", False),
    "too few": (lambda good: changes(good, stock=1), "Chỉ còn 1, không đủ 2.", False),
    "another pack": (lambda good: changes(good, pack="2 kg"), "nay là Na Chi Lăng, hộp 2 kg", False),
    "another name": (lambda good: changes(good, name="Ổi"), "nay là Ổi, hộp 1 kg", False),
    "taken off sale": (lambda good: changes(good, status="unlisted"), "Không còn bán.", False),
    "its shop rests": (rests, "Gian hàng đang tạm nghỉ.", False),
    "no longer sent": (lambda good: changes(good, ships_by_post=False), "Nay không gửi bưu điện được.", False),
    "out of season": (lambda good: changes(good, from_month=2, to_month=3), "Đang trái mùa.", True),
    "too heavy": (lambda good: changes(good, weight_g=16_000), "Một bưu kiện nặng nhất 30 kg", False),
    "too bulky": (lambda good: changes(good, length_cm=200, width_cm=50, height_cm=50), "cạnh dài nhất", False),
    "gone": (
        lambda good: transaction(lambda: db.session.execute(delete(Product).filter_by(id=good.id))),
        "Một món đã gỡ xuống",
        False,
    ),
}


@pytest.mark.parametrize("change", CHANGED)
def test_what_changed_meanwhile_is_said_and_counted_only_where_it_can_be_had(client, change) -> None:
    act, words, ready = CHANGED[change]
    na, other = a_product(), a_product(a_shop(a_household(), name="Gian khác"), name="Mật ong", price_vnd=200_000)
    puts(client, na, 2)
    puts(client, other)
    goes_to(client)
    act(na)
    page = look(client)
    assert words in page
    assert ("vẫn ở trong giỏ" in page) is not ready
    goods = 200_000 + (2 * {"dearer": 70_000, "cheaper": 60_000}.get(change, 65_000) if ready else 0)
    assert f"<dd>{goods:,} đ</dd>".replace(",", ".") in page
    assert page.count("Bưu điện mang đến") == 1 + ready
    # What is left over stays, and is no part of what is ordered.
    assert ("Na Chi Lăng" in look(client, "/checkout")) is ready


@pytest.mark.parametrize(
    ("change", "answer"), [("too few", {"quantity": "1"}), ("another pack", {"quantity": "2"})]
)  # fmt: skip
def test_what_is_otherwise_is_taken_as_it_is_now_by_one_tap(client, change, answer) -> None:
    na = a_product()
    puts(client, na, 2)
    CHANGED[change][0](na)
    assert f'name="quantity" value="{answer["quantity"]}"' in look(client)
    sends(client, "/basket", product_id=str(na.id), **answer)
    page = look(client)
    assert "✗" not in page
    assert "Đặt hàng" in page


def test_ones_own_goods_are_named_and_left_out(client) -> None:
    lan = a_household()
    na = a_product(a_shop(lan))
    puts(client, na)
    come(client, lan)
    assert "Đây là gian hàng của mình" in look(client)
    assert "Chưa món nào đặt được" in said(look(client))


def test_what_spoils_on_the_way_is_said_once_it_is_known_where_it_goes(client) -> None:
    puts(client, a_product(shelf_life_days=1))
    assert "Gửi về xã nào" in look(client)
    goes_to(client, FAR)
    page = look(client)
    assert "chỉ giữ được 1 ngày" in page
    assert "Chưa món nào đặt được" in said(page)
    goes_to(client, CHI_LANG)
    assert "Tất cả" in said(look(client))


def test_a_paused_and_a_forgotten_shop_are_told_apart(client) -> None:
    shop = a_shop()
    na = a_product(shop)
    puts(client, na)
    calling(an_operator()).put(f"/shops/{shop.id}/suspension", {"reason": "Hàng giả"})
    page = look(client)
    assert "Không còn bán nữa" in page
    assert "Na nhà bà Lan" not in page


# Fetched instead of sent


def test_goods_that_do_not_go_by_post_are_fetched(client) -> None:
    tasting = a_product(name="Buổi hái na", ships_by_post=False)
    point = a_point(tasting, "market")
    puts(client, tasting)
    assert "Nay không gửi bưu điện được" in look(client)
    chosen = sends(client, "/basket/receiving", shop_id=str(tasting.shop_id), point_id=point)
    assert chosen.headers["Location"] == "/basket?done=receiving"
    page = look(client)
    assert "Tự đến lấy: Chợ Đồng Mỏ" in page
    assert "Tất cả 65.000 đ" in said(page)  # nobody needs to know where its buyer lives
    sends(client, "/basket/receiving", shop_id=str(tasting.shop_id))
    assert "Nay không gửi bưu điện được" in look(client)


def test_a_place_that_has_closed_is_passed_over_and_another_shops_refused(client) -> None:
    na, other = a_product(), a_product(a_shop(a_household()))
    point, others = a_point(na), a_point(other)
    puts(client, na)
    refused = sends(client, "/basket/receiving", shop_id=str(na.shop_id), point_id=others)
    assert (refused.status_code, "không còn nữa" in refused.text) == (422, True)
    assert basket_of(client).collect_at == ()
    sends(client, "/basket/receiving", shop_id=str(na.shop_id), point_id=point)
    assert "Tự đến lấy" in look(client)

    def close() -> None:
        found = db.session.get(CollectionPoint, basket_of(client).collect_at[0])
        assert found is not None
        close_point(point=found, now=now())

    transaction(close)
    goes_to(client)
    assert "Bưu điện mang đến" in look(client)


# A browser that keeps nothing


def test_a_browser_without_cookies_is_told_plainly_what_to_do(client) -> None:
    na = a_product()
    put = puts(client, na, via="poster")
    bare = client.application.test_client(use_cookies=False)
    page = look(bare, put.headers["Location"])
    assert "Trình duyệt này không giữ được giỏ hàng" in said(page)
    assert f"/{na.slug}-" in page
    assert "?via=poster" in page
    assert "Đã cho vào giỏ" not in page
    assert "Đã cho vào giỏ" in look(client, put.headers["Location"])
    puts(client, na, 0)
    assert "Giỏ chưa có gì" in said(look(client, put.headers["Location"]))  # it keeps baskets, only this one is empty


@pytest.mark.parametrize("of", ["", "x", "2" * 26, "a" * 4000, "%00"])
def test_a_lost_basket_of_nothing_known_leads_to_the_first_page(client, of) -> None:
    answer = client.get(f"/basket?done=put&of={of}", headers=BROWSER)
    assert (answer.status_code, "không giữ được giỏ hàng" in answer.text) == (200, True)


# Where it goes


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Chi Lăng, Lạng Sơn", "Xã Chi Lăng"),
        ("chi lang lang son", "Xã Chi Lăng"),
        ("VAN THUY chi lang", "Xã Chiến Thắng"),  # what it was before July 2025
        ("hang bai", "Phường Cửa Nam"),
        ("Hà Nội", "Phường Ba Đình"),
    ],
)
def test_a_commune_is_found_by_any_of_its_names(client, typed, found) -> None:
    page = look(client, f"/deliver-to?q={typed}&next=/checkout")
    assert f"<b>{found}</b>" in page
    assert "Bấm vào xã" in said(page)


def test_the_old_name_that_was_typed_is_shown_first(client) -> None:
    assert "trước là Xã Vân Thủy" in look(client, "/deliver-to?q=vân thủy chi lăng")


def test_a_province_has_many_communes_shown_page_by_page(client) -> None:
    page = look(client, "/deliver-to?q=Hà Nội&next=/checkout")
    assert page.count('name="commune_code"') == 20
    assert "Xem thêm" in page


def test_what_is_nowhere_is_said_kindly(client) -> None:
    assert "Chưa tìm thấy nơi nào" in said(look(client, "/deliver-to?q=xyzzy"))
    for asked in (f"q={'x' * 500}", "q=%00", "cursor=x&q=chi", "limit=0&q=chi", "next=//evil.example&q=chi lang"):
        answer = client.get(f"/deliver-to?{asked}", headers=BROWSER)
        assert (answer.status_code < 500, '"//evil' in answer.text) == (True, False)


def test_the_commune_is_remembered_and_no_address_of_another_site_is_gone_to(client) -> None:
    chosen = sends(client, "/deliver-to", commune_code=HOAN_KIEM, next="https://evil.example/")
    assert chosen.headers["Location"] == "/basket"
    assert client.get_cookie("to").value == HOAN_KIEM
    for wrong in ("99999", "", "x" * 9, "\x00"):
        assert sends(client, "/deliver-to", commune_code=wrong).status_code == 422
    assert client.get_cookie("to").value == HOAN_KIEM

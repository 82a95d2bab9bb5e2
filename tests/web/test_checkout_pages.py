"""The last page before the order: who, where, how it is paid, the code; all of the basket becomes orders or nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from market.accounts.addresses.actions import add_address
from market.accounts.addresses.queries import book_of
from market.accounts.models import Person, SignInCode
from market.clock import now
from market.db import db, transaction
from market.ids import new_id
from tests.support.browsing import BROWSER, come, sends
from tests.support.buying import (
    TO,
    a_full_basket,
    asks_for_code,
    basket_of,
    changes,
    form_of,
    goes_to,
    look,
    orders,
    places,
    puts,
    rests,
    said,
)
from tests.support.fetching import a_point
from tests.support.texting import code_sent
from tests.support.village import CHI_LANG, HOAN_KIEM, a_buyer, a_household, a_person, a_product, a_shop, stock_of

HOME = {"label": "Nhà", "name": "Trần Thu Hà", "phone": "+84912345678", "commune_code": HOAN_KIEM,
        "address_line": "12 Hàng Bài", "is_default": True}  # fmt: skip


def total(page: str) -> str:
    return re.search(r"Tiền mặt khi nhận hàng: ([0-9.]+) đ", page)[1]


def lives_at(person: Person, **given: Any) -> str:
    return str(transaction(lambda: add_address(person=person, given=HOME | given, now=now())).id)


def test_a_stranger_buys_from_two_shops_and_types_the_code_at_the_end(client, home) -> None:
    na, honey = a_full_basket(client)
    page = look(client)
    assert page.count("Bưu điện mang đến") == 2
    in_basket = re.search(r"Tất cả ([0-9.]+) đ", said(page))[1]
    assert total(look(client, "/checkout")) == in_basket

    form = asks_for_code(client)
    assert orders() == []
    placed = places(client, form, code=code_sent(home))
    assert placed.status_code == 303, placed.text
    two = orders()
    assert placed.headers["Location"] == f"/checkouts/{two[0].checkout_id}?done=ordered"
    assert {(o.recipient_phone, o.recipient_name, o.address_line, o.to_commune) for o in two} == {
        ("+84912345678", "Trần Thu Hà", "12 Hàng Bài", HOAN_KIEM)
    }
    assert f"{sum(o.total_vnd for o in two):,}".replace(",", ".") == in_basket
    assert (stock_of(na.id), stock_of(honey.id)) == (58, 59)
    assert basket_of(client).lines == {}
    assert "Trần Thu Hà" in look(client, "/me")  # signed in from now on, and called by her name


def test_who_has_typed_a_wrong_code_loses_nothing_and_orders_nothing(client, home) -> None:
    (na, _) = a_full_basket(client)
    form = asks_for_code(client, note="Gọi trước khi giao")
    good = code_sent(home)
    refused = places(client, form, code="000000" if good != "000000" else "111111")
    assert refused.status_code == 401
    assert "0912 345 678" in said(refused.text)
    assert all(f'value="{value}"' in refused.text for value in ("Trần Thu Hà", "12 Hàng Bài"))
    assert "Gọi trước khi giao</textarea>" in refused.text
    assert (orders(), stock_of(na.id), len(basket_of(client).lines)) == ([], 60, 2)
    for code in ("", "12", "sáu số"):
        assert places(client, form, code=code).status_code == 422
    again = form_of(refused.text, **TO, note="Gọi trước khi giao", code=good)
    assert places(client, again).status_code == 303
    assert {order.note for order in orders()} == {"Gọi trước khi giao"}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Thiếu mục này"),
        ({"phone": "12"}, "Không phải số di động"),
        ({"address_line": " "}, "Gõ số nhà"),
        ({"name": "x" * 121}, "Phải dài"),
        ({"payment_method": "gold"}, "Phải là một trong"),
        ({"total_cod": "-5"}, "Phải từ 0 đ"),
        ({"other_phone": "bà Lan"}, "Không phải số di động"),
        ({"nobody": "knows"}, "Mục này không có"),
    ],
)
def test_what_is_wrong_is_said_before_any_code_is_sent(client, wrong, words) -> None:
    a_full_basket(client)
    form = form_of(look(client, "/checkout"), **TO | wrong)
    refused = client.post("/checkout/code", data=form, headers=BROWSER)
    assert (refused.status_code, words in refused.text) == (422, True)
    assert 'name="code"' not in refused.text
    db.session.rollback()
    assert db.session.scalars(select(SignInCode)).all() == []
    assert orders() == []


def test_all_that_is_missing_is_said_at_once(client) -> None:
    puts(client, a_product(name="Rượu Mẫu Sơn", category="alcohol"))
    goes_to(client)
    refused = client.post("/checkout/code", data=form_of(look(client, "/checkout")), headers=BROWSER)
    assert refused.status_code == 422
    for field in ("name", "phone", "address_line", "buyer_is_18"):
        assert f'<li><a href="#{field}">' in refused.text


def test_who_asks_for_codes_again_and_again_is_told_to_wait_and_keeps_what_was_typed(client) -> None:
    a_full_basket(client)
    form = form_of(look(client, "/checkout"), **TO)
    answers = [client.post("/checkout/code", data=form, headers=BROWSER) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert 'value="12 Hàng Bài"' in answers[-1].text


def test_who_has_signed_in_meanwhile_needs_no_code(client, home) -> None:
    a_full_basket(client)
    form = asks_for_code(client)
    me = a_buyer()
    come(client, me)
    assert places(client, form).status_code == 303
    assert {order.buyer_id for order in orders()} == {me.id}


# Between a look and a tap


def test_a_price_that_changed_is_said_before_paying_and_no_code_is_spent(client, home) -> None:
    na, _ = a_full_basket(client)
    form, code = asks_for_code(client), code_sent(home)
    changes(na, price_vnd=70_000)
    refused = places(client, form, code=code)
    assert (refused.status_code, orders(), stock_of(na.id)) == (409, [], 60)
    assert "Tổng tiền bây giờ là" in refused.text
    assert "Giá trước 65.000 đ, nay 70.000 đ." in refused.text
    assert f'value="{code}"' in refused.text  # what was typed and is right is there still
    assert places(client, form_of(refused.text, **TO, code=code)).status_code == 303
    assert [line.price_vnd for order in orders() for line in order.lines] == [70_000, 200_000]


def test_what_sold_out_before_the_last_tap_is_said_and_the_rest_waits_for_a_yes(client, home) -> None:
    na, honey = a_full_basket(client)
    form, code = asks_for_code(client), code_sent(home)
    changes(na, stock=1)
    refused = places(client, form, code=code)
    assert (refused.status_code, orders()) == (409, [])
    assert "Mật ong" in refused.text
    assert "Na Chi Lăng" not in refused.text
    assert places(client, form_of(refused.text, **TO, code=code)).status_code == 303
    assert [line.product_id for order in orders() for line in order.lines] == [honey.id]
    assert basket_of(client).lines == {na.id: 2}  # what was not bought stays


def test_all_that_sold_out_leads_back_to_the_basket_which_says_why(client) -> None:
    na, honey = a_full_basket(client)
    come(client, a_buyer())
    form = form_of(look(client, "/checkout"), **TO)
    for good in (na, honey):
        changes(good, stock=0)
    refused = places(client, form)
    assert (refused.status_code, orders()) == (409, [])
    assert refused.text.count("Đã hết hàng.") == 2
    assert client.get("/checkout").headers["Location"] == "/basket"


def test_a_shop_that_goes_on_holiday_meanwhile_is_left_out(client) -> None:
    na, honey = a_full_basket(client)
    come(client, a_buyer())
    form = form_of(look(client, "/checkout"), **TO)
    rests(honey)
    assert places(client, form).status_code == 409
    assert orders() == []
    assert stock_of(na.id) == 60


# Who is known


def test_a_kept_address_is_all_that_is_asked(client) -> None:
    a_full_basket(client)
    client.delete_cookie("to")
    me = a_buyer()
    lives_at(me)
    come(client, me)
    assert "Tất cả" in said(look(client))  # priced to where she usually has things sent
    page = look(client, "/checkout")
    assert "12 Hàng Bài, Phường Hoàn Kiếm" in page
    assert 'name="phone"' not in page
    assert places(client, form_of(page)).status_code == 303
    assert {(o.recipient_name, o.address_line) for o in orders()} == {("Trần Thu Hà", "12 Hàng Bài")}


def test_another_of_the_book_or_a_new_one_is_priced_anew(client) -> None:
    a_full_basket(client)
    me = a_buyer()
    lives_at(me)
    near = lives_at(me, label="Mẹ", commune_code=CHI_LANG, address_line="Chợ huyện")
    come(client, me)
    here, there = look(client, "/checkout"), look(client, f"/checkout?address_id={near}")
    assert "12 Hàng Bài" in here
    assert total(here) != total(there)
    assert 'name="address_line"' in look(client, "/checkout?address_id=new")
    assert places(client, form_of(there)).status_code == 303
    assert {o.to_commune for o in orders()} == {CHI_LANG}


def test_an_address_of_somebody_else_is_none(client) -> None:
    a_full_basket(client)
    other = lives_at(a_person("Người khác"), address_line="Nơi bí mật")
    come(client, a_buyer())
    for wrong in (other, "x", ""):
        assert "bí mật" not in look(client, f"/checkout?address_id={wrong}")
    form = form_of(look(client, "/checkout"))
    for wrong in (other, "x"):
        refused = places(client, form, address_id=wrong)
        assert (refused.status_code, "bí mật" in refused.text) == (422, False)
    assert orders() == []


def test_a_new_address_is_kept_once_if_one_wishes(client) -> None:
    me = a_buyer()
    come(client, me)
    for _ in range(2):
        a_full_basket(client)
        form = form_of(look(client, "/checkout?address_id=new"), **TO, keep="yes")
        assert places(client, form).status_code == 303
    db.session.rollback()
    assert [(one["address_line"], one["is_default"]) for one in book_of(me.id)] == [("12 Hàng Bài", True)]


def test_a_full_book_stops_no_order(client) -> None:
    me = a_buyer()
    for n in range(20):
        lives_at(me, address_line=f"Số {n}", is_default=False)
    come(client, me)
    a_full_basket(client)
    form = form_of(look(client, "/checkout?address_id=new"), **TO, keep="yes")
    assert places(client, form).status_code == 303
    db.session.rollback()
    assert len(book_of(me.id)) == 20


def test_a_gift_goes_to_another_phone_and_the_code_to_ones_own(client, home) -> None:
    a_full_basket(client)
    form = asks_for_code(client, other_phone="0987 654 321")
    assert places(client, form, code=code_sent(home)).status_code == 303
    (first, _) = orders()
    buyer = db.session.get(Person, first.buyer_id)
    assert buyer is not None
    assert (first.recipient_phone, buyer.phone, buyer.name) == ("+84987654321", "+84912345678", "")


# What is refused by rule


def test_a_shop_whose_parcel_is_too_heavy_stays_and_the_other_is_bought(client) -> None:
    na, honey = a_full_basket(client)
    puts(client, na, 40)  # 46 kg
    come(client, a_buyer())
    page = look(client, "/checkout")
    assert "Na Chi Lăng" not in page
    assert places(client, form_of(page, **TO)).status_code == 303
    assert [line.product_id for order in orders() for line in order.lines] == [honey.id]
    assert basket_of(client).lines == {na.id: 40}


def test_alcohol_asks_for_a_stated_age(client) -> None:
    puts(client, a_product(name="Rượu Mẫu Sơn", category="alcohol"))
    goes_to(client)
    come(client, a_buyer())
    page = look(client, "/checkout")
    assert "Tôi đủ 18 tuổi" in page
    refused = places(client, form_of(page, **TO))
    assert (refused.status_code, "xin đánh dấu là bạn đủ 18 tuổi" in refused.text, orders()) == (422, True, [])
    assert "buyer_is_18)" not in refused.text
    assert places(client, form_of(refused.text, **TO, buyer_is_18="true")).status_code == 303


def test_too_much_to_be_paid_at_the_door_is_said(client, app, monkeypatch) -> None:
    monkeypatch.setitem(app.config, "MARKET", replace(app.config["MARKET"], open_cod_orders=1))
    come(client, a_buyer())
    for expected in (303, 409):
        a_full_basket(client)
        answer = places(client, form_of(look(client, "/checkout"), **TO))
        assert answer.status_code == expected
    assert "trả tiền khi nhận chưa được gửi" in answer.text
    assert len(orders()) == 2


def test_who_turns_out_to_own_the_shop_buys_nothing_there(client, home) -> None:
    lan = a_household()
    puts(client, a_product(a_shop(lan)))
    goes_to(client)
    form = asks_for_code(client, phone=str(lan.phone))
    refused = places(client, form, code=code_sent(home))
    assert (refused.status_code, orders()) == (409, [])
    assert "Không mua ở gian hàng của mình" in refused.text


def test_what_is_fetched_asks_for_no_address(client, home) -> None:
    tasting = a_product(name="Buổi hái na", ships_by_post=False)
    point = a_point(tasting, "market")
    puts(client, tasting)
    sends(client, "/basket/receiving", shop_id=str(tasting.shop_id), point_id=point)
    page = look(client, "/checkout")
    assert 'name="address_line"' not in page
    assert total(page) == "65.000"
    form = asks_for_code(client)
    del form["address_line"]
    assert places(client, form, code=code_sent(home)).status_code == 303
    (order,) = orders()
    assert (str(order.collect_at), order.address_line) == (point, "")


def test_the_source_of_the_link_is_kept_to_the_order(client) -> None:
    a_full_basket(client)
    come(client, a_buyer())
    assert places(client, form_of(look(client, "/checkout"), **TO)).status_code == 303
    assert {order.via for order in orders()} == {"poster"}


def test_with_nothing_to_order_or_nowhere_to_send_it_the_page_leads_on(client) -> None:
    assert client.get("/checkout").headers["Location"] == "/basket"
    puts(client, a_product())
    assert client.get("/checkout").headers["Location"] == "/deliver-to?next=/checkout"


NASTY = ("", "\x00", "\ud800", "x" * 5000, "-1", "9" * 400, "\u202e")
FIELDS = {
    "/basket": ("product_id", "quantity", "key", "via"),
    "/basket/receiving": ("shop_id", "point_id", "key"),
    "/deliver-to": ("commune_code", "next", "key"),
    "/checkout/code": ("name", "phone", "address_line", "note", "payment_method", "total_cod", "other_phone", "key"),
    "/checkout": ("name", "phone", "code", "address_id", "payment_method", "buyer_is_18", "total_cod", "keep", "key"),
}


@pytest.mark.parametrize("path", FIELDS)
def test_nothing_that_is_sent_breaks_a_page_or_orders_anything(client, home, path) -> None:
    a_full_basket(client)
    good = form_of(look(client, "/checkout"), **TO) | {"code": "123456"}
    for field in FIELDS[path]:
        for value in NASTY:
            sent = good | {field: value.encode("utf-8", "surrogatepass")}
            answer = client.post(path, data=sent, headers=BROWSER)
            assert answer.status_code < 500, (path, field, value, answer.text[-600:])
    book = client.post(path, data=good | {"address_id": str(new_id())}, headers=BROWSER)  # which a stranger has none of
    assert book.status_code < 500
    bodies: list[dict[str, Any]] = [
        {"json": {"quantity": [1]}},
        {"data": b"\xff\xfe", "content_type": "application/x-www-form-urlencoded"},
        {
            "data": "quantity=1&quantity=2&product_id=a&product_id=b",
            "content_type": "application/x-www-form-urlencoded",
        },
        {"data": b"--x", "content_type": "multipart/form-data; boundary=x"},
        {"data": {"quantity": (BytesIO(b"x"), "x.jpg")}},
        {"data": b"", "content_type": "text/plain"},
    ]
    for body in bodies:
        assert client.post(path, headers=BROWSER, **body).status_code < 500, body
    assert orders() == []


@pytest.mark.parametrize("name", ["to", "basket", "cho", "lang"])
def test_no_cookie_breaks_a_page(client, name) -> None:
    a_full_basket(client)
    for value in ("", "x", "a" * 4000, "%00", "\u00e9", "06463/x", "/" * 50):
        client.set_cookie(name, value)
        for path in ("/basket", "/checkout", "/checkout?address_id=x", "/deliver-to?q=a&next=/checkout"):
            assert client.get(path, headers=BROWSER).status_code in (200, 303), (path, value)

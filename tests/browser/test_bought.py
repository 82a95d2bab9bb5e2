"""A buyer by finger: pays by VietQR and sees the money come, pays by card, follows a parcel until it is in hand."""

from __future__ import annotations

import re

from market.catalog.rules.store_addresses import product_path
from market.orders.models import Order
from tests.browser.phone import Phone
from tests.support.fake_stripe import FakeStripe
from tests.support.paying import buy, hear, operator_upload, work
from tests.support.paying import order as order_now
from tests.support.village import (
    a_buyer,
    a_product,
    an_operator,
    buyer_of,
    calling,
    placed_order,
    scanned_order,
    seller_of,
)

TO = {"name": "Trần Thu Hà", "phone": "0912345678", "commune_code": "00070", "address_line": "12 Hàng Bài"}


def test_a_good_is_paid_by_vietqr_and_the_page_sees_the_money_come(phone: Phone, stripe: FakeStripe) -> None:
    good, me = a_product(), a_buyer()
    assert calling(me).post("/me/addresses", TO | {"is_default": True}).status_code == 201
    phone.sign_in(me)
    phone.open(product_path(good.id, good.slug))
    phone.send("main form:has([name=product_id])")
    phone.tap("Đặt hàng")
    phone.choose("payment_method", "bank_transfer")
    phone.tap("Đặt hàng")
    assert phone.says("Đã đặt hàng.")
    assert (phone.taps, phone.typed) == (4, 0)
    assert phone.answer is not None
    assert phone.answer.headers["refresh"] == "15"
    assert phone.page.locator("img.qr").evaluate("picture => picture.naturalWidth > 200")
    text = phone.page.locator("dd b").last.inner_text()
    total = int(re.sub(r"\D", "", phone.page.locator("dd b").nth(3).inner_text()))

    for came, seen in ((total - 40_000, "còn thiếu 40.000 đ"), (40_000, "Đã nhận được tiền")):
        operator_upload(calling(an_operator()), (came, text))
        phone.tap("Xem tiền đã đến chưa")
        assert phone.says(seen)
    assert "refresh" not in phone.answer.headers
    phone.tap("Na nhà bà Lan")
    assert "Nhà bán nhận đơn trước" in phone.now
    assert phone.received < 120_000


def test_a_card_is_paid_on_the_page_of_the_gateway(phone: Phone, stripe: FakeStripe) -> None:
    me = a_buyer()
    bought = buy(buyer=calling(me))
    phone.sign_in(me)
    phone.open(f"/checkouts/{bought.json['id']}")
    phone.tap("Trả bằng thẻ")
    phone.tap("Đến trang trả thẻ")
    assert phone.page.url.startswith(stripe.address)
    stripe.pay_on_page()
    phone.open(f"/checkouts/{bought.json['id']}?back=1")
    assert "Đang chờ cổng thẻ báo" in phone.now
    hear(stripe.events[-1])
    work()
    phone.tap("Xem tiền đã đến chưa")
    assert phone.says("Đã nhận được tiền")
    assert (phone.taps, phone.typed) == (3, 0)


def test_a_parcel_is_followed_until_it_is_in_hand_and_bought_again(phone: Phone) -> None:
    order = placed_order()
    me = buyer_of(order)
    phone.sign_in(me)
    phone.open("/orders")
    phone.tap("Đã đặt, chờ nhà bán nhận")
    phone.tap("Sửa người nhận, địa chỉ")
    phone.type("phone", "0912 345 679")
    phone.tap("Ghi lại")
    assert phone.says("Đã sửa. Nhà bán được báo rồi.")
    assert (phone.taps, phone.typed) == (3, 1)

    travels(order)
    phone.open("/orders")
    phone.tap("Bưu tá đang mang đến")
    assert "Bưu tá đang mang đến. Xin để điện thoại mở." in phone.now
    scanned_order(order_now(order.number), "delivered")
    phone.open(f"/orders/{order.number}")
    phone.tap("Tôi đã nhận, hàng tốt")
    assert phone.says("Cảm ơn bạn. Đơn đã xong.")
    phone.tap("Mua lại đơn này")
    phone.tap("Cho vào giỏ")
    assert phone.says("Đã cho những món ấy vào giỏ.")
    assert (phone.taps, phone.typed) == (7, 1)
    assert phone.received < 120_000


def travels(order: Order) -> None:
    """The household accepts and packs, the post carries."""
    seller = calling(seller_of(order))
    assert seller.put(f"/orders/{order.number}/acceptance").status_code == 200
    assert seller.put(f"/orders/{order.number}/packing", {}).status_code == 200
    scanned_order(order_now(order.number), "accepted", "out_for_delivery")

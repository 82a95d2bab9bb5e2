"""Whoever follows the link of a livestream: one tap and it is in the basket, and said when it is sent."""

from __future__ import annotations

from tests.browser.pages.basket import send
from tests.support.fair_rows import fair_row, stand_row
from tests.support.village import HOAN_KIEM, a_buyer, a_product, a_shop


def test_a_good_of_the_livestream_is_in_the_basket_by_one_tap(phone) -> None:
    fair, shop = fair_row(minimum_packs=100), a_shop()
    for name in ("Na dai", "Hồng vành khuyên"):
        stand_row(fair, a_product(shop, name=name))
    day = f"{fair.ships_from.day}/{fair.ships_from.month}"
    phone.open("/fairs/na-chi-lang?via=fair")
    assert phone.says("Còn thiếu 100 gói")
    phone.tap("Na dai, Na nhà bà Lan")
    assert phone.taps == 1
    assert phone.says("Đã cho vào giỏ.")
    assert phone.says(f"Phiên na Chi Lăng: giao từ {day}")
    phone.tap("Về Phiên na Chi Lăng")
    phone.tap("Hồng vành khuyên, Na nhà bà Lan")
    assert phone.says("Giỏ (2)")


def test_what_was_ordered_says_until_when_it_may_be_left(phone) -> None:
    good = stand_row(fair_row())
    phone.sign_in(a_buyer())
    send(phone, "/basket", product_id=str(good.id), quantity="2", via="fair")
    send(phone, "/deliver-to", commune_code=HOAN_KIEM)
    phone.open("/checkout")
    phone.type("address_line", "12 Hàng Bài")
    phone.tap("Đặt hàng")
    phone.open("/orders")
    assert phone.says("Đã đặt, phiên đang gom đơn")

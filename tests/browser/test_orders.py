"""A household's day by finger: accepted in one tap, packed and labelled in three, refused, asked, handed over."""

from __future__ import annotations

from tests.browser.phone import Phone
from tests.support.fetching import code_of, ready_order
from tests.support.paying import order as order_now
from tests.support.village import a_person, a_product, accepted_order, placed_order, seller_of


def test_an_order_is_accepted_in_one_tap_and_packed_and_labelled_in_three(phone: Phone) -> None:
    order = placed_order()
    phone.sign_in(seller_of(order))
    phone.open(f"/shop/{order.shop_id}")
    phone.tap("Nhận đơn")
    assert (phone.taps, phone.typed) == (1, 0)
    assert phone.says("Đã nhận đơn.")
    phone.tap("Đã gói xong")
    assert "mang ra Bưu điện xã Chi Lăng" in phone.now
    phone.tap("Xem phiếu trên máy này")
    assert (phone.taps, phone.typed) == (3, 0)
    assert phone.says(str(order_now(order.number).tracking_number))
    assert phone.received < 50_000


def test_fresh_goods_take_no_tap_more(phone: Phone) -> None:
    order = accepted_order(product=a_product(shelf_life_days=4))
    phone.sign_in(seller_of(order))
    phone.open(f"/shop/{order.shop_id}/orders/{order.number}")
    phone.tap("Gói xong, hái hôm qua")
    assert (phone.taps, phone.says("Đã gói xong.")) == (1, True)


def test_a_list_that_was_left_open_may_be_gone_back_to(phone: Phone) -> None:
    good = a_product()
    one, two = placed_order(product=good), placed_order(product=good)
    phone.sign_in(seller_of(one))
    phone.open(f"/shop/{one.shop_id}/orders")
    phone.tap("Nhận đơn", within=f"article:has([href$='{one.number}'])")
    phone.back()
    if phone.page.locator(f"[action*='{one.number}']").count():  # the page as it was left
        phone.tap("Nhận đơn", within=f"article:has([href$='{one.number}'])")
        assert phone.says("Đã nhận lúc")
        phone.back()
    phone.tap("Nhận đơn", within=f"article:has([href$='{two.number}'])")
    assert phone.says("Đã nhận đơn.")
    assert [len(order_now(order.number).history) for order in (one, two)] == [2, 2]


def test_an_order_is_refused_by_a_reason_of_the_list(phone: Phone) -> None:
    order = placed_order()
    phone.sign_in(seller_of(order))
    phone.open(f"/shop/{order.shop_id}/orders/{order.number}")
    phone.tap("Không bán được đơn này")
    phone.send()
    assert phone.says("Xin chọn một lý do")
    phone.choose("why", "sold-out")
    phone.tap("Hủy đơn")
    assert phone.says("Đã hủy đơn.")
    assert order_now(order.number).history[-1].note == "Hết hàng"


def test_the_buyer_is_asked_to_take_fewer(phone: Phone) -> None:
    order = placed_order()
    phone.sign_in(seller_of(order))
    phone.open(f"/shop/{order.shop_id}/orders/{order.number}")
    phone.tap("Xin khách đổi đơn")
    phone.type("left-1", "1")
    phone.tap("Hỏi khách")
    assert phone.says("Na Chi Lăng: 2 còn 1")
    assert (phone.taps, phone.typed) == (2, 1)


def test_goods_are_handed_over_for_the_code_that_the_buyer_tells(phone: Phone) -> None:
    order = ready_order()
    phone.sign_in(seller_of(order))
    phone.open(f"/shop/{order.shop_id}")
    phone.tap("1 đơn khách đến lấy")
    phone.tap("Giao cho khách")
    phone.type("code", code_of(order))
    phone.tap("Mã đúng thì giao hàng")
    assert phone.says("Đã giao hàng cho khách.")
    assert (phone.taps, phone.typed) == (3, 1)


def test_what_was_typed_outlives_the_session(phone: Phone, home) -> None:
    order = placed_order()
    seller = seller_of(order)
    phone.sign_in(seller)
    phone.open(f"/shop/{order.shop_id}/orders/{order.number}/cancellation")
    phone.type("reason", "Mưa to, chưa hái được")
    phone.sign_out()
    phone.tap("Hủy đơn")
    assert order_now(order.number).state == "placed"
    phone.sign_in_by_finger(str(seller.phone), home)
    assert phone.says("Mưa to, chưa hái được")
    phone.tap("Gửi")
    assert phone.says("Đã hủy đơn.")
    assert order_now(order.number).history[-1].note == "Mưa to, chưa hái được"


def test_a_shop_of_ones_own_is_opened(phone: Phone) -> None:
    phone.sign_in(a_person(""))
    phone.open("/shop")
    phone.tap("Mở gian hàng")
    phone.type("place", "chi lang")
    phone.tap("Tìm")
    phone.tap("Xã Chi Lăng")
    phone.type("name", "Na nhà Sao")
    phone.type("village", "Làng Mới")
    phone.type("owner_name", "Lý Thị Sao")
    phone.send()
    assert phone.says("Gian hàng đã mở")
    assert (phone.taps, phone.typed) == (4, 4)

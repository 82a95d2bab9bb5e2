"""Complaints by finger: in two taps from an order, in three from a label without signing in, answered in a few."""

from __future__ import annotations

from uuid import UUID

from flask import current_app

from market.db import transaction
from market.orders.look_ups.rules import look_up_code
from tests.browser.phone import Phone
from tests.support.complaining import a_complaint, complaint
from tests.support.village import buyer_of, delivered_order, seller_of


def number_on(phone: Phone) -> str:
    return phone.path.partition("?")[0].rpartition("/")[2]


def test_a_buyer_reports_in_two_taps_and_a_few_words(phone: Phone) -> None:
    order = delivered_order()
    phone.sign_in(buyer_of(order))
    phone.open(f"/orders/{order.number}")
    phone.tap("Báo có chuyện không ổn")
    phone.type("words", "Ba quả dập")
    phone.tap("Hàng hỏng, vỡ")
    assert phone.says("Đã gửi.")
    assert phone.taps == 2
    assert complaint(number_on(phone)).kind == "spoilt"


def test_who_receives_it_reports_from_the_label_in_three_taps(phone: Phone) -> None:
    order = delivered_order()
    phone.open(f"/t/{order.tracking_number}")
    phone.tap("Báo có chuyện không ổn")
    phone.type("phone", "0912 345 678")
    phone.tap("Gửi mã cho tôi")
    phone.type("code", code_asked(phone))
    phone.type("words", "Báo đã giao mà tôi chưa nhận")
    phone.tap("Chưa nhận được hàng")
    assert phone.says("Đã gửi.")
    assert phone.taps == 3
    assert complaint(number_on(phone)).side == "recipient"


def test_a_household_answers_and_its_buyer_says_how_it_was(phone: Phone) -> None:
    order = delivered_order()
    number = a_complaint(order)
    phone.sign_in(seller_of(order))
    phone.open(f"/shop/{order.shop_id}")
    phone.tap("1 việc khách báo, chờ bạn trả lời")
    phone.tap("Hàng hỏng, vỡ")
    phone.tap("Đã giải thích")
    phone.type("words", "Xin lỗi bác")
    phone.tap("Gửi trả lời")
    assert phone.says("Đã trả lời. Người gửi được báo.")
    phone.sign_in(buyer_of(order))
    phone.open(f"/complaints/{number}")
    phone.tap("Hài lòng")
    assert phone.says("Cảm ơn bạn đã cho biết.")
    assert complaint(number).state == "closed"


def code_asked(phone: Phone) -> str:
    """As the message says it."""
    asked = UUID(number_on(phone))
    return transaction(lambda: look_up_code(current_app.config["MARKET"].secret_key, asked))

"""Her money by finger, with script and without: seen in one tap, cash in two, called back; and her bank account."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from market.db import db
from market.payments.cash_outs.models import CashOut
from market.payments.cash_outs.rules import cash_out_code
from tests.browser.phone import Phone
from tests.support.installation import SECRET
from tests.support.texting import code_sent
from tests.support.village import a_household, a_product, a_shop, a_shop_with_money, delivered_order, owner_of


def slip() -> CashOut:
    db.session.rollback()
    return db.session.scalars(select(CashOut).order_by(CashOut.id.desc())).first()


def test_how_much_is_hers_is_seen_in_one_tap_and_cash_comes_in_two_more(phone: Phone) -> None:
    lan = a_household()
    product = a_product(a_shop(lan))
    delivered_order(product=product)
    phone.sign_in(lan)
    phone.open(f"/shop/{product.shop_id}")
    before = phone.received
    phone.tap("Tiền", within="nav")
    assert phone.now.startswith("Có 128.050 đ rút được ngay.")
    assert (phone.taps, phone.typed) == (1, 0)
    phone.tap("Rút tiền mặt")
    phone.tap("Lấy mã")
    assert (phone.taps, phone.typed) == (3, 0)
    row = slip()
    code = cash_out_code(SECRET, row.id, row.code_no)
    assert phone.page.inner_text(".code") == f"{code[:4]} {code[4:]}"
    assert "128.050 đ" in phone.now
    assert phone.received - before < 50_000
    phone.back()
    assert phone.says("Rút tiền mặt")  # the form again; its key is spent
    phone.open(f"/shop/{product.shop_id}/money")
    phone.tap("Xem phiếu lấy tiền")
    phone.tap("Thôi, trả tiền về chỗ cũ")
    assert phone.says("Tiền đã về chỗ cũ.")
    assert slip().state == "cancelled"


def test_a_part_of_it_is_typed_and_too_much_is_told_at_its_field(phone: Phone) -> None:
    shop = a_shop_with_money(98_500)
    phone.sign_in(owner_of(shop))
    phone.open(f"/shop/{shop.id}/money/cash")
    phone.type("amount_vnd", "999.999")
    phone.tap("Lấy mã")
    assert phone.page.input_value("#amount_vnd") == "999.999"
    phone.type("amount_vnd", "50.000")
    phone.tap("Lấy mã")
    assert "50.000 đ" in phone.now


def test_her_bank_account_is_written_down_and_money_goes_there(phone: Phone, home: Path) -> None:
    shop = a_shop_with_money(98_500)
    phone.sign_in(owner_of(shop))
    phone.open(f"/shop/{shop.id}/money")
    phone.tap("Chuyển về ngân hàng")
    phone.tap("Ghi tài khoản ngân hàng")
    phone.page.select_option("#bank_bin", "970405")
    phone.type("number", "8400 2051 23456")
    phone.type("holder", "HOANG THI LAN")
    phone.tap("Gửi mã cho tôi")
    phone.type("code", code_sent(home))
    phone.tap("Ghi tài khoản", within="main form")
    assert phone.path == f"/shop/{shop.id}/money/bank?done=account"
    phone.tap("Chuyển", within="main form")
    assert phone.says("chờ chợ gửi sang ngân hàng")
    assert phone.taps == 5


def test_a_session_that_ended_loses_no_sum(phone: Phone, home: Path) -> None:
    shop = a_shop_with_money(98_500)
    phone.sign_in(owner_of(shop))
    phone.open(f"/shop/{shop.id}/money/cash")
    phone.type("amount_vnd", "40.000")
    phone.sign_out()
    phone.tap("Lấy mã")
    phone.sign_in_by_finger((owner_of(shop).phone or "").replace("+84", "0"), home)
    phone.tap("Gửi")
    assert "40.000 đ" in phone.now

"""The story of a sale by finger alone: listed, accepted, packed, carried, delivered for cash, and the cash in hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from market import clock
from market.catalog.models import Product
from market.db import db, transaction
from market.orders.actions.checkouts import Recipient, check_out
from market.orders.models import Order
from market.payments.cash_outs.models import CashOut
from tests.browser.phone import Open, Phone
from tests.support.paying import order as order_now
from tests.support.village import (
    CHI_LANG,
    CHI_LANG_OFFICE,
    a_buyer,
    a_clerk,
    a_courier,
    a_household,
    a_purchase,
    a_shop,
    code_of,
)  # fmt: skip


def only(model: Any) -> Any:
    db.session.rollback()
    return transaction(lambda: db.session.query(model).populate_existing().one())


def bought(product: Product) -> Order:
    """Two packs, by a buyer in the same commune, so that the parcel's way is short; the shop front is not built yet."""
    near = replace(a_purchase((product, 2)), recipient=Recipient("Trần Thu Hà", "+84912345678", CHI_LANG, "Chợ huyện"))
    return transaction(lambda: check_out(by=a_buyer(), purchase=near, now=clock.now())).orders[0]


def test_from_listing_to_cash_in_hand(phone: Phone, open_phone: Open) -> None:
    lan = a_household()
    shop = a_shop(lan)
    phone.sign_in(lan)
    phone.open(f"/shop/{shop.id}/goods/new/na")
    phone.type("price_vnd", "65.000")
    phone.type("stock", "20")
    phone.tap("Đăng bán")

    order = bought(only(Product))
    phone.open(f"/shop/{shop.id}")
    phone.tap("Nhận đơn")
    phone.tap("Gói xong, hái hôm nay")
    number = str(order_now(order.number).tracking_number)

    clerk = open_phone(script=False)
    clerk.sign_in(a_clerk())
    clerk.open("/counter")
    clerk.type("q", number.lower())
    clerk.send("main form:has(#q)")
    clerk.tap("Nhận vào bưu cục")

    courier = open_phone(script=False)
    courier.sign_in(a_courier())
    for words in ("Mang đi phát", "Đã phát, đã thu"):
        courier.open(f"/counter/{CHI_LANG_OFFICE}/parcels/{number}")
        courier.tap(words)
    assert courier.says(f"Đã phát: {number}")

    phone.tap("Tiền", within="nav")
    assert "128.050 đ rút được ngay" in phone.now
    phone.tap("Rút tiền mặt")
    phone.tap("Lấy mã")

    clerk.tap("Quỹ")
    clerk.tap("Mở quỹ")
    clerk.type("amount_vnd", "1.000.000")
    clerk.tap("Mở quỹ", within="main form")
    clerk.tap("Trả tiền")
    slip = only(CashOut)
    for name, value in {"phone": lan.phone, "code": code_of(str(slip.id)), "id_number_tail": "4321"}.items():
        clerk.type(name, str(value))
    clerk.tap("Kiểm tra và trả tiền")
    assert clerk.says("ĐƯA 128.050")
    assert only(CashOut).state == "paid"

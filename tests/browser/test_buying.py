"""Buying by finger: a stranger from a search to an order; somebody known from two shops, tapping again and again."""

from __future__ import annotations

from pathlib import Path

from flask import current_app
from sqlalchemy import select

from market.accounts.addresses.actions import add_address
from market.catalog import photos
from market.catalog.actions.photos import record_photo
from market.catalog.models import Product
from market.catalog.rules.store_addresses import product_path
from market.clock import now
from market.db import db, transaction
from market.orders.models import Order
from tests.browser.phone import Open, Phone
from tests.support.pictures import encoded, leaves
from tests.support.searching import indexed
from tests.support.texting import code_sent
from tests.support.village import HOAN_KIEM, a_buyer, a_household, a_product, a_shop, stock_of

LARGEST = 120_000


def orders() -> list[Order]:
    db.session.rollback()
    return list(db.session.scalars(select(Order).order_by(Order.id)))


def photographed(good: Product, pictures: dict[str, bytes]) -> None:
    digest = photos.store(current_app.config["MARKET"].media_dir, good.id, pictures)
    transaction(lambda: record_photo(product=db.session.merge(good), n=1, digest=digest, now=now()))


def test_a_stranger_comes_by_a_poster_searches_and_buys(phone: Phone, home: Path) -> None:
    na, *others = [a_product(name=name) for name in ("Na Chi Lăng", *(f"Na dai Đồng Bành {n}" for n in range(15)))]
    pictures = photos.shrink(encoded(leaves(), "JPEG"))
    for good in (na, *others):
        photographed(good, pictures)
    indexed()
    phone.open("/search?via=poster")
    phone.received = 0
    phone.page.locator(".find input[name=q]").fill("na chi lang")
    phone.send("form.find")
    phone.tap("Na Chi Lăng", within="main")
    phone.tap("Cho vào giỏ")
    assert phone.says("Đã cho vào giỏ.")
    phone.tap("Đặt hàng")
    phone.type("q", "hang bai")
    phone.send("main form")
    phone.tap("Phường Cửa Nam")
    assert "2–3 ngày" in phone.page.inner_text("main")
    for name, value in {"name": "Trần Thu Hà", "phone": "0977 123 456", "address_line": "12 Hàng Bài"}.items():
        phone.type(name, value)
    phone.tap("Tiếp")
    assert "0977 123 456" in phone.now
    phone.type("code", code_sent(home))
    phone.tap("Đặt hàng")
    (order,) = orders()
    assert phone.path.startswith(f"/checkouts/{order.checkout_id}")
    assert "Đã đặt xong" in phone.now
    # Beside the word that was sought: the commune, three of hers, the code.
    assert (phone.taps, phone.typed) == (8, 5)
    assert phone.received < LARGEST
    assert (order.via, order.recipient_phone, stock_of(na.id)) == ("poster", "+84977123456", 59)
    phone.open("/basket")
    assert "Giỏ chưa có gì" in phone.now


def test_who_is_known_buys_from_two_shops_however_often_she_taps(open_phone: Open) -> None:
    phone, me = open_phone(), a_buyer()
    na, honey = a_product(), a_product(a_shop(a_household()), name="Mật ong", price_vnd=200_000)
    to = {"label": "Nhà", "name": "Trần Thu Hà", "phone": "+84912345678", "address_line": "12 Hàng Bài"}
    given = to | {"commune_code": HOAN_KIEM, "is_default": True}
    transaction(lambda: add_address(person=me, given=given, now=now()))
    phone.sign_in(me)
    for good in (na, honey):
        phone.open(product_path(good.id, good.slug))
        phone.tap("Cho vào giỏ")
    phone.tap("Thêm một: Na Chi Lăng")
    assert phone.says("Đã đổi số.")
    phone.tap("Gõ số khác Mật ong")
    phone.page.locator("details[open] input[name=quantity]").fill("3")
    phone.tap("Đổi số", within="details[open]")
    phone.tap("Đặt hàng")
    assert phone.says("12 Hàng Bài, Phường Hoàn Kiếm")
    phone.tap_again_and_again("form[action='/checkout']")
    assert phone.path.startswith("/checkouts/")
    bought = {line.product_id: line.quantity for order in orders() for line in order.lines}
    assert (bought, len(orders())) == ({na.id: 2, honey.id: 3}, 2)
    assert (stock_of(na.id), stock_of(honey.id)) == (58, 57)
    phone.back()  # to a page that is asked for anew: there is nothing left to order
    assert "Giỏ chưa có gì" in phone.now

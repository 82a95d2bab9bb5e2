"""The basket, where it goes, and the last page before the order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from market.accounts.addresses.actions import add_address
from market.catalog.models import Product
from market.clock import now
from market.db import db, transaction
from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support.buying import changes
from tests.support.fetching import a_point
from tests.support.helping import a_picture
from tests.support.village import (
    HOAN_KIEM,
    a_buyer,
    a_household,
    a_product,
    a_shop,
    calling,
    in_days,
    owner_of,
)

OURS = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
TYPED = {"name": "Trần Thu Hà", "phone": "0912 345 678", "address_line": "12 Hàng Bài"}
BOOK = {"label": "Nhà", "name": "Trần Thu Hà", "phone": "+84912345678", "commune_code": HOAN_KIEM,
        "address_line": "12 Hàng Bài", "is_default": True}  # fmt: skip


def two_shops() -> dict[str, Any]:
    """Goods of two shops, one with a photo and a place to fetch them, and alcohol."""
    na = a_product(name="Na Chi Lăng loại một, hái buổi sáng")
    other = a_shop(a_household(), name="Mật ong và rượu Bắc Sơn")
    a_product(other, name="Mật ong bạc hà", price_vnd=200_000)
    a_product(other, name="Rượu Mẫu Sơn", category="alcohol", price_vnd=120_000, unit="chai")
    calling(owner_of(na.shop)).put(f"/products/{na.id}/photos/1", data=a_picture("green"), content_type="image/jpeg")
    a_point(na, "market")
    return {}


def a_buyer_with_addresses() -> dict[str, Any]:
    two_shops()
    me = a_buyer()
    for label in ("Nhà", "Cơ quan"):
        add_one = partial(add_address, person=me, given=BOOK | {"label": label}, now=now())
        transaction(add_one)
    return {"me": me}


def send(phone: Phone, path: str, **typed: Any) -> None:
    """A form of ours is sent, and what the browser is to keep is kept."""
    answer = phone.context.request.post(phone.address + path, form=typed, headers=OURS, max_redirects=0)
    assert answer.status == 303, answer.text()


def put_all(phone: Phone, *, to: str | None = None, packs: str = "2") -> None:
    """All that is on sale goes into the basket, and is to be sent `to` a commune."""
    db.session.rollback()
    for id in db.session.scalars(select(Product.id).filter_by(status="listed").order_by(Product.id)):
        send(phone, "/basket", product_id=str(id), quantity=packs)
    db.session.rollback()
    if to:
        send(phone, "/deliver-to", commune_code=to)


def then(path: str, **given: Any) -> Callable[[Phone], None]:
    def go(phone: Phone) -> None:
        put_all(phone, **given)
        phone.open(path)

    return go


def much_has_changed(phone: Phone) -> None:
    """Since they were put in: sold out, dearer, in another pack, too few, its shop on holiday, taken off sale."""
    shop = a_shop(a_household(), name="Gian có nhiều thay đổi")
    made = [a_product(shop, name=name) for name in ("Hết", "Đắt hơn", "Gói khác", "Còn ít", "Thôi bán")]
    away = a_product(a_shop(a_household(), name="Gian nghỉ"), name="Nghỉ")
    put_all(phone, to=HOAN_KIEM)
    changed: list[dict[str, Any]] = [
        {"stock": 0},
        {"price_vnd": 70_000},
        {"pack": "2 kg"},
        {"stock": 1},
        {"status": "unlisted"},
    ]
    for good, change in zip(made, changed, strict=True):
        changes(good, **change)
    calling(owner_of(away.shop)).put(f"/shops/{away.shop_id}/pause", {"until": in_days(9).isoformat()})
    phone.open("/basket")


def typed(phone: Phone) -> None:
    """To the page that asks for the code."""
    put_all(phone, to=HOAN_KIEM)
    phone.open("/checkout")
    for name, value in (TYPED | {"phone": f"0977{uuid4().int % 1_000_000:06d}"}).items():
        phone.type(name, value)
    phone.tap("Tôi đủ 18 tuổi" if phone.language == "vi" else "I am 18")
    phone.send("main form")


def too_many(phone: Phone) -> None:
    phone.page.locator("details summary").first.tap()
    phone.page.locator("details input[name=quantity]").first.fill("vài chục")
    with phone.page.expect_navigation():
        phone.page.locator("details button").first.tap()


def wrong_code(phone: Phone) -> None:
    phone.type("code", "000000")
    phone.send("main form")


PAGES = [
    Page("a basket with nothing in it", "/basket"),
    Page("a basket of two shops", "/basket", two_shops, then=then("/basket"), wrong={"no number": too_many}),
    Page("a basket that is priced", "/basket", two_shops, then=then("/basket", to=HOAN_KIEM)),
    Page("a basket in which much has changed", "/basket", two_shops, then=much_has_changed),
    Page("a browser that keeps no basket", "/basket?done=put&of=222222222222222222222222aa"),
    Page("where to send it", "/deliver-to"),
    Page("where to send it, found", "/deliver-to?q=chi+lang&next=/checkout"),
    Page("where to send it, not found", "/deliver-to?q=xyzzy"),
    Page(
        "the last page of a stranger",
        "/checkout",
        two_shops,
        then=then("/checkout", to=HOAN_KIEM),
        wrong={"nothing typed": lambda phone: phone.send("main form")},
    ),
    Page("the last page, its code", "/basket", two_shops, then=typed, wrong={"a wrong code": wrong_code}),
    Page(
        "the last page of who is known",
        "/checkout",
        a_buyer_with_addresses,
        then=then("/checkout", to=HOAN_KIEM),
        wrong={"age not said": lambda phone: phone.send("main form")},
    ),
]  # fmt: skip

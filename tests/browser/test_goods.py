"""Her goods by finger: listed in five taps and two numbers, then the photo; and what one tap does."""

from __future__ import annotations

from typing import Any

from market.catalog.models import Photo, Product
from market.db import db, transaction
from tests.browser.pages.household_goods import a_good, a_good_of_a_helped_household
from tests.browser.phone import Phone
from tests.support.helping import a_picture
from tests.support.village import a_household, a_shop

# The page that she lists on, with its photo page: in all, on her first visit.
DAY = 50_000


def seen(phone: Phone, found: dict[str, Any]) -> None:
    phone.sign_in(found["me"])
    phone.open(f"/shop/{found['shop']}")


def kept(model: Any, **wanted: Any) -> list[Any]:
    db.session.rollback()
    return transaction(lambda: db.session.query(model).filter_by(**wanted).all())


def test_she_lists_a_good_in_five_taps_and_two_numbers_and_then_takes_its_photo(phone: Phone) -> None:
    lan = a_household()
    seen(phone, {"me": lan, "shop": a_shop(lan).id})
    phone.tap("Hàng bán")
    phone.tap("Bán thêm hàng")
    phone.tap("Hoa quả")
    phone.tap("Na", within="main .list")
    phone.type("price_vnd", "45.000")
    phone.type("stock", "20")
    phone.tap("Đăng bán")
    assert (phone.taps, phone.typed) == (5, 2)
    assert phone.received < DAY
    (good,) = kept(Product)
    assert (good.name, good.price_vnd, good.stock, good.status) == ("Na", 45_000, 20, "listed")
    assert phone.says("Bây giờ chụp một tấm ảnh")
    picture: Any = {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": a_picture("green")}
    phone.page.locator("[name=taken]").set_input_files(picture)
    phone.tap("Gửi ảnh")
    assert phone.says("Đã thêm ảnh")
    assert len(kept(Photo, product_id=good.id)) == 1
    phone.tap("Xong")
    phone.back()
    assert len(kept(Product)) == 1


def test_what_is_gone_is_sold_out_by_one_tap_in_the_list_and_more_comes_by_one(phone: Phone) -> None:
    found = a_good()
    seen(phone, found)
    phone.tap("Hàng bán")
    before = phone.taps
    phone.tap("Hết hàng", within=".goods")
    assert (phone.taps - before, kept(Product)[0].stock) == (1, 0)
    phone.tap("Thêm hàng", within=".goods")
    phone.tap("Thêm 10")
    assert kept(Product)[0].stock == 10
    phone.tap("Nghỉ bán")
    assert kept(Product)[0].status == "unlisted"


def test_what_was_typed_waits_while_she_signs_in_anew(phone: Phone, home) -> None:
    found = a_good()
    seen(phone, found)
    phone.open(f"/shop/{found['shop']}/goods/{found['good']}")
    phone.type("price_vnd", "70.000")
    phone.sign_out()
    phone.tap("Đổi giá")
    phone.sign_in_by_finger(found["me"].phone, home)
    assert phone.says("70.000")
    phone.tap("Gửi")
    assert kept(Product)[0].price_vnd == 70_000


def test_a_member_of_the_team_is_asked_for_the_households_code_and_loses_no_price(phone: Phone) -> None:
    found = a_good_of_a_helped_household()
    seen(phone, found)
    phone.open(f"/shop/{found['shop']}/goods/{found['good']}")
    phone.type("price_vnd", "200.000")
    phone.tap("Đổi giá")
    phone.tap("Gửi mã tới máy của hộ")
    assert phone.says("Đã gửi mã tới máy của hộ")
    assert phone.page.locator("[name=price_vnd]:not([type=hidden])").input_value() == "200000"
    assert kept(Product)[0].price_vnd == 65_000

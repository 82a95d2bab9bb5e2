"""Whoever follows the link of a livestream: one tap and it is in the basket, and said when it is sent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from market import clock
from market.catalog.rules.store_addresses import product_path
from tests.browser.pages.basket import send
from tests.browser.phone import Open
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


SAID = {
    "vi": ("1 giờ 1 phút", "59 phút 5", "Phiên vừa đóng, không đặt thêm được. Xin tải lại trang."),
    "en": ("1 hr 1 min", "59 min 5", "It has just closed; no more can be ordered. Please load this page again."),
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("is_good", [False, True])
def test_how_long_still_goes_on_until_it_has_closed(open_phone: Open, language, is_good) -> None:
    """A minute while it is more than an hour, then a second; no live region tells of it, but for the end."""
    now = clock.now()
    good = stand_row(fair_row(closes_at=now + timedelta(minutes=61, seconds=30)))
    phone, (hours, minutes, over) = open_phone(), SAID[language]
    phone.speak(language)
    phone.page.clock.install(time=now)
    phone.open(product_path(good.id, good.slug) if is_good else "/fairs/na-chi-lang")
    timer = phone.page.locator("[role=timer]")
    assert (timer.count(), timer.inner_text()) == (1, hours)
    phone.page.clock.run_for("01:31")
    said = timer.inner_text()
    assert said.startswith(minutes)
    phone.page.clock.run_for("00:01")
    assert timer.inner_text() != said
    assert phone.page.locator("[aria-live], [role=alert], [role=status]").count() == 0
    phone.page.clock.run_for("01:00:00")
    assert (timer.count(), phone.now) == (0, over)
    assert phone.page.locator(".now").get_attribute("role") == "alert"
    assert phone.refused == []


@pytest.mark.parametrize("script", [True, False])
def test_who_wants_no_motion_or_runs_no_script_has_the_words(open_phone: Open, script) -> None:
    now = clock.now()
    fair_row(closes_at=now + timedelta(minutes=5, seconds=30))
    phone = open_phone(script=script)
    phone.page.emulate_media(reduced_motion="reduce")
    phone.page.clock.install(time=now)
    phone.open("/fairs/na-chi-lang")
    timer = phone.page.locator("[role=timer]")
    if script:
        phone.page.clock.run_for("00:20")
    assert timer.inner_text() == "5 phút"


# A phone whose clock is two hours fast: it would say that the fair has closed long ago.
FAST = "Date = class extends Date { constructor(...at) { super(...(at.length ? at : [Date.now() + 72e5])) } }"


def test_it_counts_by_our_clock_also_on_a_page_from_the_phones_store(open_phone: Open) -> None:
    """Asked for anew, unchanged (304), and come back to long after: what was kept does not say what time it is now."""
    fair_row(closes_at=clock.now() + timedelta(minutes=50))
    phone = open_phone()
    phone.page.add_init_script(FAST)
    phone.open("/fairs/na-chi-lang")
    timer = phone.page.locator("[role=timer]")
    assert timer.inner_text()[:4] in ("49 p", "48 p")
    phone.page.reload()
    assert timer.inner_text()[:4] in ("49 p", "48 p")
    # Nearly an hour later, by both clocks: its answer in the phone's store is of then.
    phone.page.evaluate("sessionStorage.ahead = +sessionStorage.ahead + 45 * 6e4")
    phone.open("/fairs")
    phone.page.go_back()
    assert timer.inner_text()[:3] in ("4 p", "3 p")

"""A household sends a link, a stranger opens it, buys, and the household sees it: with and without script."""

from __future__ import annotations

from flask import current_app

from market import clock
from market.insight.seen import flows
from tests.browser.pages.household_goods import a_good_with_photos
from tests.browser.phone import Open, Phone


def the_worker_comes() -> None:
    flows.collect(current_app.config["MARKET"].home, now=clock.now())


def test_a_link_that_is_sent_is_opened_and_the_household_sees_it(phone: Phone, open_phone: Open) -> None:
    the_worker_comes()  # what others have looked at meanwhile
    made = a_good_with_photos()
    phone.sign_in(made["me"])
    phone.open(f"/shop/{made['shop']}/goods/{made['good']}/share")
    assert phone.says("Chưa có ai mở liên kết đã gửi.")
    link = phone.page.locator(".given").last.inner_text()

    stranger = open_phone()
    stranger.open(link[link.index("/", len("https://")) :])
    stranger.page.locator("form[action='/basket'] button").first.tap()
    stranger.page.wait_for_url("**/basket**")
    the_worker_comes()

    phone.open(f"/shop/{made['shop']}/goods/{made['good']}/share")
    assert phone.says("1 người mở liên kết, 0 đơn")
    phone.page.get_by_text("Xem khách đến từ đâu").tap()
    told = dict(zip(*(phone.page.locator(f".bars {cell}").all_inner_texts() for cell in ("th", "td")), strict=True))
    assert told == {
        "Vào từ nơi khác": "1",
        "Xem hàng": "1",
        "Bỏ vào giỏ": "1",
        "Đặt đơn": "0",
        "Nhà bán gửi": "1",
    }
    phone.open(f"/shop/{made['shop']}/goods/{made['good']}/share")
    assert phone.says("1 người mở liên kết, 0 đơn")  # her own look is none

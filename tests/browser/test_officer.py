"""An officer's morning, by finger."""

from __future__ import annotations

from uuid import UUID

from market import clock
from market.catalog.models import Certificate
from market.db import db, transaction
from market.insight.models import Target
from market.teams.models import PaperConsent
from tests.browser.phone import Phone
from tests.support.officing import a_busy_day, a_certificate, a_target
from tests.support.village import CHI_LANG


def test_a_certificate_is_verified_in_three_taps_and_a_paper_taken_in_three(phone: Phone) -> None:
    known = a_busy_day()
    phone.sign_in(known["me"])
    phone.open("/office")
    assert "Có việc đang chờ bạn" in phone.now
    phone.tap("Giấy chứng nhận OCOP")
    phone.tap("Na Chi Lăng")
    phone.tap("Xác nhận")
    assert (phone.taps, phone.typed) == (3, 0)
    assert phone.says("Đã xác nhận. Sao hiện bên hàng")
    kept = transaction(lambda: db.session.get(Certificate, known["product"], populate_existing=True))
    assert kept.state == "verified"

    phone.open("/office")
    phone.tap("Giấy đồng ý của hộ")
    phone.tap("Nông Thị Páo")
    phone.tap("Nhận giấy")
    assert (phone.taps, phone.typed) == (6, 0)
    assert phone.says("Đã nhận giấy.")
    assert (
        transaction(lambda: db.session.get(PaperConsent, UUID(known["paper"]), populate_existing=True)).state
        == "agreed"
    )
    phone.back()
    assert "Giấy này đã được nhận" in phone.now


def test_a_certificate_is_refused_with_a_reason_from_the_list_and_nothing_typed_is_lost(phone: Phone) -> None:
    known = a_certificate(photo=False)
    phone.sign_in(known["me"])
    phone.open(f"/office/certificates/{known['product']}")
    phone.choose("reason", "blurred")
    phone.tap("Từ chối")
    assert (phone.taps, phone.typed) == (2, 0)
    assert phone.says("Đã từ chối. Hộ được báo lý do.")
    phone.open(f"/office/certificates/{known['product']}")
    phone.type("other", "Số 13, không phải 12")
    phone.sign_out()
    phone.tap("Từ chối")
    assert phone.says("những gì bạn vừa gõ vẫn còn")
    assert "Số 13, không phải 12" in phone.page.content()


def test_a_target_is_set_with_one_number_and_taken_back(phone: Phone) -> None:
    known = a_target()
    phone.sign_in(known["me"])
    phone.open("/office/targets")
    phone.tap("Đặt chỉ tiêu")
    phone.choose("measure", "orders")
    phone.type("amount", "1.200")
    phone.send()
    assert (phone.taps, phone.typed) == (3, 1)
    assert phone.says("trên 1.200")
    made = transaction(lambda: db.session.get(Target, (CHI_LANG, "orders")))
    assert (made.amount, made.end.year) == (1200, clock.local_day(clock.now()).year)
    order = phone.page.locator("section.card").filter(has_text="Đơn hàng")
    order.locator("summary").filter(has_text="Bỏ chỉ tiêu này").tap()
    order.get_by_role("button", name="Bỏ chỉ tiêu").tap()
    phone.page.wait_for_selector("text=Đã bỏ chỉ tiêu.")
    assert not phone.says("trên 1.200")

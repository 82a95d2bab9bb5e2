"""A household sends a good to its buyers: two taps from what there is to do today."""

from __future__ import annotations

from tests.browser.pages.household_goods import a_good_with_photos
from tests.browser.phone import Phone

# The pages on the way, and the picture that goes along.
WHOLE = 120_000


def test_a_good_is_sent_in_two_taps_and_its_picture_kept(phone: Phone) -> None:
    made = a_good_with_photos()
    phone.sign_in(made["me"])
    phone.open(f"/shop/{made['shop']}")
    phone.tap("Hàng bán")
    phone.tap("Gửi cho khách", within=".goods")
    assert (phone.taps, phone.path) == (2, f"/shop/{made['shop']}/goods/{made['good']}/share")
    words, link = phone.page.locator(".given").all_inner_texts()
    assert words.startswith("Na Chi Lăng: 65.000 đ một hộp 1 kg.\n") and words.endswith(link)
    assert link.endswith("?via=household")
    # Held with a finger they are chosen whole; with the script there are buttons besides.
    phone.page.locator(".given").first.click(click_count=3)
    chosen = phone.page.evaluate("document.getSelection().toString()")
    assert chosen.strip() == words
    assert phone.page.locator("[href^='sms:']").count() == 1
    picture = phone.page.locator("main img")
    picture.scroll_into_view_if_needed()
    phone.page.wait_for_function("document.querySelector('main img').naturalWidth == 1200")
    with phone.page.expect_download() as kept:
        phone.page.get_by_role("link", name="Lưu ảnh vào máy").tap()
    assert kept.value.suggested_filename.endswith(".jpg")
    assert phone.received < WHOLE
    phone.tap("Gửi cả gian hàng")
    assert phone.says("Đang bán: Na Chi Lăng.")

"""A stranger, by finger: from what is typed to what lies in the basket."""

from tests.browser.pages.store import shown, with_photos
from tests.browser.phone import Phone
from tests.support.village import PRODUCT, a_certified_product, a_product, a_shop


def test_a_stranger_finds_a_good_learns_what_it_costs_to_send_and_takes_two(phone: Phone) -> None:
    for n in range(21):
        a_product(a_shop(name=f"Na nhà {n}"), name="Na dai", price_vnd=40_000 + n)
    known = shown(with_photos(a_certified_product(**PRODUCT)))

    phone.open("/")
    phone.page.fill(".find [name=q]", "na chi lang")
    phone.send(".find")
    phone.tap("Na Chi Lăng", within=".goods")
    assert phone.path == known["good"]
    assert phone.says("65.000 đ")
    assert phone.says("Còn 60 hộp")

    phone.tap("Gửi đến đâu?")
    phone.type("q", "hoan kiem")
    phone.send("main form")
    phone.tap("Phường Hoàn Kiếm", within="main")
    assert phone.says("Gửi đến Phường Hoàn Kiếm")
    assert phone.says("Đến nơi sau")

    phone.type("quantity", "2")
    phone.send("main form[action='/basket']")
    assert phone.says("Na Chi Lăng")
    assert phone.says("130.000")
    assert phone.taps <= 6


def test_what_was_understood_comes_off_by_a_tap(phone: Phone) -> None:
    a_product(name="Hồng Bảo Lâm", category="vegetables")
    shown(a_certified_product(**PRODUCT))
    phone.open("/search?q=na&ocop_stars=5")
    assert phone.says("Chưa có món nào như vậy")
    phone.tap("bỏ: OCOP 5 sao")
    phone.tap("bỏ: “na”")
    assert phone.says("Có 2 món")
    phone.tap("Hoa quả")
    assert phone.says("Có 1 món")
    assert (phone.taps, phone.typed) == (3, 0)

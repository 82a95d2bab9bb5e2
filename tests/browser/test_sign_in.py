"""Signed in by finger, with script and without."""

from __future__ import annotations

from pathlib import Path

from market.accounts.rules import RoleName
from tests.browser.phone import Phone
from tests.support.village import CHI_LANG, a_person, a_product, placed_order


def test_one_signs_in_with_three_taps_and_out_with_one(phone: Phone, home: Path) -> None:
    a_person("Hoàng Thị Lan", phone="+84987654321")
    phone.open("/")
    phone.tap("Đăng nhập")
    phone.sign_in_by_finger("0987 654 321", home)
    assert (phone.taps, phone.typed, phone.path) == (3, 2, "/?done=signed-in")
    assert "Chào Hoàng Thị Lan." in phone.now
    phone.tap("Đăng xuất")
    assert phone.says("Bạn đã đăng xuất.")
    phone.back()
    assert not phone.says("Chào Hoàng Thị Lan.")


def test_an_officer_finds_the_figures_of_her_own_place(phone: Phone, home: Path) -> None:
    placed_order(a_product(), hours_ago=30)
    a_person("Chu Văn Bình", (RoleName.OFFICER, CHI_LANG), phone="+84987654321")
    phone.open("/figures")
    assert phone.page.locator("#visits").count() == 0
    phone.tap("Đăng nhập")
    phone.sign_in_by_finger("0987 654 321", home)
    phone.open("/figures")
    assert phone.page.inner_text("h1") == "Xã Chi Lăng"
    assert phone.page.locator("#visits li").count() == 1
    phone.tap("Đăng xuất")
    phone.open("/figures")
    assert phone.page.locator("#visits").count() == 0

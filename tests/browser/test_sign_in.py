"""Signed in by finger, with script and without."""

from __future__ import annotations

from pathlib import Path

from tests.browser.phone import Phone
from tests.support.village import a_person


def test_one_signs_in_with_three_taps_and_out_with_one(phone: Phone, home: Path) -> None:
    a_person("Hoàng Thị Lan", phone="+84987654321")
    phone.open("/")
    phone.tap("Đăng nhập")
    phone.sign_in_by_finger("0987 654 321", home)
    assert (phone.taps, phone.typed, phone.path) == (3, 2, "/")
    assert "Chào Hoàng Thị Lan." in phone.now
    phone.tap("Đăng xuất")
    assert phone.says("Bạn đã đăng xuất.")
    phone.back()
    assert not phone.says("Chào Hoàng Thị Lan.")

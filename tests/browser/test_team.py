"""A team at work by finger: who needs it, a household opened with its consent, a list put right row by row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from market.teams.models import Household
from tests.browser.phone import Phone
from tests.support.helping import a_picture, a_village, agrees, person
from tests.support.importing import count, named, table, work
from tests.support.texting import code_sent

LIST = table(
    "H1;Triệu Thị Mới;0912555888;Đồng Đĩnh;Chi Lăng",
    "H2;Hoàng Thị Sai;0912;Đồng Đĩnh;Chi Lăng",
    "H3;Vi Thị Xa;0912555889;Làng Lạ;Chi Lăng",
)


def signs_in(phone: Phone):
    village = a_village()
    phone.sign_in(person(village.member.get("/me").json["id"]))
    return village


def test_a_household_is_opened_and_agrees_by_code_in_four_taps(phone: Phone, home: Path) -> None:
    village = signs_in(phone)
    phone.open(f"/team/{village.team_id}")
    phone.tap("Mở hộ mới")
    phone.type("name", "Nông Thị Páo")
    phone.type("phone", "0912 555 001")
    phone.choose("village", "Đồng Đĩnh")
    phone.tap("Ghi lại")
    phone.type("code", code_sent(home))
    phone.tap("Ghi nhận hộ đồng ý")
    assert (phone.taps, phone.typed) == (4, 3)
    assert phone.says("Hộ đã đồng ý. Gian hàng đã mở.")
    phone.tap("Mở gian hàng")
    assert phone.says("Bạn đang làm thay Nông Thị Páo")
    assert phone.received < 60_000


def test_one_without_a_phone_agrees_on_paper(phone: Phone) -> None:
    village = signs_in(phone)
    phone.open(f"/team/{village.team_id}/households/new")
    phone.type("name", "Hứa Văn Páo")
    phone.choose("village", "Đồng Đĩnh")
    phone.choose("agrees", "paper")
    phone.tap("Ghi lại")
    phone.page.set_input_files("#taken", {"name": "giay.jpg", "mimeType": "image/jpeg", "buffer": a_picture()})
    phone.tap("Gửi ảnh giấy")
    phone.page.wait_for_selector("text=Đã gửi ảnh.")
    assert "đang chờ cán bộ xã xem" in phone.now


def test_the_neediest_stands_first_and_one_tap_leads_to_her_shop(phone: Phone) -> None:
    village = signs_in(phone)
    household = village.writes_down()
    agrees(village.member, household)
    village.writes_down(name="Lý Thị Sao", phone="0912 555 002")
    phone.open("/team")
    phone.tap("Nông Thị Páo")
    assert (phone.taps, phone.path) == (1, f"/shop/{household['shop_id']}")
    phone.back()
    phone.tap("Tìm hộ")
    phone.type("q", "sao")
    phone.send("form[role=search]")
    assert (phone.says("Lý Thị Sao"), phone.says("Nông Thị Páo")) == (True, False)


def test_a_list_is_followed_and_put_right_row_by_row_with_one_tap_each(phone: Phone) -> None:
    signs_in(phone)
    phone.open("/team/files/new")
    file: Any = {"name": "ho.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    phone.page.set_input_files("#file", file)
    phone.tap("Gửi tệp")
    assert "tự tải lại" in phone.now
    phone.tap("Thôi tự tải lại")
    work()
    phone.tap("Tải lại")
    assert "Còn 2 dòng cần bạn sửa" in phone.now
    before = phone.taps
    phone.tap("Sửa từng dòng")
    phone.type("c2", "0912 555 777")
    phone.tap("Nhập dòng này")
    assert phone.says("Đã nhập dòng vừa sửa.")
    phone.type("c3", "09")
    phone.type("c3", "!!!")
    phone.tap("Nhập dòng này")
    assert "vẫn chưa nhập được" in phone.now
    phone.type("c3", "Quán Thanh")
    phone.tap("Nhập dòng này")
    assert "không còn gì phải sửa" in phone.now
    assert phone.taps - before == 4
    assert (count(Household), named("Vi Thị Xa").village_slug) == (3, "quan-thanh")


def test_whoever_goes_back_or_has_no_session_loses_nothing_that_was_typed(phone: Phone, home: Path) -> None:
    village = signs_in(phone)
    phone.open(f"/team/{village.team_id}/households/new")
    phone.type("name", "Nông Thị Páo")
    phone.choose("village", "Đồng Đĩnh")
    phone.choose("agrees", "later")
    phone.sign_out()
    phone.tap("Ghi lại")
    assert "những gì bạn vừa gõ vẫn còn" in phone.now
    phone.sign_in_by_finger("0912 555 999", home)
    phone.tap("Gửi")
    assert phone.says("Đã ghi tên hộ.")
    assert count(Household) == 1

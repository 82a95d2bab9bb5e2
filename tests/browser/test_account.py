"""Herself by finger: her team's help ended in two taps, a phone signed out, and how she is told."""

from __future__ import annotations

from market.db import transaction
from market.teams.queries import consent_of
from tests.browser.phone import Phone
from tests.support.helping import a_village, agrees, person, row
from tests.support.village import a_person


def test_her_teams_help_is_ended_in_two_taps_and_given_again_in_one(phone: Phone) -> None:
    village = a_village()
    household = village.writes_down()
    agrees(village.member, household)
    kept = row(household)
    phone.sign_in(person(kept.person_id))
    phone.open("/me")
    phone.tap("Ai giúp tôi")
    phone.tap("Thôi không nhờ")
    assert phone.taps == 2
    assert phone.says("Tổ không làm gì thay bạn được nữa.")
    assert transaction(lambda: consent_of(kept.id)) is None
    phone.tap("Nhờ tổ giúp")
    assert phone.taps == 3
    phone.tap("Việc họ đã làm thay tôi")
    assert phone.says("Vi Văn Tuấn ghi lời đồng ý của bạn")


def test_her_name_stands_at_the_foot_and_leads_to_what_is_hers(phone: Phone) -> None:
    phone.sign_in(a_person("Lan"))
    phone.open("/")
    phone.tap("Lan", within="footer")
    assert phone.path == "/me"
    phone.tap("Tên và mật khẩu")
    phone.type("name", "Hoàng Thị Lan")
    phone.tap("Ghi tên")
    assert phone.says("Đã ghi tên.")
    phone.open("/me/notices")
    phone.choose("channel", "zalo")
    phone.tap("Ghi", within="main form")
    assert phone.says("Đã ghi.")
    phone.open("/me/phones")
    phone.tap("Thoát tất cả")
    assert phone.says("Bạn đã đăng xuất.")

"""The frame of a shop's pages: the way to them, for whom one acts, and who is shown nothing."""

from __future__ import annotations

import pytest

from market.accounts.rules import RoleName
from tests.support.browsing import BROWSER, come
from tests.support.village import CHI_LANG, a_household, a_person, a_shop, a_team_member


def test_who_has_one_shop_is_led_there_and_who_has_none_is_told_what_to_do(client) -> None:
    lan = a_household()
    shop = a_shop(lan)
    come(client, lan)
    assert client.get("/shop", headers=BROWSER).headers["Location"] == f"/shop/{shop.id}"
    come(client, a_person("Lý Thị Hoa", (RoleName.TEAM_MEMBER, CHI_LANG)))
    assert "Bạn chưa có gian hàng" in client.get("/shop", headers=BROWSER).text


def test_a_team_acts_on_the_same_pages_and_is_told_for_whom(client) -> None:
    lan = a_household()
    shop = a_shop(lan)
    come(client, a_team_member())
    assert "Bạn đang làm thay Hoàng Thị Lan" in client.get(f"/shop/{shop.id}", headers=BROWSER).text
    come(client, lan)
    assert "làm thay" not in client.get(f"/shop/{shop.id}", headers=BROWSER).text


@pytest.mark.parametrize("agreed", [True, False])
def test_for_others_there_is_no_such_page(client, agreed) -> None:
    shop = a_shop(team_may_act=agreed)
    come(client, a_person("Người Lạ") if agreed else a_team_member())
    assert client.get(f"/shop/{shop.id}", headers=BROWSER).status_code == 404

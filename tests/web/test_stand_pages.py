"""A household's fairs on pages: a stand in three taps, what was ordered, what to pick, on paper as well."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from market.catalog.models import Shop
from market.db import db, transaction
from market.fairs import queries
from market.fairs.models import Stand
from tests.support.browsing import BROWSER, come
from tests.support.fairs import a_fair, a_stand, closed_fair, fair_order, good_of, open_fair, stand_now
from tests.support.gathering import picked_order
from tests.support.village import (
    a_household,
    a_person,
    a_product,
    a_shop,
    a_team_member,
    an_operator,
    calling,
    owner_of,
)


def at(client, path: str, **form: Any) -> Any:
    return client.post(path, data=form, headers=BROWSER) if form else client.get(path, headers=BROWSER)


def her_stands(shop: Shop) -> list[Stand]:
    return transaction(lambda: list(db.session.scalars(select(Stand).where(Stand.shop_id == shop.id))))


@pytest.fixture
def lan(client):
    owner = a_household()
    shop = a_shop(owner)
    come(client, owner)
    return shop


def test_a_stand_is_a_good_a_number_and_yes(client, lan) -> None:
    fair, good = open_fair(), a_product(lan, price_vnd=65_000)
    here = f"/shop/{lan.id}/fairs/{fair.slug}"
    assert f'href="{here}"' in at(client, f"/shop/{lan.id}/fairs").text
    assert f'href="{here}/new/{good.id}"' in at(client, here).text
    assert f'href="{here}/new/{good.id}?packs=30"' in at(client, f"{here}/new/{good.id}").text
    form = at(client, f"{here}/new/{good.id}?packs=30").text
    assert 'value="30"' in form
    assert 'value="65.000"' in form
    assert f'value="{fair.ships_from}"' in form
    told = {"packs": "30", "price_vnd": "65.000", "ready_on": str(fair.ships_from), "source": "harvest"}
    answer = at(client, f"{here}/new/{good.id}", **told)
    assert answer.headers["Location"] == f"{here}?done=taken"
    (stand,) = her_stands(lan)
    assert (stand.packs, stand.from_stock, stand.ready_on) == (30, 0, fair.ships_from)
    assert "Khách đặt 0 / 30 gói" in at(client, here).text


def test_packs_that_are_at_hand_come_out_of_her_stock(client, lan) -> None:
    fair, good = open_fair(), a_product(lan, stock=40)
    told = {"packs": "100", "price_vnd": "60000", "ready_on": str(fair.ships_from), "source": "stock"}
    at(client, f"/shop/{lan.id}/fairs/{fair.slug}/new/{good.id}", **told)
    (stand,) = her_stands(lan)
    assert (stand.packs, stand.from_stock) == (100, 40)


def test_what_is_wrong_is_told_beside_its_field_and_changes_nothing(client, lan) -> None:
    fair, good = open_fair(), a_product(lan)
    told = {"packs": "30", "price_vnd": "60000", "ready_on": "2020-01-01"}
    answer = at(client, f"/shop/{lan.id}/fairs/{fair.slug}/new/{good.id}", **told)
    assert answer.status_code == 422
    assert 'id="ready_on-bad"' in answer.text
    assert her_stands(lan) == []


def test_who_stands_there_sees_what_was_ordered_and_what_is_hers(client, lan) -> None:
    fair = open_fair()
    stand = a_stand(fair, a_product(lan))
    fair_order(stand, packs=3)
    shown = at(client, f"/shop/{lan.id}/fairs/{fair.slug}").text
    assert "Khách đặt 3 / 40 gói" in shown
    assert "Rút gian" not in shown
    assert "Tiền của bạn ở phiên này: 177.300 đ" in shown  # 180.000 net of tax


def test_more_is_promised_while_it_gathers_and_may_be_ordered_at_once(client, lan) -> None:
    fair = open_fair()
    stand = a_stand(fair, a_product(lan), packs=3)
    fair_order(stand, packs=3)
    here = f"/shop/{lan.id}/fairs/{fair.slug}"
    its = f"{here}/stands/{stand.product_id}/more"
    assert at(client, its, more="0").status_code == 422
    assert at(client, its, more="5").headers["Location"] == f"{here}?done=more"
    assert "Khách đặt 3 / 8 gói" in at(client, here).text
    fair_order(stand, packs=5)
    closed_fair(fair)
    assert at(client, its, more="5").status_code == 409
    assert (her_stands(lan)[0].packs, "/more" in at(client, here).text) == (8, False)


def test_a_stand_that_nobody_ordered_from_is_given_up(client, lan) -> None:
    fair = open_fair()
    stand = a_stand(fair, a_product(lan))
    here = f"/shop/{lan.id}/fairs/{fair.slug}"
    assert (
        at(client, f"{here}/stands/{stand.product_id}/withdrawal", x="1").headers["Location"]
        == f"{here}?done=withdrawn"
    )
    assert transaction(lambda: queries.stands_of(fair.id)) == []


def test_today_tells_of_fairs(client, lan) -> None:
    fair = open_fair()
    assert "đang mời nhận gian" in at(client, f"/shop/{lan.id}").text
    stand = a_stand(fair, a_product(lan))
    assert "Gian của bạn ở Phiên na Chi Lăng" in at(client, f"/shop/{lan.id}").text
    picked_order(good_of(stand), 3)
    assert "Phiên na Chi Lăng: hái và gửi 1 đơn" in at(client, f"/shop/{lan.id}").text


def test_elsewhere_there_is_no_such_fair(client, lan) -> None:
    fair = a_fair(by=an_operator(), communes=["06427"])
    assert at(client, f"/shop/{lan.id}/fairs/{fair.slug}").status_code == 404
    assert fair.name not in at(client, f"/shop/{lan.id}/fairs").text


def test_a_team_takes_a_stand_and_it_is_written_down(client) -> None:
    fair, shop = open_fair(), a_shop()
    good = a_product(shop)
    come(client, a_team_member())
    told = {"packs": "30", "price_vnd": "60000", "ready_on": str(fair.ships_from)}
    here = f"/shop/{shop.id}/fairs/{fair.slug}"
    assert "Bạn đang làm thay Hoàng Thị Lan" in at(client, here).text
    assert at(client, f"{here}/new/{good.id}", **told).status_code == 303
    (act, *_) = calling(owner_of(shop)).get("/me/acts").json["items"]
    assert act["act"] == "take_stand"


def test_a_late_and_a_short_harvest_are_said_once(client, lan) -> None:
    fair = open_fair()
    stand = a_stand(fair, a_product(lan))
    fair_order(stand, packs=3)
    here = f"/shop/{lan.id}/fairs/{fair.slug}"
    day = fair.ships_from + timedelta(days=2)
    assert (
        at(client, f"{here}/stands/{stand.product_id}/day", ready_on=str(day)).headers["Location"]
        == f"{here}?done=late"
    )
    assert "Đã dời ngày một lần" in at(client, here).text
    assert at(client, f"{here}/stands/{stand.product_id}/day", ready_on=str(day + timedelta(days=1))).status_code == 409
    assert at(client, f"{here}/stands/{stand.product_id}/ready", packs="2").headers["Location"] == f"{here}?done=short"
    assert "Bạn báo chỉ còn 2 gói" in at(client, here).text
    assert at(client, f"{here}/stands/{stand.product_id}/ready", packs="nhiều").status_code == 422
    assert (stand_now(stand).ready_on, stand_now(stand).packs_ready) == (day, 2)


@pytest.mark.parametrize("agreed", [True, False])
def test_for_others_there_is_no_stand(client, agreed) -> None:
    fair, shop = open_fair(), a_shop(team_may_act=agreed)
    come(client, a_person("Người Lạ") if agreed else a_team_member())
    for path in ("", f"/{fair.slug}", f"/{fair.slug}/picking", f"/{fair.slug}/picking.pdf", f"/{fair.slug}/labels.pdf"):
        assert at(client, f"/shop/{shop.id}/fairs{path}").status_code == 404


def test_what_to_pick_is_a_page_and_a_paper(client, lan) -> None:
    fair = open_fair()
    good = good_of(a_stand(fair, a_product(lan)))
    order = picked_order(good, 3)
    closed_fair(fair)
    here = f"/shop/{lan.id}/fairs/{fair.slug}"
    shown = at(client, f"{here}/picking").text
    assert order.number in shown
    assert "Mang ra Bưu điện" in shown
    paper = at(client, f"{here}/picking.pdf")
    assert (paper.mimetype, paper.data[:5]) == ("application/pdf", b"%PDF-")
    labels = at(client, f"{here}/labels.pdf")
    assert (labels.mimetype, labels.data[:5]) == ("application/pdf", b"%PDF-")

"""Who has a suspended shop comes to no other one: by herself, by a team, by a file, by another's hands."""

from functools import partial

import pytest

from market import clock
from market.catalog.actions.shops import hand_over_shop, prepare_shop
from market.catalog.models import Shop
from market.catalog.rules.shops import WhileSuspended
from market.db import db, transaction
from market.teams.models import Household
from tests.support.helping import Village, a_village, agrees, asked, person
from tests.support.importing import count, errors_of, rules_of, send, table
from tests.support.village import CHI_LANG, a_household, a_shop, an_officer, an_operator, calling, guest, owner_of

PLACE = {"commune_code": CHI_LANG, "village": "Đồng Đĩnh"}
SHOP_HEAD = "Mã gian hàng;Tên gian hàng;Mã hộ"


@pytest.fixture
def village(app) -> Village:
    return a_village()


def suspend(shop_id) -> None:
    assert calling(an_operator()).put(f"/shops/{shop_id}/suspension", {"reason": "Hàng giả"}).status_code == 200


def lift(shop_id) -> None:
    assert calling(an_operator()).delete(f"/shops/{shop_id}/suspension").status_code == 200


def is_refused(answer) -> bool:
    return (answer.status_code, answer.json["type"]) == (409, "shop-suspended")


def test_her_team_writes_no_second_household_down_for_her_phone(village) -> None:
    seller = a_household()
    suspend(a_shop(seller).id)
    households, shops = count(Household), count(Shop)
    twice = {"name": "Bà chị", "phone": seller.phone, **PLACE}
    assert is_refused(village.member.post(f"/teams/{village.team_id}/households", twice))
    assert (count(Household), count(Shop)) == (households, shops)
    assert village.writes_down(phone=None)["shop_id"]


def test_no_file_opens_another_for_her_household_or_her_phone(app) -> None:
    province, seller = calling(an_officer("20")), a_household()
    suspend(a_shop(seller).id)
    send(province, table(f"A1;Lý Văn Sao;{seller.phone};Đồng Đĩnh;Chi Lăng", "A2;Vi Thị Na;;Đồng Đĩnh;Chi Lăng"))
    shops = count(Shop)
    done = send(province, table("G1;Nhà Sao;A1", "G2;Nhà Na;A2", head=SHOP_HEAD), "shops")
    assert rules_of(province, done)[2] == ["shop-suspended"] and count(Shop) == shops + 1
    second = send(province, table("G1;Nhà Sao;A1", head=SHOP_HEAD), "shops")
    assert second["counts"]["held"] == 1
    mine = transaction(lambda: db.session.query(Shop).filter_by(name="Nhà Na").one())
    suspend(mine.id)
    third = send(province, table("G3;Nhà Na 2;A2", head=SHOP_HEAD), "shops")
    assert rules_of(province, third)[2] == ["shop-suspended"] and "tạm ngừng" in errors_of(province, third)


def test_a_suspended_shop_is_not_handed_on_nor_another_to_a_suspended_seller(app) -> None:
    suspended, free, sound = a_shop(), a_household(), a_shop()
    suspend(suspended.id)
    seller = transaction(lambda: owner_of(suspended))

    def hand_over(shop, to) -> None:
        hand_over_shop(shop=db.session.get(Shop, shop.id), to=db.session.merge(to), now=clock.now())

    for shop, to in ((suspended, free), (sound, seller)):
        with pytest.raises(WhileSuspended):
            transaction(partial(hand_over, shop, to))
        assert transaction(partial(db.session.get, Shop, shop.id)).owner_id == shop.owner_id


def test_its_household_takes_its_own_sign_in_all_the_same(village) -> None:
    household = village.writes_down()
    suspend(household["shop_id"])
    code = asked(village.member, household, purpose="hand_over", phone="0912 555 666")
    assert village.member.post(f"/shops/{household['shop_id']}/hand-over", {"code": code}).status_code == 200
    assert guest().get(f"/shops/{household['shop_id']}").status_code == 404
    lift(household["shop_id"])
    assert guest().get(f"/shops/{household['shop_id']}").json["status"] == "open"


def test_what_was_prepared_for_her_opens_when_the_suspension_is_lifted(village) -> None:
    household = village.writes_down()
    owner = person(household["person_id"])
    other = transaction(
        lambda: prepare_shop(fields={"name": "Gian hai", **PLACE}, owner=db.session.merge(owner), now=clock.now())
    )
    suspend(household["shop_id"])
    agrees(village.member, household)
    assert guest().get(f"/shops/{other.id}").status_code == 404
    assert guest().get(f"/shops/{household['shop_id']}").status_code == 404
    lift(household["shop_id"])
    for shop_id in (other.id, household["shop_id"]):
        assert guest().get(f"/shops/{shop_id}").json["status"] == "open"


def test_lifting_opens_nothing_that_nobody_agreed_to(village) -> None:
    household = village.writes_down()
    suspend(household["shop_id"])
    lift(household["shop_id"])
    assert guest().get(f"/shops/{household['shop_id']}").status_code == 404


def test_another_shop_that_she_had_before_stays_open(app) -> None:
    seller = a_household()
    first, second = a_shop(seller), a_shop(seller, name="Gian hai")
    suspend(first.id)
    assert guest().get(f"/shops/{second.id}").json["status"] == "open"
    assert is_refused(calling(seller).post("/shops", {"name": "Gian ba", **PLACE}))

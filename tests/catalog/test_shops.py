"""A household opens a shop, says what it likes of it, rests, and may be suspended."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market import clock
from market.accounts.rules import RoleName
from market.catalog.access import acting_role
from market.catalog.actions import shops
from market.catalog.models import Shop
from market.catalog.rules.shops import SHOP_STATES, ShopStatus, ShopSuspended, shop_status
from market.db import db, transaction
from market.ids import new_id
from tests.support.hearing import hearing
from tests.support.village import (
    CHI_LANG,
    DONG_DINH,
    a_household,
    a_person,
    a_product,
    a_shop,
    a_team_member,
    an_operator,
    calling,
    guest,
    news,
    now,
    owner_of,
)

SHOP = {"name": "Na nhà bà Lan", "commune_code": CHI_LANG, "village": "Đồng Đĩnh", "about": "Na dai núi đá."}


def status_of(shop: Shop) -> str:
    return calling(owner_of(shop)).get(f"/shops/{shop.id}").json["status"]


def test_whoever_opens_a_shop_becomes_its_seller(app) -> None:
    household = calling(a_household())
    reply = household.post("/shops", SHOP | {"location": {"lat": 21.6099, "lon": 106.546}})
    shop = reply.json
    assert reply.status_code == 201
    assert shop["commune"] == {
        "code": CHI_LANG,
        "name": "Xã Chi Lăng",
        "province": {"code": "20", "name": shop["commune"]["province"]["name"]},
    }
    assert (shop["village"], shop["status"], shop["owner"]["name"]) == ("Đồng Đĩnh", "open", "Hoàng Thị Lan")
    assert shop["digital_address"].startswith("7PH8JG5W")
    assert "latitude" not in shop
    assert {"role": "seller", "place": shop["id"]} in household.get("/me").json["roles"]


def test_a_shop_without_location_has_no_digital_address(app) -> None:
    assert calling(a_household()).post("/shops", SHOP).json["digital_address"] is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"commune_code": "99999"}, "commune_code"),
        ({"commune_code": 6463}, "commune_code"),
        ({"village": "!!"}, "village"),
        ({"name": ""}, "name"),
        ({"name": "a" * 121}, "name"),
        ({"name": "x\u0000"}, "name"),
        ({"about": None}, "about"),
        ({"location": {"lat": 106.5, "lon": 21.6}}, "location"),
        ({"status": "open"}, "status"),
        ({"id": "1"}, "id"),
    ],
)
def test_a_wrong_field_opens_nothing(app, wrong, field) -> None:
    reply = calling(a_household()).post("/shops", SHOP | wrong)
    assert (reply.status_code, list(reply.json["errors"])) == (422, [field])
    assert guest().get("/shops").json["items"] == []


def test_a_guest_opens_no_shop(app) -> None:
    assert guest().post("/shops", SHOP).status_code == 401


def test_an_offline_client_brings_its_own_id(app) -> None:
    household, key = calling(a_household()), str(new_id())
    first = household.post("/shops", SHOP | {"id": key})
    again = household.post("/shops", SHOP | {"id": key})
    assert (first.json["id"], again.json, again.status_code) == (key, first.json, 201)
    assert household.post("/shops", SHOP | {"id": key, "name": "Khác"}).status_code == 409
    assert calling(a_household()).post("/shops", SHOP | {"id": key}).status_code == 409


def test_contact_is_shown_only_by_consent(app) -> None:
    shop = a_shop()
    assert guest().get(f"/shops/{shop.id}").json["owner"] == {}
    household = calling(owner_of(shop))
    tag = household.get(f"/shops/{shop.id}").headers["ETag"]
    assert household.patch(f"/shops/{shop.id}", {"shows_contact": True}, headers={"If-Match": tag}).status_code == 200
    owner = guest().get(f"/shops/{shop.id}").json["owner"]
    assert owner == {"name": "Hoàng Thị Lan", "phone": owner_of(shop).phone}


def test_an_edit_needs_the_version_at_hand(app) -> None:
    shop = a_shop()
    household = calling(owner_of(shop))
    tag = household.get(f"/shops/{shop.id}").headers["ETag"]
    change = {
        "name": "Na Đồng Đĩnh",
        "village": "Quán Thanh",
        "new_village": True,
        "location": {"lat": 21.6, "lon": 106.5},
    }
    assert household.patch(f"/shops/{shop.id}", change).status_code == 428
    changed = household.patch(f"/shops/{shop.id}", change, headers={"If-Match": tag})
    assert (changed.json["name"], changed.json["village"]) == ("Na Đồng Đĩnh", "Quán Thanh")
    assert changed.headers["ETag"] != tag
    assert household.patch(f"/shops/{shop.id}", change, headers={"If-Match": tag}).status_code == 412
    assert news()[-1] == {"shop_id": str(shop.id)}


def test_an_unchanged_shop_is_not_sent_again(app) -> None:
    shop = a_shop()
    tag = guest().get(f"/shops/{shop.id}").headers["ETag"]
    assert guest().get(f"/shops/{shop.id}", headers={"If-None-Match": tag}).status_code == 304


def test_another_household_may_not_touch_a_shop(app) -> None:
    shop, stranger = a_shop(), calling(a_household())
    assert stranger.patch(f"/shops/{shop.id}", {"name": "X"}, headers={"If-Match": "*"}).status_code == 403
    assert stranger.put(f"/shops/{shop.id}/pause", {}).status_code == 403
    assert stranger.delete(f"/shops/{shop.id}/pause").status_code == 403
    assert stranger.put(f"/shops/{shop.id}/suspension", {"reason": "x"}).status_code == 403
    assert calling(an_operator()).put(f"/shops/{shop.id}/pause", {}).status_code == 403
    assert guest().put(f"/shops/{shop.id}/pause", {}).status_code == 401
    assert (status_of(shop), guest().get(f"/shops/{shop.id}").json["name"]) == ("open", shop.name)


@pytest.mark.parametrize("place", [DONG_DINH, CHI_LANG])
def test_the_team_of_its_village_or_commune_acts_for_a_shop(app, place) -> None:
    shop = a_shop()
    assert calling(a_team_member(place)).put(f"/shops/{shop.id}/pause", {}).json["status"] == "paused"


def test_the_team_of_another_village_does_not(app) -> None:
    shop = a_shop()
    assert calling(a_team_member("06463/quan-thanh")).put(f"/shops/{shop.id}/pause", {}).status_code == 403


def test_a_pause_repeats_without_harm_and_ends_by_hand(app) -> None:
    shop = a_shop()
    household = calling(owner_of(shop))
    first = household.put(f"/shops/{shop.id}/pause", {}).json
    assert household.put(f"/shops/{shop.id}/pause", {}).json == first
    assert len(news()) == 1
    assert guest().get(f"/shops/{shop.id}").json["status"] == "paused"
    assert household.delete(f"/shops/{shop.id}/pause").json["status"] == "open"
    assert household.delete(f"/shops/{shop.id}/pause").json["status"] == "open"


def test_a_pause_is_over_by_itself(app) -> None:
    shop, start = a_shop(), now()
    household = calling(owner_of(shop))
    until = start + timedelta(days=3)
    assert household.put(f"/shops/{shop.id}/pause", {"until": until.isoformat()}).json["paused_until"]
    shop = db.session.get(Shop, shop.id, populate_existing=True)
    assert shop.shown_status(until - timedelta(seconds=1)) == "paused"
    assert shop.shown_status(until) == "open"
    assert transaction(lambda: shops.end_pauses(now=start)) == 0
    assert transaction(lambda: shops.end_pauses(now=until)) == 1
    assert (status_of(shop), len(news())) == ("open", 2)


def test_a_pause_ends_later_than_now(app) -> None:
    shop = a_shop()
    past = clock.ago(now(), hours=1).isoformat()
    assert calling(owner_of(shop)).put(f"/shops/{shop.id}/pause", {"until": past}).status_code == 422
    assert status_of(shop) == "open"


def test_a_suspended_shop_is_seen_only_by_those_concerned(app) -> None:
    shop = a_shop()
    product = a_product(shop)
    operator = calling(an_operator())
    with hearing(ShopSuspended) as heard:
        assert operator.put(f"/shops/{shop.id}/suspension", {"reason": "Hàng giả"}).json["status"] == "suspended"
        assert operator.put(f"/shops/{shop.id}/suspension", {"reason": "Hàng giả"}).status_code == 200
    assert [(event.owner_id, event.reason) for event in heard] == [(shop.owner_id, "Hàng giả")]
    for address in (f"/shops/{shop.id}", f"/shops/{shop.id}/products", f"/products/{product.id}"):
        assert guest().get(address).status_code == 404
        assert calling(a_household()).get(address).status_code == 404
        for seer in (owner_of(shop), a_team_member(), an_operator()):
            assert calling(seer).get(address).status_code == 200
    assert guest().get("/shops").json["items"] == []
    assert calling(owner_of(shop)).get(f"/shops/{shop.id}").json["suspension_reason"] == "Hàng giả"
    stranger = calling(a_household())
    assert stranger.patch(f"/shops/{shop.id}", {"name": "X"}, headers={"If-Match": "*"}).status_code == 404


def test_lifting_a_suspension_brings_back_what_was(app) -> None:
    shop, operator = a_shop(), calling(an_operator())
    calling(owner_of(shop)).put(f"/shops/{shop.id}/pause", {})
    operator.put(f"/shops/{shop.id}/suspension", {"reason": "Xem lại"})
    assert operator.delete(f"/shops/{shop.id}/suspension").json["status"] == "paused"
    assert operator.delete(f"/shops/{shop.id}/suspension").json["status"] == "paused"


def test_a_prepared_shop_is_not_opened_by_ending_a_pause(app) -> None:
    shop = a_shop()
    transaction(lambda: setattr(db.session.merge(shop), "status", ShopStatus.PREPARED))
    assert guest().get(f"/shops/{shop.id}").status_code == 404
    refusal = calling(owner_of(shop)).delete(f"/shops/{shop.id}/pause")
    assert (refusal.status_code, refusal.json["type"]) == (409, "wrong-state")
    assert status_of(shop) == "prepared"


def test_shops_are_listed_by_commune_and_village_page_by_page(app) -> None:
    here = [a_shop(name=f"Shop {n}") for n in range(3)]
    a_shop(village="Quán Thanh")
    a_shop(commune_code="06427", village="Đồng Đĩnh")
    query = f"/shops?commune_code={CHI_LANG}&village=dong%20dinh&limit=2"
    first = guest().get(query).json
    second = guest().get(f"{query}&cursor={first['next']}").json
    names = [shop["name"] for shop in first["items"] + second["items"]]
    assert (names, second["next"]) == ([shop.name for shop in reversed(here)], None)
    assert len(guest().get("/shops").json["items"]) == 5
    assert guest().get("/shops?limit=1000000000").status_code == 422
    assert guest().get("/shops?cursor=x").status_code == 422


def test_an_erased_persons_shops_close(app) -> None:
    shop = a_shop(about="Nhà cuối bản", location={"lat": 21.6, "lon": 106.5}, shows_contact=True)
    transaction(lambda: shops.close_shops_of(owner_id=shop.owner_id, now=now()))
    db.session.expire_all()
    closed = db.session.get(Shop, shop.id)
    assert (closed.status, closed.about, closed.digital_address, closed.shows_contact) == ("closed", "", None, False)
    assert guest().get(f"/shops/{shop.id}").status_code == 404


def test_who_may_act_for_a_shop(app) -> None:
    shop = a_shop()
    assert acting_role(shop, owner_of(shop)) == "seller"
    assert acting_role(shop, a_person("Con gái", (RoleName.SELLER, str(shop.id)))) == "seller"
    assert acting_role(shop, a_team_member()) == "team_member"
    for other in (None, a_household(), an_operator(), a_team_member("06427")):
        assert acting_role(shop, other) is None


def test_every_state_of_a_shop_can_be_reached() -> None:
    assert SHOP_STATES.unreachable() == set()


@given(
    st.sampled_from([*ShopStatus]),
    st.none() | st.datetimes(timezones=st.just(UTC)),
    st.none() | st.just("vì sao"),
    st.datetimes(timezones=st.just(UTC)),
)
def test_what_a_shop_shows(status: str, until: datetime | None, reason: str | None, at: datetime) -> None:
    shown = shop_status(status, until, reason, now=at)
    if reason and status != ShopStatus.CLOSED:
        assert shown == "suspended"
    elif status == ShopStatus.PAUSED and until and until <= at:
        assert shown == "open"
    else:
        assert shown == status


def test_whoever_is_suspended_opens_no_other_shop_until_it_is_lifted(app) -> None:
    shop, operator = a_shop(), calling(an_operator())
    owner = calling(owner_of(shop))
    operator.put(f"/shops/{shop.id}/suspension", {"reason": "Hàng giả"})
    refused = owner.post("/shops", SHOP)
    assert (refused.status_code, refused.json["type"]) == (409, "shop-suspended")
    assert [one["id"] for one in owner.get("/me/export").json["parts"]["shops"]] == [str(shop.id)]
    operator.delete(f"/shops/{shop.id}/suspension")
    assert owner.post("/shops", SHOP).status_code == 201

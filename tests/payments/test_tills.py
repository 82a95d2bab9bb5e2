"""The cash of a post office: brought, handed in, counted, deposited; never below nothing."""

import pytest
from sqlalchemy import delete

from market import clock
from market.accounts.models import Role
from market.db import db, transaction
from market.payments.ledger import accounts
from tests.support.village import (
    CHI_LANG_OFFICE,
    HA_NOI_OFFICE,
    a_buyer,
    a_clerk,
    a_courier,
    an_operator,
    calling,
    fill_till,
    leaves,
    money,
    scan,
    shipped_order,
)

PATH = f"/post-offices/{CHI_LANG_OFFICE}/till"
TILL, POST = accounts.till(CHI_LANG_OFFICE), accounts.carrier("postmart")


def move(kind, amount_vnd, clerk=None, **more):
    return calling(clerk or a_clerk()).post(f"{PATH}/movements", {"kind": kind, "amount_vnd": amount_vnd, **more})


def test_a_day_at_the_till(app):
    assert move("opening", 1_000_000).status_code == 201
    assert move("replenishment", 500_000).status_code == 201
    assert move("deposit", 200_000, note="Gửi về huyện").status_code == 201
    counted = move("count", 1_299_000)
    assert (counted.json["expected_vnd"], counted.json["difference_vnd"]) == (1_300_000, -1_000)
    shown = calling(a_clerk()).get(PATH).json
    assert (shown["till_vnd"], shown["couriers_vnd"], shown["today"]["opening_vnd"]) == (1_299_000, 0, 0)
    assert {c["kind"]: c["amount_vnd"] for c in shown["today"]["changes"]} == {
        "opening": 1_000_000,
        "replenishment": 500_000,
        "deposit": -200_000,
        "count": -1_000,
    }
    assert shown["last_count"]["amount_vnd"] == 1_299_000
    kinds = [row["kind"] for row in calling(a_clerk()).get(f"{PATH}/movements").json["items"]]
    assert kinds == ["count", "deposit", "replenishment", "opening"]
    # The post's head office bears what is missing: what it owes us has not changed.
    assert money(TILL) + money(POST) == 0


def test_the_offices_day_ends_with_its_till_and_what_couriers_carry(app):
    move("opening", 500_000)
    courier, on_his_round = a_courier(), scan(shipped_order(), "delivered", hours_ago=0)
    assert calling(courier).post("/scans", {"scans": [on_his_round]}).json["results"][0]["result"] == "recorded"
    carried = money(accounts.courier(CHI_LANG_OFFICE))
    move("hand_in", carried - 1_000)
    day = calling(a_clerk()).get(f"/post-offices/{CHI_LANG_OFFICE}/day").json
    assert day["till"] == {
        "opening_vnd": 0,
        "changes": [{"kind": "hand_in", "amount_vnd": carried - 1_000}, {"kind": "opening", "amount_vnd": 500_000}],
        "closing_vnd": 500_000 + carried - 1_000,
        "couriers_vnd": 1_000,
        "couriers": [{"person_id": str(courier.id), "name": courier.name, "took_vnd": carried,
                      "handed_in_vnd": carried - 1_000, "owes_vnd": 1_000}],
    }  # fmt: skip
    assert day["cash_collected_vnd"] == carried
    yesterday = clock.local_day(clock.ago(clock.now(), days=1))
    before = calling(a_clerk()).get(f"/post-offices/{CHI_LANG_OFFICE}/day?on={yesterday}").json["till"]
    assert before == {"opening_vnd": 0, "changes": [], "closing_vnd": 0, "couriers_vnd": 0, "couriers": []}


def test_a_count_that_agrees_posts_nothing_and_one_with_more_is_kept(app):
    fill_till(70_000)
    assert move("count", 70_000).json["difference_vnd"] == 0
    assert move("count", 75_000).json["difference_vnd"] == 5_000
    assert money(TILL) == 75_000


def test_a_till_is_opened_once(app):
    move("opening", 100)
    assert move("opening", 100).json["type"] == "till-opened-before"


@pytest.mark.parametrize("kind", ["deposit", "hand_in"])
def test_what_is_not_there_cannot_be_moved(app, kind):
    fill_till(50_000)
    refused = move(kind, 50_001)
    assert (refused.status_code, refused.json["type"]) == (409, "till-too-low")
    assert money(TILL) == 50_000


@pytest.mark.parametrize(
    "body",
    [{"kind": "theft", "amount_vnd": 5}, {"kind": "deposit"}, {"kind": "deposit", "amount_vnd": -5},
     {"kind": "deposit", "amount_vnd": 5, "by": "x"}, {"amount_vnd": 5}, []],
)  # fmt: skip
def test_a_movement_that_is_none_is_refused(app, body):
    assert calling(a_clerk()).post(f"{PATH}/movements", body).status_code == 422


@pytest.mark.parametrize("whose", [{"from_id": "01936b2f-7c1a-7d3e-9f10-2b6d4c5e8a01"}, {"unnamed": True}])
@pytest.mark.parametrize("kind", ["opening", "replenishment", "deposit", "count"])
def test_only_a_hand_in_is_somebodys(app, kind, whose):
    refused = calling(a_clerk()).post(f"{PATH}/movements", {"kind": kind, "amount_vnd": 0} | whose)
    assert (refused.status_code, list(refused.json["errors"])) == (422, list(whose))
    assert calling(a_clerk()).get(f"{PATH}/movements").json["items"] == []


def test_a_till_is_its_own_clerks_business(app):
    assert calling(an_operator()).get(PATH).status_code == 200
    assert calling(a_clerk(HA_NOI_OFFICE)).get(PATH).json["type"] == "not-your-office"
    assert move("deposit", 5, clerk=an_operator()).status_code == 403
    assert move("deposit", 5, clerk=a_courier()).status_code == 403
    assert calling(a_buyer()).get(PATH).status_code == 403
    assert calling(a_clerk()).get("/post-offices/NOWHERE/till").status_code == 404


def carried(courier, office=CHI_LANG_OFFICE):
    order = shipped_order()
    told = calling(courier).post("/scans", {"scans": [scan(order, "delivered", hours_ago=0, office=office)]}).json
    assert told["results"][0]["parcel_state"] == "delivered"
    return order.total_vnd


def owing():
    shown = calling(a_clerk()).get(PATH).json
    return shown["couriers_vnd"], {one["person_id"]: one["owes_vnd"] for one in shown["couriers"]}


def test_cash_is_owed_by_who_took_it(app):
    one, other = a_courier(), a_courier()
    sum_vnd = carried(one)
    carried(other)
    assert owing() == (2 * sum_vnd, {str(one.id): sum_vnd, str(other.id): sum_vnd})
    assert move("hand_in", sum_vnd).json["type"] == "whose-cash"
    # Nobody pays off more than his own with what another carries.
    assert move("hand_in", sum_vnd + 1, from_id=str(one.id)).json["type"] == "till-too-low"
    assert move("hand_in", 1, from_id=str(a_courier().id)).json["type"] == "till-too-low"
    assert owing() == (2 * sum_vnd, {str(one.id): sum_vnd, str(other.id): sum_vnd})
    handed = move("hand_in", sum_vnd, from_id=str(one.id))
    assert (handed.status_code, handed.json["from_id"]) == (201, str(one.id))
    assert move("hand_in", 1_000).json["from_id"] == str(other.id)
    assert owing() == (sum_vnd - 1_000, {str(other.id): sum_vnd - 1_000})


def test_a_courier_with_cash_does_not_leave(app):
    courier = a_courier()
    carried(courier)
    assert leaves(calling(courier)).json["type"] == "money-left"
    move("hand_in", owing()[0])
    assert leaves(calling(courier)).status_code == 204


def test_a_scan_that_counts_late_is_owed_by_the_courier_who_works_there_no_more(app):
    courier, operator, order = a_courier("VN96"), calling(an_operator()), shipped_order()
    step = scan(order, "delivered", hours_ago=0, office="VN96")
    calling(courier).post("/scans", {"scans": [step]})
    transaction(lambda: db.session.execute(delete(Role).where(Role.person_id == courier.id)))
    assert operator.put(f"/scans/{step['scan_id']}/upholding").json["parcel_state"] == "delivered"
    assert (money(accounts.till("VN96")), money(accounts.courier("VN96"))) == (0, order.total_vnd)
    assert [one["person_id"] for one in operator.get("/post-offices/VN96/till").json["couriers"]] == [str(courier.id)]


def test_a_voided_delivery_owes_nothing(app):
    courier, order = a_courier(), shipped_order()
    step = scan(order, "delivered", hours_ago=0)
    calling(courier).post("/scans", {"scans": [step]})
    calling(courier).put(f"/scans/{step['scan_id']}/voiding", {"reason": "nhầm"})
    assert owing() == (0, {})


def test_what_was_handed_in_is_not_taken_back_from_a_colleague(app):
    one, other, order = a_courier(), a_courier(), shipped_order()
    step = scan(order, "delivered", hours_ago=0)
    calling(one).post("/scans", {"scans": [step]})
    move("hand_in", order.total_vnd)
    sum_vnd = carried(other)
    assert calling(one).put(f"/scans/{step['scan_id']}/voiding", {"reason": "nhầm"}).status_code == 200
    assert owing() == (sum_vnd, {str(other.id): sum_vnd})
    disputed = calling(an_operator()).get("/cash-on-delivery?state=disputed").json["items"]
    assert [cash["order_number"] for cash in disputed] == [order.number]
    assert move("hand_in", sum_vnd).status_code == 201

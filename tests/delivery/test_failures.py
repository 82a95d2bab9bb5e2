"""Delivery that fails: three attempts, seven days at the office, back to the household; each step told to both."""

import json

import pytest

from market import clock
from market.db import db, transaction
from market.delivery.failures import NextStep, Reason, next_step
from market.delivery.models import Claim, Parcel
from market.delivery.queries.parcels import parcel_of
from market.ops import invariants as auditing
from market.ops import worker
from tests.support.village import (
    CHI_LANG_OFFICE,
    HA_NOI_OFFICE,
    a_buyer,
    a_clerk,
    a_courier,
    a_product,
    an_operator,
    buyer_of,
    calling,
    guest,
    packed_order,
    scan,
    seller_of,
    stock_of,
)


@pytest.fixture
def clerk(app):
    return calling(a_clerk(HA_NOI_OFFICE))


def parcel_for(order):
    db.session.rollback()
    return transaction(lambda: parcel_of(order.number))


def send(caller, parcel, *events, office=HA_NOI_OFFICE, days_ago=0.0, **given):
    """Scans an hour apart, the last one `days_ago`."""
    hours = [days_ago * 24 + len(events) - place for place in range(len(events))]
    steps = [scan(parcel, event, hours_ago=at, office=office, **given) for event, at in zip(events, hours, strict=True)]
    results = caller.post("/scans", {"scans": steps}).json["results"]
    assert [result["result"] for result in results] == ["recorded"] * len(events), results


def told(home, person):
    """What the person was told by SMS, oldest first."""
    lines = (home / "sms.jsonl").read_text().splitlines() if (home / "sms.jsonl").exists() else []
    return [line["text"] for line in map(json.loads, lines) if line["to"] == person.phone]


@pytest.fixture
def daylight(monkeypatch):
    """Notices are not held back until the morning, whenever the tests run."""
    monkeypatch.setattr("market.notices.rules.QUIET_FROM", type(clock.now().time())(23, 59, 59, 999999))
    monkeypatch.setattr("market.notices.rules.QUIET_UNTIL", type(clock.now().time())(0))


@pytest.mark.parametrize(
    ("attempts", "reason", "step"),
    [
        (1, Reason.ABSENT, NextStep.TRY_AGAIN),
        (2, None, NextStep.TRY_AGAIN),
        (3, Reason.CANNOT_CONTACT, NextStep.HOLD),
        (4, Reason.ABSENT, NextStep.HOLD),
        (1, Reason.COLLECTS_AT_OFFICE, NextStep.HOLD),
        (1, Reason.REFUSED_GOODS, NextStep.RETURN),
        (2, Reason.REFUSED_PRICE, NextStep.RETURN),
    ],
)
def test_what_follows_a_failed_attempt(attempts, reason, step):
    assert next_step(attempts, reason) == step


def test_three_attempts_then_seven_days_then_back(clerk, home, daylight):
    order = packed_order(product=(product := a_product(stock=5)), hours_ago=24 * 20)
    parcel, buyer, seller = parcel_for(order), buyer_of(order), seller_of(order)
    send(calling(a_clerk()), parcel, "accepted", office=CHI_LANG_OFFICE, days_ago=18)
    for attempt in (1, 2, 3):
        days_ago = 16 - attempt
        send(clerk, parcel, "out_for_delivery", "delivery_failed", days_ago=days_ago, reason="absent")
        assert (parcel_for(order).attempts, parcel_for(order).next_step) == (
            attempt,
            "hold" if attempt == 3 else "try_again",
        )
        worker.turn()
    assert [p["tracking_number"] for p in _listed(clerk, "to_hold")] == [parcel.tracking_number]
    send(clerk, parcel, "held_for_pickup", days_ago=8)
    held = parcel_for(order)
    assert (held.held_until - clock.now()).days == -2  # a day and an hour ago
    worker.turn()
    assert parcel_for(order).next_step == "return"
    assert [p["tracking_number"] for p in _listed(clerk, "to_return")] == [parcel.tracking_number]
    send(clerk, parcel, "return_started", "departed", days_ago=5)
    send(calling(a_clerk()), parcel, "arrived", "returned", office=CHI_LANG_OFFICE)
    worker.turn()
    shown = calling(seller).get(f"/orders/{order.number}").json
    assert (shown["state"], shown["payment"]["status"]) == ("returned", "not_due")
    assert parcel_for(order).return_fee_vnd == 20_000  # half of 40.000: 24.000 and four steps
    calling(seller).put(f"/orders/{order.number}/return-receipt", {"restock": True})
    assert stock_of(product.id) == 5
    for_buyer, for_seller = told(home, buyer), told(home, seller)
    for said in ("lan 1: nguoi nhan di vang", "lan 2: nguoi", "cho ban 7 ngay", "cho ban o Buu dien", "du 7 ngay"):
        assert sum(said in text for text in for_buyer) == 1, (said, for_buyer)
    for said in (
        "lan 1",
        "lan 2",
        "cho khach 7 ngay",
        "dang cho khach o",
        "khong ai lay",
        "tra ve cho ban",
        "nhan lai",
    ):
        assert sum(said in text for text in for_seller) >= 1, (said, for_seller)
    assert max(map(len, for_buyer + for_seller)) <= 160
    assert transaction(lambda: list(auditing.broken())) == []


def _listed(caller, worklist):
    query = f"/parcels?post_office_code={HA_NOI_OFFICE}&worklist={worklist}"
    return caller.get(query).json["items"]


def test_a_late_repeat_of_an_attempt_is_not_told_twice(clerk, home, daylight):
    order = packed_order(hours_ago=48)
    parcel, buyer = parcel_for(order), buyer_of(order)
    failed = scan(parcel, "delivery_failed", hours_ago=1, office=HA_NOI_OFFICE, reason="absent")
    for _ in range(3):
        clerk.post("/scans", {"scans": [failed]})
    send(clerk, parcel, "accepted", "out_for_delivery", days_ago=1)
    worker.turn()
    assert sum("lan 1" in text for text in told(home, buyer)) == 1


def test_a_refusal_at_the_door_goes_straight_back(clerk):
    order = packed_order(hours_ago=48)
    send(clerk, parcel_for(order), "accepted", "out_for_delivery")
    send(clerk, parcel_for(order), "delivery_failed", reason="refused_goods")
    assert (parcel_for(order).next_step, parcel_for(order).failed_because) == ("return", "refused_goods")


def test_an_unknown_reason_is_refused_for_that_scan_only(clerk):
    parcel = parcel_for(packed_order(hours_ago=48))
    wrong = scan(parcel, "delivery_failed", office=HA_NOI_OFFICE, reason="bored")
    results = clerk.post("/scans", {"scans": [wrong, scan(parcel, "accepted", office=HA_NOI_OFFICE)]}).json["results"]
    assert [result["result"] for result in results] == ["refused", "recorded"]


def test_who_comes_in_time_gets_the_parcel(clerk):
    order = packed_order(hours_ago=24 * 9)
    send(clerk, parcel_for(order), "accepted", "held_for_pickup", days_ago=6)
    worker.turn()
    assert parcel_for(order).next_step is None
    send(clerk, parcel_for(order), "delivered")
    worker.turn()
    assert (parcel_for(order).state, parcel_for(order).held_until) == ("delivered", None)


@pytest.mark.parametrize("kind", ["lost", "damaged"])
def test_lost_and_damaged_open_a_claim_that_an_operator_settles(clerk, kind):
    order, operator = packed_order(hours_ago=48), calling(an_operator())
    send(clerk, parcel_for(order), "accepted", kind)
    (claim,) = operator.get("/claims?state=open").json["items"]
    assert (claim["kind"], claim["amount_vnd"]) == (kind, order.goods_vnd)
    settled = {"outcome": "paid", "paid_vnd": claim["amount_vnd"]}
    for _ in range(2):
        answer = operator.put(f"/claims/{claim['id']}/settlement", settled)
        assert (answer.status_code, answer.json["state"]) == (200, "paid")
    assert operator.put(f"/claims/{claim['id']}/settlement", {"outcome": "rejected"}).status_code == 409
    assert calling(a_buyer()).get("/claims").status_code == 403
    assert transaction(lambda: list(auditing.broken())) == []


def test_a_claim_is_withdrawn_when_the_scan_was_a_mistake(clerk):
    order = packed_order(hours_ago=48)
    parcel = parcel_for(order)
    lost = scan(parcel, "lost", office=HA_NOI_OFFICE)
    clerk.post("/scans", {"scans": [scan(parcel, "accepted", office=HA_NOI_OFFICE, hours_ago=3), lost]})
    clerk.put(f"/scans/{lost['scan_id']}/voiding", {"reason": "Đã tìm thấy"})
    db.session.rollback()
    assert db.session.get(Claim, parcel.id).state == "withdrawn"
    clerk.post("/scans", {"scans": [scan(parcel, "lost", office=HA_NOI_OFFICE, hours_ago=0.5)]})
    db.session.rollback()
    assert db.session.get(Claim, parcel.id, populate_existing=True).state == "open"


@pytest.mark.parametrize("body", [{}, {"outcome": "withdrawn"}, {"outcome": "paid", "paid_vnd": -1}])
def test_a_claim_is_settled_in_form(app, body):
    assert (
        calling(an_operator()).put(f"/claims/{'0' * 8}-0000-7000-8000-{'0' * 12}/settlement", body).status_code == 422
    )


def test_a_parcel_goes_on_its_couriers_round_and_he_sees_no_other(clerk):
    one, other = packed_order(hours_ago=48), packed_order(hours_ago=48)
    courier = a_courier(HA_NOI_OFFICE)
    send(clerk, parcel_for(one), "accepted", days_ago=1)
    assert calling(courier).get("/parcels").json["items"] == []
    send(calling(courier), parcel_for(one), "out_for_delivery")
    given = {"courier_id": str(courier.id)}
    number = parcel_for(other).tracking_number
    assert calling(courier).put(f"/parcels/{number}/courier", given).status_code == 403
    assert clerk.put(f"/parcels/{number}/courier", {"courier_id": str(a_courier("VN79").id)}).status_code == 403
    assert clerk.put(f"/parcels/{number}/courier", given).status_code == 200
    assert len(calling(courier).get("/parcels").json["items"]) == 2
    send(calling(courier), parcel_for(one), "delivered")
    assert [p["tracking_number"] for p in calling(courier).get("/parcels").json["items"]] == [number]
    assert guest().get("/parcels").status_code == 401
    assert db.session.get(Parcel, parcel_for(one).id).courier_id == courier.id

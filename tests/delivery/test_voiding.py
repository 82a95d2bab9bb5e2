"""A scan made by mistake is voided by its office; what it brought about is taken back by name, once."""

import pytest
from sqlalchemy import select

from market import clock
from market.db import db, transaction
from market.delivery.models import RefusedScan
from market.delivery.queries.parcels import parcel_of
from market.ids import new_id
from market.ops import invariants as auditing
from market.orders import queries
from market.payments.cash.queries import cash_for
from tests.support.village import (
    CHI_LANG_OFFICE,
    HA_NOI_OFFICE,
    a_buyer,
    a_clerk,
    a_courier,
    buyer_of,
    calling,
    guest,
    packed_order,
    scan,
)


@pytest.fixture
def clerk(app):
    return calling(a_clerk())


def send(caller, *scans):
    answer = caller.post("/scans", {"scans": list(scans)})
    assert [result["result"] for result in answer.json["results"]] == ["recorded"] * len(scans), answer.json


def void(caller, one, reason="Quét nhầm kiện"):
    return caller.put(f"/scans/{one['scan_id']}/voiding", {"reason": reason})


def state_of(order):
    order = transaction(lambda: queries.with_number(order.number))
    return order.state, order.parcel_state, order.payment_status


def cash_of(order):
    cash = transaction(lambda: cash_for(order.number))
    return cash.state, cash.collected_vnd


def travelled(order, *events):
    """The order's parcel, and its scans of Chi Lăng, an hour apart."""
    parcel = transaction(lambda: parcel_of(order.number))
    return [scan(parcel, event, hours_ago=len(events) - place) for place, event in enumerate(events)]


def nothing_is_broken():
    return transaction(lambda: list(auditing.broken())) == []


def test_voiding_a_delivery_takes_order_and_cash_back(clerk):
    order = packed_order(hours_ago=9)
    accepted, delivered = travelled(order, "accepted", "delivered")
    send(clerk, accepted, delivered)
    assert state_of(order) == ("delivered", "delivered", "collected")
    answer = void(clerk, delivered)
    assert (answer.status_code, answer.json["parcel_state"], answer.json["void_reason"]) == (
        200,
        "accepted",
        "Quét nhầm kiện",
    )
    assert state_of(order) == ("shipped", "accepted", "due")
    assert transaction(lambda: cash_for(order.number)).collected_vnd == 0
    history = calling(buyer_of(order)).get(f"/orders/{order.number}").json["history"]
    assert [(move["from"], move["to"], move["by"]) for move in history[-2:]] == [
        ("shipped", "delivered", "post"),
        ("delivered", "shipped", "reversal"),
    ]
    assert history[-1]["note"] == "voided: Quét nhầm kiện"
    assert nothing_is_broken()


def test_voiding_again_changes_nothing(clerk):
    order = packed_order(hours_ago=9)
    scans = travelled(order, "accepted", "delivered")
    send(clerk, *scans)
    first, again = void(clerk, scans[1]).json, void(clerk, scans[1], "another reason").json
    assert first == again


def test_what_was_voided_can_be_delivered_in_truth(clerk):
    order = packed_order(hours_ago=9)
    scans = travelled(order, "accepted", "delivered")
    send(clerk, *scans)
    void(clerk, scans[1])
    send(clerk, travelled(order, "delivered")[0])
    assert state_of(order) == ("delivered", "delivered", "collected")
    assert nothing_is_broken()


def test_voiding_the_only_scan_gives_the_parcel_back_to_the_household(clerk):
    order = packed_order(hours_ago=9)
    (accepted,) = travelled(order, "accepted")
    send(clerk, accepted)
    void(clerk, accepted)
    assert state_of(order) == ("packed", "requested", "due")
    assert nothing_is_broken()


@pytest.mark.parametrize("end", ["lost", "damaged", "returned"])
def test_voiding_another_end_makes_the_cash_due_again(clerk, end):
    order = packed_order(hours_ago=9)
    accepted, ended = travelled(order, "accepted", end)
    send(clerk, accepted, ended)
    assert state_of(order) == (end, end, "not_due")
    void(clerk, ended)
    assert state_of(order) == ("shipped", "accepted", "due")
    assert nothing_is_broken()


def test_a_completed_order_is_not_taken_back(clerk):
    order = packed_order(hours_ago=9)
    accepted, _, _, delivered = travelled(order, "accepted", "-", "-", "delivered")
    send(clerk, accepted, delivered)
    calling(buyer_of(order)).put(f"/orders/{order.number}/receipt")
    refused = void(clerk, delivered)
    assert (refused.status_code, refused.json["type"]) == (409, "wrong-state")
    assert state_of(order) == ("completed", "delivered", "collected")
    late = travelled(order, "lost", "-", "-")[0]
    parcel = transaction(lambda: parcel_of(order.number))
    arrived = scan(parcel, "arrived", hours_ago=1.5)
    results = clerk.post("/scans", {"scans": [late, arrived]}).json["results"]
    assert [(r["result"], r.get("problem", {}).get("type")) for r in results] == [
        ("refused", "wrong-state"),
        ("recorded", None),
    ]
    assert nothing_is_broken()


@pytest.mark.parametrize("end", ["lost", "damaged", "returned"])
def test_a_late_scan_that_tells_otherwise_reverses_by_name(clerk, end):
    order = packed_order(hours_ago=9)
    parcel = transaction(lambda: parcel_of(order.number))
    send(clerk, scan(parcel, "accepted", hours_ago=5), scan(parcel, "delivered", hours_ago=1))
    send(clerk, scan(parcel, end, hours_ago=2))
    assert state_of(order) == (end, end, "not_due")
    assert cash_of(order) == ("waived", 0)
    history = calling(buyer_of(order)).get(f"/orders/{order.number}").json["history"]
    assert [move["note"] for move in history if move["by"] == "reversal"] == ["late-scan"]
    assert nothing_is_broken()


@pytest.mark.parametrize("end", ["lost", "damaged", "returned"])
def test_a_delivery_told_late_and_voided_leaves_nobody_owing(clerk, end):
    order = packed_order(hours_ago=9)
    parcel = transaction(lambda: parcel_of(order.number))
    send(clerk, scan(parcel, "accepted", hours_ago=5), scan(parcel, end, hours_ago=1))
    late = scan(parcel, "delivered", hours_ago=2)
    send(clerk, late)
    assert (state_of(order), cash_of(order)) == (
        ("delivered", "delivered", "collected"),
        ("collected", order.total_vnd),
    )
    void(clerk, late)
    assert (state_of(order), cash_of(order)) == ((end, end, "not_due"), ("waived", 0))
    assert nothing_is_broken()


def test_only_the_office_that_scanned_voids(clerk):
    order = packed_order(hours_ago=9)
    (accepted,) = travelled(order, "accepted")
    send(clerk, accepted)
    assert void(calling(a_clerk(HA_NOI_OFFICE)), accepted).status_code == 403  # sees the parcel, its own destination
    assert void(calling(a_clerk("VN79")), accepted).status_code == 404
    assert void(calling(a_courier()), accepted).status_code == 403
    assert void(calling(a_buyer()), accepted).status_code == 403
    assert void(guest(), accepted).status_code == 401
    assert state_of(order)[1] == "accepted"


def test_a_courier_voids_his_own_scan(app):
    order, courier = packed_order(hours_ago=9), calling(a_courier())
    (accepted,) = travelled(order, "accepted")
    send(courier, accepted)
    assert void(courier, accepted).status_code == 200


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "x" * 201}, {"reason": 5}, {"why": "x"}])
def test_voiding_needs_a_reason(clerk, body):
    order = packed_order(hours_ago=9)
    (accepted,) = travelled(order, "accepted")
    send(clerk, accepted)
    assert clerk.put(f"/scans/{accepted['scan_id']}/voiding", body).status_code == 422
    assert state_of(order)[1] == "accepted"


def test_an_unknown_scan_cannot_be_voided(clerk):
    assert void(clerk, {"scan_id": new_id()}).json["type"] == "unknown-scan"


def test_one_scan_id_is_one_scan(clerk):
    order, other = packed_order(hours_ago=9), packed_order(hours_ago=9)
    (accepted,) = travelled(order, "accepted")
    send(clerk, accepted)
    parcel = transaction(lambda: parcel_of(other.number))
    reused = [{**accepted, "event": "departed"}, {**accepted, "tracking_number": parcel.tracking_number}]
    results = clerk.post("/scans", {"scans": reused}).json["results"]
    assert [result["problem"]["type"] for result in results] == ["id-reused", "id-reused"]
    assert (state_of(order)[1], state_of(other)[1]) == ("accepted", "requested")


def test_what_was_noticed_is_told_and_kept(clerk):
    order = packed_order(hours_ago=9)
    parcel = transaction(lambda: parcel_of(order.number))
    jump = scan(parcel, "delivery_failed", hours_ago=3)
    future = scan(parcel, "accepted", hours_ago=-9)
    results = clerk.post("/scans", {"scans": [jump]}).json["results"]
    assert results[0]["noticed"] == ["impossible-jump"]
    void(clerk, jump)
    assert clerk.post("/scans", {"scans": [future]}).json["results"][0]["noticed"] == ["clock-corrected"]
    shown = clerk.get(f"/parcels/{parcel.tracking_number}").json["scans"]
    assert [(s["event"], s["clock_corrected"], s["voided_at"] is not None) for s in shown] == [
        ("accepted", True, False),
        ("delivery_failed", False, True),
    ]


def test_refused_scans_are_kept_for_the_office_to_see(clerk):
    order = packed_order(hours_ago=9)
    parcel = transaction(lambda: parcel_of(order.number))
    wrong = scan(parcel, "delivered", cash_collected_vnd=1)
    heavy = scan(parcel, "accepted", weight_g=31_501)
    for _ in range(2):
        results = clerk.post("/scans", {"scans": [wrong, heavy]}).json["results"]
    assert [result["problem"]["type"] for result in results] == ["cash-differs", "parcel-too-heavy"]
    db.session.rollback()
    assert len(db.session.scalars(select(RefusedScan)).all()) == 2
    shown = clerk.get(f"/post-offices/{CHI_LANG_OFFICE}/day").json["refused_scans"]
    assert {(kept["problem"], kept["cash_collected_vnd"]) for kept in shown} == {
        ("cash-differs", 1),
        ("parcel-too-heavy", None),
    }
    assert clock.now() > parcel.requested_at

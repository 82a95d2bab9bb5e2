"""An office's day: what is brought, sent on, taken round, overdue; and what was done when the day ends."""

import pytest
from sqlalchemy import update

from market import clock
from market.db import db, transaction
from market.delivery.models import Parcel
from tests.support.village import (
    CHI_LANG_OFFICE,
    HA_NOI_OFFICE,
    a_buyer,
    a_clerk,
    a_courier,
    an_operator,
    booked_parcel,
    calling,
    guest,
    scan,
)


@pytest.fixture
def clerk(app):
    return calling(a_clerk())


def numbers(caller, **query):
    return [item["tracking_number"] for item in caller.get("/parcels", query_string=query).json["items"]]


def test_what_a_household_brings_is_taken_in_together_and_signed_for(clerk):
    one, other, gone = booked_parcel(), booked_parcel(), booked_parcel()
    clerk.post("/scans", {"scans": [scan(gone, "accepted", hours_ago=2), scan(gone, "lost", hours_ago=1)]})
    brought = [one.tracking_number.lower(), other.tracking_number, gone.tracking_number, "CZ999999995VN", "hello"]
    asked = {"post_office_code": CHI_LANG_OFFICE, "brought_by": "Hoàng Thị Lan", "tracking_numbers": brought}
    answer = clerk.post("/manifests", asked)
    assert answer.status_code == 201
    assert [(told["result"], told.get("problem", {}).get("type")) for told in answer.json["results"]] == [
        ("recorded", None),
        ("recorded", None),
        ("refused", "wrong-state"),
        ("refused", "unknown-parcel"),
        ("refused", "mistyped-number"),
    ]
    manifest = answer.json["manifest"]
    taken = sorted([one.tracking_number, other.tracking_number])
    assert [line["tracking_number"] for line in manifest["parcels"]] == taken
    assert clerk.get(f"/manifests/{manifest['id']}").json == manifest
    assert calling(a_clerk("VN79")).get(f"/manifests/{manifest['id']}").status_code == 404
    assert numbers(clerk, worklist="to_take_in") == []


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"post_office_code": "VN79"}, 403), ({"tracking_numbers": []}, 422), ({"tracking_numbers": ["x"] * 501}, 422)],
)
def test_a_hand_over_out_of_form_is_refused(clerk, changed, status):
    asked = {"post_office_code": CHI_LANG_OFFICE, "brought_by": "Hoàng Thị Lan", "tracking_numbers": ["x"]}
    assert clerk.post("/manifests", asked | changed).status_code == status


def test_the_same_hand_over_sent_twice_is_one(clerk):
    parcel = booked_parcel()
    asked = {
        "id": "01936b2f-7c1a-7d3e-9f10-2b6d4c5e8a01",
        "post_office_code": CHI_LANG_OFFICE,
        "brought_by": "Hoàng Thị Lan",
        "tracking_numbers": [parcel.tracking_number],
    }
    first, again = clerk.post("/manifests", asked), clerk.post("/manifests", asked)
    assert (again.status_code, again.json) == (201, first.json)
    assert again.headers["Idempotent-Replayed"] == "true"


def test_every_list_of_work_shows_what_is_to_be_done(clerk):
    hanoi = calling(a_clerk(HA_NOI_OFFICE))
    parcel = booked_parcel()
    assert numbers(clerk, worklist="to_take_in") == [parcel.tracking_number]
    story = [
        (clerk, CHI_LANG_OFFICE, "accepted", {"to_dispatch": clerk}),
        (clerk, CHI_LANG_OFFICE, "departed", {}),
        (hanoi, HA_NOI_OFFICE, "arrived", {"to_deliver": hanoi}),
        (hanoi, HA_NOI_OFFICE, "out_for_delivery", {"on_rounds": hanoi}),
        (hanoi, HA_NOI_OFFICE, "delivery_failed", {"to_deliver": hanoi}),
        (hanoi, HA_NOI_OFFICE, "held_for_pickup", {"held": hanoi}),
        (hanoi, HA_NOI_OFFICE, "return_started", {"to_dispatch": hanoi}),
        (clerk, CHI_LANG_OFFICE, "arrived", {"to_give_back": clerk}),
        (clerk, CHI_LANG_OFFICE, "returned", {}),
    ]
    kinds = ["to_take_in", "to_dispatch", "to_deliver", "on_rounds", "to_hold", "held", "to_return", "to_give_back"]
    for hours_left, (caller, office, event, expected) in enumerate(story):
        step = scan(parcel, event, hours_ago=20 - hours_left, office=office)
        assert caller.post("/scans", {"scans": [step]}).json["results"][0]["result"] == "recorded"
        shown = {kind: one for one in (clerk, hanoi) for kind in kinds if numbers(one, worklist=kind)}
        assert shown == expected, event


def test_what_is_past_its_promise_is_overdue(clerk):
    parcel = booked_parcel()
    clerk.post("/scans", {"scans": [scan(parcel, "accepted", hours_ago=30)]})
    assert numbers(clerk, worklist="overdue") == []
    week_ago = clock.local_day(clock.ago(clock.now(), days=7))
    transaction(lambda: db.session.execute(update(Parcel).values(promised_by=week_ago)))
    assert numbers(clerk, worklist="overdue") == [parcel.tracking_number]


def test_a_clerk_finds_a_parcel_by_number_order_or_the_receivers_phone(clerk):
    parcel = booked_parcel()
    for typed in (parcel.tracking_number.lower(), parcel.reference, "0987 654 321", "+84987654321"):
        assert numbers(clerk, q=typed) == [parcel.tracking_number], typed
        assert numbers(calling(a_clerk("VN79")), q=typed) == []
    assert clerk.get("/parcels?q=hello").json["type"] == "mistyped-number"
    assert clerk.get("/parcels?q=0987654322").json["items"] == []


def test_one_parcel_is_shown_to_its_offices_only(clerk):
    parcel = booked_parcel()
    assert clerk.get(f"/parcels/{parcel.tracking_number}").json["parcel"]["order_number"] == parcel.reference
    assert calling(a_clerk("VN79")).get(f"/parcels/{parcel.tracking_number}").status_code == 404
    assert calling(a_buyer()).get(f"/parcels/{parcel.tracking_number}").status_code == 403


def test_the_day_ends_with_what_was_done_and_the_cash(app):
    hanoi, courier = calling(a_clerk(HA_NOI_OFFICE)), a_courier(HA_NOI_OFFICE)
    for cod_vnd in (120_000, 80_000, 0):
        parcel = booked_parcel(cod_vnd=cod_vnd)
        calling(a_clerk()).post("/scans", {"scans": [scan(parcel, "accepted", hours_ago=5)]})
        steps = [
            scan(parcel, event, hours_ago=hours, office=HA_NOI_OFFICE)
            for event, hours in (("arrived", 0.02), ("delivered", 0.01))
        ]
        calling(courier).post("/scans", {"scans": steps})
    parcel = booked_parcel(cod_vnd=5_000)
    mistake = scan(parcel, "delivered", hours_ago=0.01, office=HA_NOI_OFFICE)
    hanoi.post("/scans", {"scans": [scan(parcel, "accepted", hours_ago=5, office=HA_NOI_OFFICE), mistake]})
    hanoi.put(f"/scans/{mistake['scan_id']}/voiding", {"reason": "nhầm"})
    on = clock.local_day(clock.ago(clock.now(), hours=0.01))
    day = hanoi.get(f"/post-offices/{HA_NOI_OFFICE}/day?on={on}").json
    assert (day["done"]["delivered"], day["cash_collected_vnd"]) == (3, 200_000)
    assert day["cash"] == [{"person_id": str(courier.id), "name": courier.name, "parcels": 2, "collected_vnd": 200_000}]
    yesterday = clock.local_day(clock.ago(clock.now(), days=2))
    assert hanoi.get(f"/post-offices/{HA_NOI_OFFICE}/day?on={yesterday}").json["cash_collected_vnd"] == 0
    assert calling(an_operator()).get(f"/post-offices/{HA_NOI_OFFICE}/day").status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [("?on=tomorrow", 422), ("?on=0001-01-01", 422), ("?on=9999-12-31", 422), ("?on=2026-01-01", 200)],
)
def test_any_sensible_day_can_be_asked_for(clerk, query, status):
    assert clerk.get(f"/post-offices/{CHI_LANG_OFFICE}/day{query}").status_code == status


def test_another_offices_day_is_not_hers(clerk):
    assert clerk.get(f"/post-offices/{HA_NOI_OFFICE}/day").status_code == 403
    assert guest().get(f"/post-offices/{HA_NOI_OFFICE}/day").status_code == 401


def test_figures_say_how_each_route_keeps_its_promises(clerk):
    hanoi, operator = calling(a_clerk(HA_NOI_OFFICE)), calling(an_operator())
    for hours_to_go in (3, 6 * 24):
        parcel = booked_parcel()
        accepted = clock.ago(clock.now(), hours=7 * 24)
        db.session.rollback()
        clerk.post("/scans", {"scans": [scan(parcel, "accepted", scanned_at=accepted.isoformat())]})
        delivered = clock.ago(accepted, hours=-hours_to_go)
        step = scan(parcel, "delivered", office=HA_NOI_OFFICE, scanned_at=delivered.isoformat())
        hanoi.post("/scans", {"scans": [step]})
    (route,) = operator.get("/figures/routes?limit=5").json["items"]
    assert (route["origin"]["code"], route["destination"]["code"]) == (CHI_LANG_OFFICE, HA_NOI_OFFICE)
    assert (route["delivered"], route["on_time"], route["on_time_percent"]) == (2, 1, 50)
    assert operator.get("/figures/routes?cursor=W10").status_code == 422
    assert clerk.get("/figures/routes").status_code == 403

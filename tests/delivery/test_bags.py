"""Bags between post offices: closed with a manifest at one, looked into at the next; each scan keeps its own checks."""

from datetime import timedelta

import pytest

from market import clock
from tests.support.village import (
    CHI_LANG_OFFICE,
    HA_NOI_OFFICE,
    a_clerk,
    a_courier,
    an_operator,
    booked_parcel,
    calling,
    scan,
)

ELSEWHERE = "VN79"
UNKNOWN = "CZ999999995VN"


@pytest.fixture
def clerk(app):
    return calling(a_clerk())


@pytest.fixture
def hanoi(app):
    return calling(a_clerk(HA_NOI_OFFICE))


def lying_here(clerk, **given):
    """The tracking number of a parcel that the clerk's office has taken in."""
    parcel = booked_parcel(**given)
    clerk.post("/scans", {"scans": [scan(parcel, "accepted", hours_ago=3)]})
    return parcel.tracking_number


def send(clerk, *numbers, to=HA_NOI_OFFICE, **more):
    asked = {"from_post_office_code": CHI_LANG_OFFICE, "to_post_office_code": to, "tracking_numbers": list(numbers)}
    return clerk.post("/bags", asked | more)


def receive(clerk, bag, **what):
    return clerk.put(f"/bags/{bag.json['bag']['id']}/receipt", what)


def where(clerk, number):
    shown = clerk.get(f"/parcels/{number}").json["parcel"]
    return shown["state"], shown["present_post_office_code"]


def outcomes(answer):
    return [(told["result"], told.get("problem", {}).get("type")) for told in answer.json["results"]]


def test_a_bag_goes_from_one_office_to_the_next(clerk, hanoi):
    one, other = sorted([lying_here(clerk), lying_here(clerk, cod_vnd=0)])
    sent = send(clerk, other.lower(), one)
    assert (sent.status_code, outcomes(sent)) == (201, [("recorded", None)] * 2)
    bag = sent.json["bag"]
    assert sent.headers["Location"] == f"/api/v1/bags/{bag['id']}"
    assert [(p["tracking_number"], p["found"]) for p in bag["parcels"]] == [(one, None), (other, None)]
    assert (bag["state"], bag["received_at"], bag["missing"], bag["extra"]) == ("on_its_way", None, [], [])
    assert where(clerk, one) == ("in_transit", None)
    (coming,) = hanoi.get("/bags?state=on_its_way").json["items"]
    assert (coming["id"], coming["parcel_count"]) == (bag["id"], 2)
    received = receive(hanoi, sent)
    assert (received.status_code, outcomes(received)) == (200, [("recorded", None)] * 2)
    assert received.json["bag"]["state"] == "received"
    assert [p["found"] for p in received.json["bag"]["parcels"]] == [True, True]
    assert where(hanoi, one) == ("in_transit", HA_NOI_OFFICE)
    assert clerk.get(f"/bags/{bag['id']}").json == received.json["bag"]
    assert hanoi.get("/bags?state=on_its_way").json["items"] == []


def test_what_is_missing_or_too_many_is_named(clerk, hanoi):
    gone, there, forgotten = (lying_here(clerk) for _ in range(3))
    sent = send(clerk, gone, there)
    received = receive(hanoi, sent, missing=[gone.lower()], extra=[forgotten, UNKNOWN])
    told = {line["tracking_number"]: line["result"] for line in received.json["results"]}
    assert told == {there: "recorded", forgotten: "recorded", UNKNOWN: "refused"}
    bag = clerk.get(f"/bags/{sent.json['bag']['id']}").json
    assert (bag["missing"], bag["extra"]) == ([gone], sorted([forgotten, UNKNOWN]))
    assert {p["tracking_number"]: p["found"] for p in bag["parcels"]} == {gone: False, there: True}
    assert [where(hanoi, number) for number in (gone, there, forgotten)] == [
        ("in_transit", None),
        ("in_transit", HA_NOI_OFFICE),
        ("in_transit", HA_NOI_OFFICE),
    ]
    (listed,) = clerk.get("/bags").json["items"]
    assert (listed["parcel_count"], listed["missing_count"], listed["extra_count"]) == (2, 1, 2)


def test_received_twice_is_received_once_and_another_answer_is_refused(clerk, hanoi):
    one, other = lying_here(clerk), lying_here(clerk)
    sent = send(clerk, one, other)
    first = receive(hanoi, sent, missing=[one])
    again = receive(hanoi, sent, missing=[one])
    assert (again.json["bag"], outcomes(again)) == (first.json["bag"], [("duplicate", None)])
    changed = receive(hanoi, sent)
    assert (changed.status_code, changed.json["type"]) == (409, "bag-received")
    assert where(hanoi, one) == ("in_transit", None)
    # What turns up later is scanned as ever.
    late = scan(one, "arrived", hours_ago=0, office=HA_NOI_OFFICE)
    hanoi.post("/scans", {"scans": [late]})
    assert where(hanoi, one) == ("in_transit", HA_NOI_OFFICE)


def test_only_what_lies_here_and_passes_there_goes_and_nothing_goes_twice(clerk):
    good, elsewhere = lying_here(clerk), booked_parcel().tracking_number
    sent = send(clerk, good, elsewhere, UNKNOWN, "hello", good)
    assert sent.status_code == 201
    assert outcomes(sent) == [
        ("recorded", None),
        ("refused", "not-here"),
        ("refused", "unknown-parcel"),
        ("refused", "mistyped-number"),
        ("recorded", None),
    ]
    assert [line["tracking_number"] for line in sent.json["bag"]["parcels"]] == [good]
    twice = send(clerk, good)
    assert (twice.status_code, twice.json["type"], outcomes(twice)) == (409, "empty-bag", [("refused", "not-here")])
    astray = lying_here(clerk)
    wrong_way = send(clerk, astray, to=ELSEWHERE)
    assert (wrong_way.json["type"], outcomes(wrong_way)) == ("empty-bag", [("refused", "not-on-its-way")])
    assert where(clerk, astray) == ("accepted", CHI_LANG_OFFICE)
    assert len(clerk.get("/bags").json["items"]) == 1
    # A departure that was a mistake is voided as any scan, and the parcel may go again.
    clerk.put(f"/scans/{sent.json['results'][0]['scan_id']}/voiding", {"reason": "Xe không chạy"})
    assert send(clerk, good).status_code == 201


def test_a_parcel_from_another_route_moves_nowhere_and_tells_nothing(clerk, hanoi):
    south, tam = calling(a_clerk(ELSEWHERE)), lying_here(clerk)
    other = calling(a_clerk("VN96"))
    sent = send(clerk, tam)
    assert south.get(f"/bags/{sent.json['bag']['id']}").status_code == 404
    assert receive(other, sent).status_code == 404
    to_hanoi_only = lying_here(clerk, to="00070")
    saigon_bound = booked_parcel(to="27592").tracking_number
    received = receive(hanoi, sent, extra=[saigon_bound])
    told = {line["tracking_number"]: line.get("noticed", []) for line in received.json["results"]}
    assert "waits-for-a-person" in told[saigon_bound]
    assert where(clerk, saigon_bound) == ("booked", None)
    assert where(clerk, to_hanoi_only) == ("accepted", CHI_LANG_OFFICE)
    assert set(received.json["bag"]["parcels"][0]) == {"tracking_number", "weight_g", "cod_vnd", "found"}


def test_whose_bag_it_is(clerk, hanoi):
    sent = send(clerk, lying_here(clerk))
    assert receive(clerk, sent).json["type"] == "not-your-office"
    assert receive(calling(a_courier(HA_NOI_OFFICE)), sent).status_code == 403
    operator = calling(an_operator())
    assert operator.get(f"/bags/{sent.json['bag']['id']}").json == sent.json["bag"]
    assert receive(operator, sent).status_code == 403
    assert send(hanoi, "x").json["type"] == "not-your-office"
    today = clock.local_day(clock.now())
    for caller, query, count in (
        (clerk, f"post_office_code={CHI_LANG_OFFICE}&day={today}", 1),
        (clerk, f"day={today - timedelta(days=1)}", 0),
        (hanoi, "state=received", 0),
        (operator, f"post_office_code={HA_NOI_OFFICE}", 1),
        (operator, "", 1),
        (calling(a_clerk("VN96")), "", 0),
    ):
        assert len(caller.get(f"/bags?{query}").json["items"]) == count, query
    assert clerk.get(f"/bags?post_office_code={HA_NOI_OFFICE}").json["type"] == "not-your-office"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"to_post_office_code": CHI_LANG_OFFICE}, "to_post_office_code"),
        ({"to_post_office_code": "NOWHERE"}, "to_post_office_code"),
        ({"tracking_numbers": []}, "tracking_numbers"),
        ({"tracking_numbers": ["x"] * 501}, "tracking_numbers"),
        ({"seal": "12"}, "seal"),
    ],
)
def test_a_bag_out_of_form_is_refused(clerk, changed, field):
    refused = send(clerk, lying_here(clerk), **changed)
    assert (refused.status_code, list(refused.json["errors"])) == (422, [field])
    assert clerk.get("/bags").json["items"] == []


def test_an_answer_that_makes_no_sense_changes_nothing(clerk, hanoi):
    number = lying_here(clerk)
    sent = send(clerk, number)
    assert list(receive(hanoi, sent, missing=[UNKNOWN]).json["errors"]) == ["missing"]
    assert list(receive(hanoi, sent, extra=[number]).json["errors"]) == ["extra"]
    assert receive(hanoi, sent, extra=["hello"]).json["type"] == "mistyped-number"
    assert receive(hanoi, sent, missing=["x"] * 501).status_code == 422
    assert hanoi.get(f"/bags/{sent.json['bag']['id']}").json == sent.json["bag"]
    assert where(hanoi, number) == ("in_transit", None)


def test_the_same_bag_sent_twice_is_one(clerk):
    asked = {"id": "01936b2f-7c1a-7d3e-9f10-2b6d4c5e8a01"}
    number = lying_here(clerk)
    first, again = send(clerk, number, **asked), send(clerk, number, **asked)
    assert (again.status_code, again.json) == (201, first.json)


def test_a_parcel_on_its_way_back_travels_by_bag_too(clerk, hanoi):
    number = lying_here(clerk)
    for caller, event, office in ((hanoi, "arrived", HA_NOI_OFFICE), (hanoi, "return_started", HA_NOI_OFFICE)):
        caller.post("/scans", {"scans": [scan(number, event, hours_ago=1, office=office)]})
    back = {"from_post_office_code": HA_NOI_OFFICE, "to_post_office_code": CHI_LANG_OFFICE}
    sent = hanoi.post("/bags", back | {"tracking_numbers": [number]})
    assert receive(clerk, sent).status_code == 200
    assert where(clerk, number) == ("returning", CHI_LANG_OFFICE)

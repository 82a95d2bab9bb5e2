"""Who does not have a parcel neither sees for whom it is nor ends its way: such a scan waits for a person."""

from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from market.accounts.actions import grant
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.db import db, transaction
from market.delivery.models import Parcel, Scan
from market.delivery.queries.parcels import parcel_of
from market.delivery.rules.parcels import ScanEvent
from market.ops import invariants as auditing
from market.orders import queries
from market.orders.models import Order
from market.payments.cash.queries import cash_for
from market.payments.ledger.models import LedgerEntry
from tests.support.village import (
    CHI_LANG_OFFICE,
    HA_NOI_OFFICE,
    Caller,
    a_clerk,
    a_courier,
    an_operator,
    booked_parcel,
    calling,
    guest,
    now,
    packed_order,
    scan,
    scanned_order,
)

CA_MAU, HUB = "VN96", "25107"
PERSONAL = ("Trần Thu Hà", "912345678", "987654321", "Hàng Bài")


def send(caller: Caller, *scans: Any) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = caller.post("/scans", {"scans": list(scans)}).json["results"]
    return results


def number_of(order: Order) -> str:
    parcel = transaction(lambda: parcel_of(order.number))
    assert parcel is not None
    return parcel.tracking_number


def standing(order: Order) -> tuple[Any, ...]:
    """All that a scan may move: the parcel, its order, the cash, the books."""
    db.session.rollback()
    held, parcel, cash = queries.with_number(order.number), parcel_of(order.number), cash_for(order.number)
    assert held is not None
    assert parcel is not None
    where = (parcel.state, parcel.present_office, parcel.courier_id, parcel.delivered_at, parcel.attempts)
    money = (cash.state, cash.collected_vnd, cash.taken_by_id) if cash else None
    return held.state, held.payment_status, *where, money, len(db.session.scalars(select(LedgerEntry.id)).all())


def kept(**query: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = calling(an_operator()).get("/scans", query_string=query).json["items"]
    return items


def opens(person: Person, number: str) -> bool:
    """Whether the person learns in any way of the office's routes for whom the parcel is."""
    caller = calling(person)
    asked = (f"/parcels/{number}", "/parcels", f"/parcels?q={number}", f"/labels?tracking_numbers={number}&format=html")
    return any(word in caller.get(path).text for path in asked for word in PERSONAL)


# Sight


@pytest.mark.parametrize(
    ("who", "event"), [(a_courier, "out_for_delivery"), (a_clerk, "arrived"), (a_clerk, "accepted")]
)
def test_a_scan_from_outside_the_route_is_kept_and_opens_nothing(app, who, event) -> None:
    order, stranger = packed_order(hours_ago=9), who(CA_MAU)
    number, before = number_of(order), standing(order)
    step = scan(number, event, office=CA_MAU)
    (told,) = send(calling(stranger), step)
    assert (told["result"], told["noticed"]) == ("recorded", ["off-route", "waits-for-a-person"])
    assert calling(stranger).get(f"/parcels/{number}").status_code == 404
    assert not opens(stranger, number)
    assert standing(order) == before
    assert guest().get(f"/tracking/{number}").json["events"] == []
    assert [one["scan_id"] for one in kept()] == [step["scan_id"]]
    # Taking it back hides it from nobody who should see it.
    assert calling(stranger).put(f"/scans/{step['scan_id']}/voiding", {"reason": "nhầm"}).status_code == 200
    assert (kept(), [one["voided_by"] for one in kept(standing="voided")]) == ([], [str(stranger.id)])


def test_a_hand_over_elsewhere_tells_nothing_of_the_order(app) -> None:
    order = packed_order(hours_ago=9)
    asked = {"post_office_code": CA_MAU, "brought_by": "ai đó", "tracking_numbers": [number_of(order)]}
    answer = calling(a_clerk(CA_MAU)).post("/manifests", asked)
    assert (answer.json["manifest"]["parcels"], order.number in answer.text) == ([], False)


def test_a_stranger_is_not_told_the_cash(app) -> None:
    step = scan(booked_parcel(cod_vnd=123_456), "delivered", office=CA_MAU, cash_collected_vnd=1)
    answer = calling(a_courier(CA_MAU)).post("/scans", {"scans": [step]})
    assert (answer.json["results"][0]["result"], "123" in answer.text) == ("recorded", False)


def test_a_couriers_own_scan_opens_nothing_that_his_office_was_not_handed(app) -> None:
    """He works where parcels go and scans them as accepted, arrived and out for delivery, all by himself."""
    order, courier = packed_order(hours_ago=9), a_courier(HA_NOI_OFFICE)
    number = number_of(order)
    for hours_ago, event in enumerate(("out_for_delivery", "arrived", "accepted"), start=1):
        send(calling(courier), scan(number, event, hours_ago=hours_ago, office=HA_NOI_OFFICE))
        assert not opens(courier, number)
    send(calling(a_courier(HA_NOI_OFFICE)), scan(number, "arrived", hours_ago=1.6, office=HA_NOI_OFFICE))
    assert not opens(courier, number)
    send(calling(a_clerk(HA_NOI_OFFICE)), scan(number, "arrived", hours_ago=1.5, office=HA_NOI_OFFICE))
    assert opens(courier, number)


def test_the_offices_of_the_route_see_for_whom_it_is_until_it_is_handed_over(app) -> None:
    order = packed_order(hours_ago=9)
    number, courier = number_of(order), a_courier(HA_NOI_OFFICE)
    clerks = [a_clerk(office) for office in (CHI_LANG_OFFICE, HUB, HA_NOI_OFFICE)]
    shown = [calling(clerk).get(f"/parcels/{number}").json["parcel"]["recipient_name"] for clerk in clerks]
    assert shown == ["Trần Thu Hà"] * 3
    scanned_order(order, "accepted")
    calling(clerks[2]).put(f"/parcels/{number}/courier", {"courier_id": str(courier.id)})
    assert opens(courier, number)
    send(calling(courier), scan(number, "delivered", hours_ago=0.5, office=HA_NOI_OFFICE))
    assert standing(order)[:3] == ("delivered", "collected", "delivered")
    for person in (*clerks, courier):
        assert not opens(person, number)
    assert calling(clerks[2]).get(f"/parcels/{number}").json["parcel"]["recipient_phone"] == ""
    assert calling(clerks[2]).get("/parcels?q=0912345678").json["items"] == []
    assert calling(clerks[2]).get(f"/labels?tracking_numbers={number}").status_code == 404


def test_a_stranger_takes_no_parcel_off_a_couriers_round(app) -> None:
    order, courier = scanned_order(packed_order(hours_ago=9), "accepted"), a_courier(HA_NOI_OFFICE)
    number, given = number_of(order), {"courier_id": str(courier.id)}
    assert calling(a_clerk(HA_NOI_OFFICE)).put(f"/parcels/{number}/courier", given).status_code == 200
    send(calling(a_clerk(CA_MAU)), scan(number, "arrived", hours_ago=0.5, office=CA_MAU))
    assert opens(courier, number)


# Custody


@pytest.mark.parametrize("end", ["delivered", "lost", "damaged", "returned"])
@pytest.mark.parametrize(
    ("office", "first"), [(CA_MAU, []), (CA_MAU, ["accepted"]), (HA_NOI_OFFICE, []), (HA_NOI_OFFICE, ["arrived"])]
)
def test_nobody_ends_the_way_of_what_the_post_was_not_given(app, end, office, first) -> None:
    order, courier = packed_order(hours_ago=9), a_courier(office)
    number = number_of(order)
    send(calling(courier), *(scan(number, event, hours_ago=2, office=office) for event in first))
    before = standing(order)
    (told,) = send(calling(courier), scan(number, end, office=office))
    assert "waits-for-a-person" in told["noticed"]
    assert standing(order) == before
    assert transaction(lambda: list(auditing.broken())) == []


def test_a_courier_does_not_hand_over_what_only_he_says_was_taken_in(app) -> None:
    order, courier = packed_order(hours_ago=9), calling(a_courier(HA_NOI_OFFICE))
    number = number_of(order)
    accepted, delivered = (
        scan(number, event, hours_ago=hours, office=HA_NOI_OFFICE)
        for event, hours in (("accepted", 2), ("delivered", 1))
    )
    assert "waits-for-a-person" in send(courier, delivered, accepted)[0]["noticed"]
    assert standing(order)[:3] == ("shipped", "due", "accepted")
    send(calling(a_clerk()), scan(number, "accepted", hours_ago=3))
    assert standing(order)[:3] == ("delivered", "collected", "delivered")
    assert kept() == []


def test_an_acceptance_that_comes_late_ends_the_waiting_and_its_voiding_begins_it_anew(app) -> None:
    order, clerk = packed_order(hours_ago=9), calling(a_clerk())
    number, before = number_of(order), standing(order)
    accepted, delivered = scan(number, "accepted", hours_ago=3), scan(number, "delivered", hours_ago=1)
    send(calling(a_clerk(HA_NOI_OFFICE)), delivered | {"post_office_code": HA_NOI_OFFICE})
    assert standing(order) == before
    send(clerk, accepted)
    assert standing(order)[:3] == ("delivered", "collected", "delivered")
    clerk.put(f"/scans/{accepted['scan_id']}/voiding", {"reason": "nhầm"})
    assert standing(order)[:3] == ("packed", "due", "requested")
    assert transaction(lambda: list(auditing.broken())) == []


def test_a_courier_with_the_parcel_may_end_its_way_from_wherever_he_is(app) -> None:
    order, courier = scanned_order(packed_order(hours_ago=9), "accepted"), a_courier(HA_NOI_OFFICE)
    number = number_of(order)
    transaction(lambda: grant(person=db.session.merge(courier), role=RoleName.COURIER, place=CA_MAU, now=now()))
    calling(a_clerk(HA_NOI_OFFICE)).put(f"/parcels/{number}/courier", {"courier_id": str(courier.id)})
    assert (
        send(calling(courier), scan(number, "arrived", hours_ago=0.5, office=CA_MAU))[0]["parcel_state"] == "accepted"
    )
    assert send(calling(courier), scan(number, "delivered", hours_ago=0.4, office=CA_MAU))[0]["noticed"] == [
        "off-route"
    ]
    assert standing(order)[0] == "delivered"


# The operator decides


def test_an_operator_upholds_what_is_right_once(app) -> None:
    order, operator = packed_order(hours_ago=9), calling(an_operator())
    number, courier = number_of(order), a_courier(CA_MAU)
    step = scan(number, "delivered", office=CA_MAU)
    send(calling(courier), step)
    for _ in range(2):
        answer = operator.put(f"/scans/{step['scan_id']}/upholding")
        assert (answer.status_code, answer.json["parcel_state"]) == (200, "delivered")
    assert standing(order)[:3] == ("delivered", "collected", "delivered")
    assert kept() == []
    assert not opens(courier, number)
    assert transaction(lambda: list(auditing.broken())) == []


def test_an_office_that_was_vouched_for_goes_on(app) -> None:
    order, clerk = scanned_order(packed_order(hours_ago=9), "accepted"), a_clerk(CA_MAU)
    number, step = number_of(order), scan(number_of(order), "arrived", hours_ago=0.9, office=CA_MAU)
    send(calling(clerk), step)
    assert not opens(clerk, number)
    calling(an_operator()).put(f"/scans/{step['scan_id']}/upholding")
    assert opens(clerk, number)
    (told,) = send(calling(clerk), scan(number, "departed", hours_ago=0.5, office=CA_MAU))
    assert (told["parcel_state"], told.get("noticed")) == ("in_transit", None)


@pytest.mark.parametrize("end", ["delivered", "lost"])
def test_an_operator_voids_what_is_wrong_and_it_is_not_upheld_after_that(app, end) -> None:
    order, operator = packed_order(hours_ago=9), calling(an_operator())
    step, before = scan(number_of(order), end, office=CA_MAU), standing(order)
    send(calling(a_courier(CA_MAU)), step)
    assert operator.put(f"/scans/{step['scan_id']}/voiding", {"reason": "không phải của họ"}).status_code == 200
    refused = operator.put(f"/scans/{step['scan_id']}/upholding")
    assert (refused.status_code, refused.json["type"]) == (409, "wrong-state")
    assert standing(order) == before


def test_nobody_upholds_a_scan_of_their_own(app) -> None:
    order, both = packed_order(hours_ago=9), a_courier(CA_MAU)
    transaction(lambda: grant(person=db.session.merge(both), role=RoleName.OPERATOR, place="", now=now()))
    step, before = scan(number_of(order), "delivered", office=CA_MAU), standing(order)
    send(calling(both), step)
    refused = calling(both).put(f"/scans/{step['scan_id']}/upholding")
    assert (refused.status_code, refused.json["type"]) == (403, "own-scan")
    assert calling(a_clerk(CA_MAU)).put(f"/scans/{step['scan_id']}/upholding").status_code == 403
    assert calling(a_clerk()).get("/scans").status_code == 403
    assert standing(order) == before


def test_what_ended_otherwise_meanwhile_is_not_upheld_and_the_cash_must_be_what_is_due(app) -> None:
    order, other = packed_order(hours_ago=9), packed_order(hours_ago=9)
    late, short = (
        scan(number_of(order), "lost", hours_ago=0.1, office=CA_MAU),
        scan(number_of(other), "delivered", office=CA_MAU, cash_collected_vnd=1),
    )
    send(calling(a_courier(CA_MAU)), late, short)
    scanned_order(order, "accepted", "delivered")
    before = standing(order), standing(other)
    refusals = [calling(an_operator()).put(f"/scans/{one['scan_id']}/upholding").json["type"] for one in (late, short)]
    assert refusals == ["wrong-state", "cash-differs"]
    assert (standing(order), standing(other)) == before
    assert len(kept()) == 2


# Whatever strangers scan

steps = st.lists(
    st.tuples(st.sampled_from([*ScanEvent]), st.sampled_from([CA_MAU, "VN79"]), st.booleans(), st.integers(0, 400)),
    min_size=1,
    max_size=8,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps, st.sampled_from([(), ("accepted",), ("accepted", "delivered")]), st.booleans())
def test_strangers_scans_move_no_order_no_money_and_no_sight(app, told, lived, voiding) -> None:
    order = packed_order(hours_ago=9)
    if lived:
        scanned_order(order, *lived)
    people = {
        (office, clerk): (a_clerk if clerk else a_courier)(office) for _, office, clerk, _ in told for clerk in (clerk,)
    }
    number, before = number_of(order), standing(order)
    for event, office, clerk, minutes in told:
        caller, step = calling(people[office, clerk]), scan(number, event, hours_ago=minutes / 60, office=office)
        send(caller, step)
        if voiding:
            caller.put(f"/scans/{step['scan_id']}/voiding", {"reason": "nhầm"})
    assert standing(order) == before
    assert not any(opens(person, number) for person in people.values())
    assert transaction(lambda: list(auditing.broken())) == []


scanners = st.one_of(
    st.tuples(st.just(a_clerk), st.sampled_from([CHI_LANG_OFFICE, HUB, HA_NOI_OFFICE, CA_MAU])),
    st.tuples(st.just(a_courier), st.sampled_from([HUB, HA_NOI_OFFICE, CA_MAU])),
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scanners, st.lists(st.tuples(st.sampled_from([*ScanEvent]), st.integers(0, 400)), min_size=1, max_size=6))
def test_ones_own_scans_never_widen_what_one_sees(app, scanner, told) -> None:
    """Those of the route too: whatever they scan, they see of it what they saw before, or less."""
    order, person = scanned_order(packed_order(hours_ago=9), "accepted"), scanner[0](scanner[1])
    number, caller = number_of(order), calling(person)
    before = opens(person, number)
    for event, minutes in told:
        send(caller, scan(number, event, hours_ago=minutes / 60, office=scanner[1]))
        assert before or not opens(person, number)


def test_what_counted_before_this_rule_still_counts(app) -> None:
    """A delivery that was recorded without an acceptance is not undone by the next scan."""
    order = packed_order(hours_ago=9)
    parcel = transaction(lambda: parcel_of(order.number))
    send(calling(a_clerk(HA_NOI_OFFICE)), old := scan(parcel, "delivered", office=HA_NOI_OFFICE))
    transaction(partial(_as_before, old["scan_id"]))
    send(calling(a_clerk()), scan(parcel, "accepted", hours_ago=5))
    assert db.session.scalars(select(Parcel.state)).one() == "delivered"


def _as_before(scan_id: str) -> None:
    found = db.session.scalars(select(Scan)).one()
    found.trust = "sure"

"""Scans come late, twice and out of order; a parcel is where they say, and one bad scan loses no other."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from market import clock
from market.accounts.rules import RoleName
from market.db import db, transaction
from market.delivery.fold import corrected, counting, fold, in_order
from market.delivery.invariants import audit
from market.delivery.models import Parcel, Scan
from market.delivery.rules.custody import Trust
from market.delivery.rules.news import ParcelMoved
from market.delivery.rules.parcels import ENDS, LEADS_TO, ParcelState, ScanEvent
from market.errors import Conflict
from tests.support.hearing import heard_by, hearing
from tests.support.village import (
    CHI_LANG_OFFICE,
    HA_NOI_OFFICE,
    Caller,
    a_buyer,
    a_clerk,
    a_courier,
    a_person,
    booked_parcel,
    calling,
    guest,
    requested_parcel,
    scan,
)

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Step:
    event: str
    happened_at: datetime
    scan_id: UUID
    post_office_code: str = CHI_LANG_OFFICE
    voided_at: datetime | None = None
    by_id: UUID | None = None
    trust: Trust = Trust.SURE


steps = st.lists(
    st.builds(
        Step,
        event=st.sampled_from([*ScanEvent]),
        happened_at=st.integers(0, 6).map(lambda hours: NOON + timedelta(hours=hours)),
        scan_id=st.uuids(),
        voided_at=st.sampled_from([None, None, None, NOON]),
        by_id=st.sampled_from([None, UUID(int=1), UUID(int=2)]),
        trust=st.sampled_from([*Trust, Trust.OFFICE]),
    ),
    max_size=8,
    unique_by=lambda step: step.scan_id,
)


def journey(*events, voided=()):
    return [
        Step(event, NOON + timedelta(hours=hour), UUID(int=hour), voided_at=NOON if hour in voided else None)
        for hour, event in enumerate(events)
    ]


def state_of(scans):
    return fold(scans, unscanned=ParcelState.BOOKED).state


# The fold


@given(steps, st.randoms())
def test_the_order_of_arrival_does_not_matter(scans, chance):
    shuffled = scans[:]
    chance.shuffle(shuffled)
    assert fold(shuffled, unscanned=ParcelState.BOOKED) == fold(scans, unscanned=ParcelState.BOOKED)


@given(steps)
def test_voided_scans_say_nothing(scans):
    live = [step for step in scans if step.voided_at is None]
    assert fold(scans, unscanned=ParcelState.BOOKED) == fold(live, unscanned=ParcelState.BOOKED)


@given(steps)
def test_the_first_end_stays_the_end(scans):
    ends = [LEADS_TO[step.event] for step in counting(scans) if LEADS_TO[step.event] in ENDS]
    assert (state_of(scans) in ENDS) == bool(ends)
    assert not ends or state_of(scans) == ends[0]


@pytest.mark.parametrize(
    ("happened", "state"),
    [
        ((), "booked"),
        (("accepted",), "accepted"),
        (("accepted", "departed"), "in_transit"),
        (("accepted", "departed", "arrived", "out_for_delivery"), "out_for_delivery"),
        (("out_for_delivery", "delivery_failed", "held_for_pickup"), "held_for_pickup"),
        (("accepted", "out_for_delivery", "delivered"), "delivered"),
        (("delivered", "arrived"), "delivered"),
        (("delivery_failed", "return_started", "departed", "arrived"), "returning"),
        (("return_started", "out_for_delivery", "returned"), "returned"),
        (("departed", "lost", "arrived"), "lost"),
    ],
)
def test_the_state_is_what_the_scans_say_in_the_order_they_happened(happened, state):
    assert state_of(journey(*happened)) == state


def test_voiding_the_last_scan_takes_the_parcel_back():
    assert state_of(journey("accepted", "delivered", voided=(1,))) == "accepted"


def test_scans_of_one_instant_stand_in_the_order_of_their_events():
    scans = [Step(event, NOON, UUID(int=99 - rank)) for rank, event in enumerate(ScanEvent)]
    assert [step.event for step in in_order(scans)] == [*ScanEvent]


@pytest.mark.parametrize(
    ("clock_said", "taken"),
    [
        (timedelta(minutes=5), timedelta(minutes=5)),
        (timedelta(minutes=5, seconds=1), timedelta(0)),
        (timedelta(days=-9), timedelta(days=-9)),
        (timedelta(days=-9, seconds=-1), timedelta(days=-2)),
    ],
)
def test_only_a_clock_that_is_plainly_wrong_is_corrected(clock_said, taken):
    asked = NOON - timedelta(days=2)
    assert corrected(NOON + clock_said, received_at=NOON, requested_at=asked) == NOON + taken


# Through the API


@pytest.fixture(autouse=True)
def news(app):
    """What is told of parcels; these belong to no order, so nobody else listens."""
    with hearing(ParcelMoved) as told:
        yield told


@pytest.fixture
def clerk(app):
    return calling(a_clerk())


def send(clerk: Caller, *scans, **kwargs):
    answer = clerk.post("/scans", {"scans": list(scans)}, **kwargs)
    assert answer.status_code == 200, answer.text
    return answer.json["results"]


def stored(parcel):
    db.session.rollback()
    return db.session.get(Parcel, parcel.id, populate_existing=True)


def count_scans():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Scan))


def test_a_scan_moves_the_parcel_and_is_told_once(clerk, news):
    parcel = booked_parcel()
    news.clear()
    one = scan(parcel, "accepted")
    assert send(clerk, one) == [{"scan_id": one["scan_id"], "result": "recorded", "parcel_state": "accepted"}]
    assert send(clerk, one) == [{"scan_id": one["scan_id"], "result": "duplicate", "parcel_state": "accepted"}]
    assert (stored(parcel).state, stored(parcel).present_office) == ("accepted", CHI_LANG_OFFICE)
    assert [(told.previous, told.state, told.post_office_code) for told in news] == [
        ("booked", "accepted", CHI_LANG_OFFICE)
    ]
    assert list(audit()) == []


def test_delivery_tells_the_cash_that_was_due(clerk, news):
    parcel = booked_parcel(cod_vnd=120_000)
    send(clerk, scan(parcel, "accepted", hours_ago=3), scan(parcel, "delivered", hours_ago=2))
    assert (news[-1].state, news[-1].cash_collected_vnd) == ("delivered", 120_000)
    assert stored(parcel).delivered_at == news[-1].happened_at
    assert list(audit()) == []


def test_a_parcel_handed_in_before_the_carrier_confirms_is_taken_in(clerk):
    parcel = requested_parcel()
    assert send(clerk, scan(parcel, "accepted"))[0]["result"] == "recorded"


def test_scans_sent_in_any_order_and_in_pieces_end_in_the_same_state(clerk):
    parcel = booked_parcel()
    send(clerk, scan(parcel, "out_for_delivery", hours_ago=2))
    send(clerk, scan(parcel, "delivered", hours_ago=1), scan(parcel, "accepted", hours_ago=9))
    assert send(clerk, scan(parcel, "arrived", hours_ago=4))[0]["parcel_state"] == "delivered"
    assert list(audit()) == []


def test_a_late_scan_may_take_the_parcel_back(clerk, news):
    parcel = booked_parcel()
    send(clerk, scan(parcel, "accepted", hours_ago=3), scan(parcel, "delivered", hours_ago=1))
    send(clerk, scan(parcel, "lost", hours_ago=2))
    assert (news[-1].previous, news[-1].state) == ("delivered", "lost")
    assert (stored(parcel).state, stored(parcel).delivered_at) == ("lost", None)
    assert list(audit()) == []


def test_one_bad_scan_never_loses_the_others(clerk):
    parcel, ended = booked_parcel(), booked_parcel()
    send(clerk, scan(ended, "accepted", hours_ago=6), scan(ended, "returned", hours_ago=5))
    mistyped = parcel.tracking_number[:10] + str((int(parcel.tracking_number[10]) + 1) % 10) + "VN"
    results = send(
        clerk,
        scan(parcel, "accepted", hours_ago=6),
        scan(parcel, "swallowed"),
        "not a scan",
        None,
        scan(parcel, "departed", colour="red"),
        scan(parcel, "departed", office=HA_NOI_OFFICE),
        scan(parcel, "departed", tracking_number=mistyped),
        scan(parcel, "departed", tracking_number="CZ999999995VN"),
        scan(ended, "arrived"),
        scan(parcel, "accepted", weight_g=31_501),
        scan(parcel, "accepted", cash_collected_vnd=5_000),
        scan(parcel, "delivered", cash_collected_vnd=119_000),
        scan(parcel, "departed", hours_ago=3),
    )
    assert [(result["result"], result.get("problem", {}).get("type")) for result in results] == [
        ("recorded", None),
        ("refused", "invalid-input"),
        ("refused", "invalid-input"),
        ("refused", "invalid-input"),
        ("refused", "invalid-input"),
        ("refused", "not-your-office"),
        ("refused", "mistyped-number"),
        ("refused", "unknown-parcel"),
        ("refused", "wrong-state"),
        ("refused", "parcel-too-heavy"),
        ("refused", "cash-differs"),
        ("refused", "cash-differs"),
        ("recorded", None),
    ]
    assert count_scans() == 4
    assert stored(parcel).state == "in_transit"


def test_the_counter_takes_31_and_a_half_kilograms_and_not_a_gram_more(clerk):
    parcel = booked_parcel()
    (heavier,) = send(clerk, scan(parcel, "accepted", hours_ago=2, weight_g=31_501))
    assert heavier["problem"]["type"] == "parcel-too-heavy"
    assert send(clerk, scan(parcel, "accepted", weight_g=31_500))[0]["result"] == "recorded"


@pytest.mark.parametrize(
    "wrong",
    [
        {"scan_id": "not-a-uuid"},
        {"scanned_at": "yesterday"},
        {"scanned_at": "2026-11-23T05:14:00"},
        {"post_office_code": 25715},
        {"note": "x" * 201},
        {"note": "a\u0000b"},
        {"cash_collected_vnd": -1},
        {"cash_collected_vnd": 1.5},
        {"tracking_number": ["CA000000014VN"]},
    ],
)
def test_a_scan_out_of_form_says_which_field(clerk, wrong):
    (result,) = send(clerk, scan(booked_parcel(), "accepted", **wrong))
    assert list(result["problem"]["errors"]) == list(wrong)
    assert count_scans() == 0


def test_a_problem_is_told_in_the_readers_language(clerk):
    parcel = booked_parcel()
    wrong = scan(parcel, "delivered", cash_collected_vnd=1)
    vietnamese = send(clerk, wrong)[0]["problem"]["detail"]
    english = send(clerk, wrong, headers={"Accept-Language": "en"})[0]["problem"]["detail"]
    assert vietnamese.startswith("Phải thu 120.000 đ")
    assert english.startswith("120.000 đ is due")


def test_a_wrong_clock_is_corrected_and_both_times_are_kept(clerk):
    parcel, ahead = booked_parcel(), "2099-01-01T00:00:00Z"
    send(clerk, scan(parcel, "accepted", scanned_at=ahead))
    kept = db.session.scalars(select(Scan)).one()
    assert (kept.scanned_at.year, kept.happened_at) == (2099, kept.received_at)


def test_a_scan_off_the_route_is_flagged(clerk, app):
    parcel = booked_parcel()
    send(calling(a_clerk("25107")), scan(parcel, "arrived", office="25107"))
    send(calling(a_clerk("VN79")), scan(parcel, "arrived", office="VN79"))
    flags = {kept.post_office_code: kept.off_route for kept in db.session.scalars(select(Scan))}
    assert flags == {"25107": False, "VN79": True}


def test_a_cancelled_parcel_takes_no_scans(clerk):
    parcel = booked_parcel()
    transaction(lambda: db.session.execute(update(Parcel).values(state="cancelled")))
    assert send(clerk, scan(parcel, "accepted"))[0]["problem"]["type"] == "wrong-state"
    assert (count_scans(), stored(parcel).state) == (0, "cancelled")


def test_what_a_listener_refuses_undoes_that_parcel_only(clerk, news, monkeypatch):
    parcel, other = booked_parcel(), booked_parcel()

    def refuse(moved):
        if moved.reference == parcel.reference:
            raise Conflict

    with heard_by(refuse, ParcelMoved):
        results = send(clerk, scan(parcel, "accepted"), scan(other, "accepted"))
    assert [result["result"] for result in results] == ["refused", "recorded"]
    assert (stored(parcel).state, stored(other).state, count_scans()) == ("booked", "accepted", 1)
    assert results[0]["parcel_state"] == "booked"


def test_a_batch_has_at_most_five_hundred_scans(clerk):
    parcel = booked_parcel()
    answer = clerk.post("/scans", {"scans": [scan(parcel, "arrived", hours_ago=1 + i / 1000) for i in range(501)]})
    assert (answer.status_code, answer.json["type"], count_scans()) == (422, "invalid-input", 0)
    assert len(send(clerk, *(scan(parcel, "arrived", hours_ago=1 + i / 1000) for i in range(500)))) == 500


@pytest.mark.parametrize("body", [{}, {"scans": {}}, {"scans": None}, {"scans": [], "more": 1}, []])
def test_a_body_that_is_no_batch_is_refused(clerk, body):
    assert clerk.post("/scans", body).status_code == 422


def test_only_clerks_and_couriers_scan(app):
    parcel = booked_parcel()
    batch = {"scans": [scan(parcel, "accepted")]}
    assert guest().post("/scans", batch).status_code == 401
    assert calling(a_buyer()).post("/scans", batch).status_code == 403
    assert calling(a_person("Vi Thị Hoa", (RoleName.OPERATOR, ""))).post("/scans", batch).status_code == 403
    assert count_scans() == 0
    assert send(calling(a_courier()), *batch["scans"])[0]["result"] == "recorded"


def test_the_same_scans_sent_by_two_at_once_are_recorded_once(app, news):
    parcels = [booked_parcel() for _ in range(3)]
    batch = [scan(parcel, "accepted") for parcel in parcels]
    callers = [calling(a_clerk()) for _ in range(6)]

    def post(numbered):
        number, caller = numbered
        with app.app_context():
            return [r["result"] for r in send(caller, *(batch if number % 2 else batch[::-1]))]

    news.clear()
    db.session.rollback()
    with ThreadPoolExecutor(len(callers)) as pool:
        results = [result for answer in pool.map(post, enumerate(callers)) for result in answer]
    assert sorted(results) == ["duplicate"] * 15 + ["recorded"] * 3
    assert (count_scans(), len(news)) == (3, 3)
    assert clock.now() > stored(parcels[0]).requested_at

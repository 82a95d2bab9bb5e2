"""Tracking answers where, when and what now; a wrong number gets a kind answer, and guessing ends soon."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations

import pytest
from flask import current_app
from sqlalchemy import func, select, update

from market import clock
from market.accounts.models import Attempt
from market.clock import LOCAL
from market.db import db, transaction
from market.delivery import flows
from market.delivery.actions.parcels import withdraw_parcel
from market.delivery.estimates import Promise, promise_now, promised
from market.delivery.invariants import audit
from market.delivery.models import Parcel, TrackingSeries
from market.delivery.queries.tracking import tracking
from market.delivery.rules.parcels import KNOWN_PER_ADDRESS, ParcelState, UnknownParcel
from market.delivery.s10 import s10
from market.delivery.serials import key_of, shuffled
from tests.support.village import HA_NOI_OFFICE, a_clerk, booked_parcel, calling, guest, scan

MONDAY = date(2026, 11, 23)


def at(hour, minute=0):
    return datetime(2026, 11, 23, hour, minute, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("taken_in", "service", "expected"),
    [
        (at(9), "standard", (25, 26)),
        (at(16), "standard", (25, 26)),
        (at(16, 1), "standard", (26, 27)),
        (at(11), "express", (26, 27)),
    ],
)
def test_what_comes_after_the_cut_off_leaves_a_day_later(taken_in, service, expected):
    given = promised(taken_in, service, (2, 3))
    assert (given.earliest.day, given.latest.day) == expected


FIRST = Promise(date(2026, 11, 25), date(2026, 11, 26))


@pytest.mark.parametrize(
    ("state", "near", "day", "expected"),
    [
        ("in_transit", False, 23, (25, 26, False)),
        ("in_transit", False, 26, (26, 26, False)),
        ("in_transit", False, 27, (27, 29, True)),
        ("in_transit", True, 25, (25, 26, False)),
        ("in_transit", True, 28, (28, 29, True)),
        ("out_for_delivery", True, 25, (25, 25, False)),
        ("out_for_delivery", True, 27, (27, 27, True)),
        ("delivery_failed", True, 25, (26, 27, True)),
        ("delivered", True, 25, None),
        ("returning", False, 25, None),
    ],
)
def test_the_promise_is_said_anew_when_it_cannot_be_kept(state, near, day, expected):
    now = promise_now(FIRST, ParcelState(state), at_destination=near, today=MONDAY + timedelta(days=day - 23))
    assert (now and (now.earliest.day, now.latest.day, now.late)) == expected


def track(parcel, **headers):
    return guest().get(f"/tracking/{parcel.tracking_number}", headers=headers)


def test_each_step_says_what_now(app):
    parcel, clerk = booked_parcel(), calling(a_clerk(HA_NOI_OFFICE))
    assert track(parcel).json["what_now"] == "Nhà bán đã gói hàng và sắp mang ra bưu cục."
    for hours_ago, event, said in (
        (6, "accepted", "Bưu điện đã nhận và sắp chuyển đi. Dự kiến đến"),
        (5, "departed", "Bưu kiện đang trên đường. Dự kiến đến"),
        (4, "out_for_delivery", "Bưu tá đang mang đến."),
        (3, "delivery_failed", "Lần 1 chưa giao được, bưu tá sẽ đến lại."),
        (2, "held_for_pickup", "Xin đến Bưu điện trung tâm Hà Nội lấy, chậm nhất ngày"),
        (1, "delivered", "Đã giao xong."),
    ):
        clerk.post("/scans", {"scans": [scan(parcel, event, hours_ago=hours_ago, office=HA_NOI_OFFICE)]})
        shown = track(parcel).json
        assert said in shown["what_now"], (event, shown["what_now"])
    assert shown["promise"] is None


def test_the_promise_stands_beside_the_sentence(app):
    parcel = booked_parcel()
    taken_in = clock.ago(clock.now(), hours=30)
    calling(a_clerk()).post("/scans", {"scans": [scan(parcel, "accepted", hours_ago=30)]})
    first = promised(taken_in, "standard", (2, 3))
    shown = track(parcel, **{"Accept-Language": "en"}).json
    assert shown["promise"] == {
        "earliest": first.earliest.isoformat(),
        "latest": first.latest.isoformat(),
        "late": False,
    }
    assert "It should come between" in shown["what_now"]


def test_a_voided_or_outlived_scan_is_not_shown(app):
    parcel, clerk = booked_parcel(), calling(a_clerk())
    mistake = scan(parcel, "lost", hours_ago=3)
    clerk.post("/scans", {"scans": [scan(parcel, "departed", hours_ago=1), scan(parcel, "accepted", hours_ago=5)]})
    clerk.post("/scans", {"scans": [mistake]})
    assert [event["event"] for event in track(parcel).json["events"]] == ["accepted", "lost"]
    clerk.put(f"/scans/{mistake['scan_id']}/voiding", {"reason": "nhầm"})
    assert [event["event"] for event in track(parcel).json["events"]] == ["accepted", "departed"]


def guess(number, **kwargs):
    return guest().get(f"/tracking/{number}", **kwargs)


def tries():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Attempt))


def test_guessing_ends_soon_and_another_address_is_not_harmed(app):
    parcel = booked_parcel()
    numbers = [s10(50_000_000 + n) for n in range(60)]
    assert {guess(number).json["type"] for number in numbers} == {"unknown-parcel"}
    for number in (numbers[0], parcel.tracking_number):
        refused = guess(number)
        assert (refused.status_code, refused.json["type"]) == (429, "too-many-requests")
        assert int(refused.headers["Retry-After"]) == 3600
    elsewhere = guess(parcel.tracking_number, environ_overrides={"REMOTE_ADDR": "10.0.0.9"})
    assert elsewhere.status_code == 200


def test_mistyped_numbers_are_not_counted_and_a_right_one_once(app):
    parcel = booked_parcel()
    for _ in range(3):
        assert guess(parcel.tracking_number).status_code == 200
        assert guess("CA000000011VN").json["type"] == "mistyped-number"
    assert tries() == 2  # that the address follows one parcel more, and that it is this one
    guess(s10(50_000_000))
    assert tries() == 3


def test_nobody_follows_a_whole_trade(app, monkeypatch):
    monkeypatch.setattr(flows, "KNOWN_PER_ADDRESS", replace(KNOWN_PER_ADDRESS, most=2))
    numbers = [booked_parcel().tracking_number for _ in range(3)]
    assert [guess(number).status_code for number in numbers * 2] == [200, 200, 429] * 2
    assert page(f"/t/{numbers[2]}").status_code == 429
    assert guess(numbers[2], environ_overrides={"REMOTE_ADDR": "10.0.0.9"}).status_code == 200


def test_no_number_tells_of_another(app):
    """The serials of the finding, 0 to 54, and those beside the numbers that were given."""
    serials = [serial_of(booked_parcel()) for _ in range(12)]
    assert sorted(serials) != serials
    assert not set(range(55)) & set(serials)
    assert min(abs(one - other) for one, other in combinations(serials, 2)) > 1_000


def test_numbers_given_before_stay_valid_and_are_never_given_again(app):
    key = key_of(current_app.config["MARKET"].secret_key)
    serial = transaction(lambda: db.session.scalars(select(TrackingSeries.next_serial)).one())
    old, taken = booked_parcel(), s10(shuffled(serial + 1, key))
    transaction(lambda: db.session.execute(update(Parcel).values(tracking_number=taken)))
    new = booked_parcel()
    assert new.tracking_number == s10(shuffled(serial + 2, key))
    assert guess(taken).status_code == 200
    assert transaction(lambda: db.session.get(Parcel, old.id).tracking_number) == taken
    assert list(audit()) == []


def serial_of(parcel):
    return (ord(parcel.tracking_number[1]) - ord("A")) * 10**8 + int(parcel.tracking_number[2:10])


def test_the_public_is_told_hours_and_the_staff_the_second(app):
    parcel, clerk = booked_parcel(), calling(a_clerk())
    steps = [scan(parcel, event, hours_ago=hours) for event, hours in (("accepted", 2.3), ("delivered", 1.1))]
    clerk.post("/scans", {"scans": steps})
    shown = track(parcel).json
    told = [event["at"] for event in shown["events"]] + [shown["delivered_at"]]
    assert [at[13:] for at in told] == [":00:00Z"] * 3
    assert told[0][:13] == steps[0]["scanned_at"][:13]
    known = [one["happened_at"] for one in clerk.get(f"/parcels/{parcel.tracking_number}").json["scans"]]
    assert [at[:19] for at in known] == [step["scanned_at"][:19] for step in steps]


@pytest.mark.parametrize("end", ["delivered", "lost", "damaged", "returned"])
def test_three_months_after_its_end_a_parcel_is_as_unknown_as_one_that_never_was(app, end):
    parcel = booked_parcel()
    steps = [scan(parcel, "accepted", hours_ago=2), scan(parcel, end)]
    calling(a_clerk()).post("/scans", {"scans": steps})
    ended = datetime.fromisoformat(steps[1]["scanned_at"])
    assert tracking(parcel.tracking_number, now=ended + timedelta(days=89, hours=23))["state"] == end
    with pytest.raises(UnknownParcel):
        tracking(parcel.tracking_number, now=ended + timedelta(days=90))


def test_what_was_called_off_is_forgotten_and_what_still_travels_is_not(app):
    cancelled, travelling = booked_parcel(), booked_parcel()
    transaction(lambda: withdraw_parcel(reference=cancelled.reference, now=clock.now()))
    calling(a_clerk()).post("/scans", {"scans": [scan(travelling, "accepted")]})
    later = clock.ago(clock.now(), days=-91)
    with pytest.raises(UnknownParcel):
        tracking(cancelled.tracking_number, now=later)
    assert tracking(travelling.tracking_number, now=later)["state"] == "accepted"


# The page behind the QR


def page(path, **headers):
    return guest().client.get(path, headers=headers)


def test_the_page_works_without_javascript_and_shows_no_person(app):
    parcel = booked_parcel()
    calling(a_clerk()).post("/scans", {"scans": [scan(parcel, "accepted")]})
    shown = page(f"/t/{parcel.tracking_number.lower()}")
    assert (shown.status_code, shown.mimetype) == (200, "text/html")
    for said in (parcel.tracking_number, "bưu cục đã nhận", "Bưu điện xã Chi Lăng", "Dự kiến đến"):
        assert said in shown.text, said
    for private in ("Trần Thu Hà", "Hoàng Thị Lan", "987654321", "Hàng Bài", parcel.reference, "<script>"):
        assert private not in shown.text
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    assert "Taken in" in page(f"/t/{parcel.tracking_number}", **{"Accept-Language": "en"}).text


@pytest.mark.parametrize(
    ("number", "said"), [("CZ999999995VN", "Không có bưu kiện nào"), ("CZ999999991VN", "gõ nhầm"), ("hello", "gõ nhầm")]
)
def test_a_wrong_number_gets_a_kind_page_with_a_form(app, number, said):
    shown = page(f"/t/{number}")
    assert (shown.status_code, said in shown.text, "<form" in shown.text) == (404, True, True)


def test_a_number_can_be_typed_in(app):
    assert "<form" in page("/t").text
    answer = page("/t?number=ca 00000001 4 vn")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/t/CA000000014VN")
    assert page("/t?number=<script>alert(1)</script>").status_code == 200
    assert "<script>" not in page("/t?number=%22%3E<script>").text


def test_the_page_counts_guesses_as_well(app):
    for n in range(61):
        last = page(f"/t/{s10(60_000_000 + n)}")
    assert (last.status_code, "Retry-After" in last.headers) == (429, True)


@pytest.mark.parametrize(
    ("steps", "kept"),
    [
        (("accepted",), True),
        (("accepted", "departed"), True),
        (("accepted", "out_for_delivery", "delivery_failed"), True),
        (("accepted", "out_for_delivery", "refused"), False),
        (("accepted", "out_for_delivery", "refused", "return_started"), False),
        (("accepted", "held_for_pickup"), False),
    ],
)
def test_public_and_clerks_are_told_one_promise_and_none_of_what_goes_back(app, steps, kept):
    parcel, clerk = booked_parcel(), calling(a_clerk(HA_NOI_OFFICE))
    for place, step in enumerate(steps):
        event, reason = ("delivery_failed", {"reason": "refused_goods"}) if step == "refused" else (step, {})
        sent = scan(parcel, event, hours_ago=len(steps) - place, office=HA_NOI_OFFICE, **reason)
        assert clerk.post("/scans", {"scans": [sent]}).json["results"][0]["result"] == "recorded"
    public = track(parcel).json
    staff = clerk.get(f"/parcels/{parcel.tracking_number}").json["parcel"]
    assert (public["promise"] is not None) == kept
    assert staff["promised_by"] == (public["promise"]["latest"] if kept else None)
    assert ("Dự kiến" in public["what_now"]) == kept

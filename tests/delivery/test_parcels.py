"""A parcel is asked for, booked outside any transaction, withdrawn, listed for staff and found by the public."""

import pytest
from sqlalchemy import select

from market import clock, outbox
from market.db import db, transaction
from market.delivery.actions import parcels, reference
from market.delivery.carriers.interface import BookingRefused, CarrierUnavailable
from market.delivery.carriers.registry import CARRIERS, POSTMART
from market.delivery.flows import book_parcel
from market.delivery.invariants import audit
from market.delivery.models import Parcel, PostOffice, TrackingSeries
from market.delivery.queries.parcels import parcel_of
from market.delivery.rules.news import ParcelMoved
from market.delivery.s10 import is_s10
from market.delivery.tariff import ParcelTooHeavy
from market.errors import Conflict, WrongState
from market.wiring.jobs import JOBS
from tests.support.hearing import hearing
from tests.support.village import (
    CHI_LANG,
    CHI_LANG_OFFICE,
    HA_NOI_OFFICE,
    HOAN_KIEM,
    a_buyer,
    a_clerk,
    booked_parcel,
    calling,
    guest,
    requested_parcel,
    scan,
)


class Postmart:
    """A carrier that notes what it is asked, and may fail first. No transaction may be open while it is called."""

    def __init__(self, *failures):
        self.failures, self.booked, self.cancelled = list(failures), {}, []
        self.meanwhile = lambda: None

    def book(self, booking, *, idempotency_key):
        assert not db.session().in_transaction()
        if self.failures:
            raise self.failures.pop()
        self.meanwhile()
        return self.booked.setdefault(idempotency_key, f"PM-{len(self.booked) + 1}")

    def cancel(self, tracking_number, *, idempotency_key):
        assert not db.session().in_transaction()
        self.cancelled.append(tracking_number)


@pytest.fixture(autouse=True)
def news(app):
    """What is told of parcels; these belong to no order, so nobody else listens."""
    with hearing(ParcelMoved) as told:
        yield told


@pytest.fixture
def postmart(monkeypatch):
    def stand_in(*failures):
        carrier = Postmart(*failures)
        monkeypatch.setitem(CARRIERS, POSTMART, carrier)
        return carrier

    return stand_in


def work(later=0):
    outbox.drain(JOBS, clock=lambda: clock.ago(clock.now(), hours=-later))


def stored(parcel):
    db.session.rollback()
    return db.session.get(Parcel, parcel.id, populate_existing=True)


def given():
    """How many numbers our range has given, and one."""
    return transaction(lambda: db.session.scalars(select(TrackingSeries.next_serial)).one())


def withdraw(parcel):
    transaction(lambda: parcels.withdraw_parcel(reference=parcel.reference, now=clock.now()))


def test_a_parcel_has_its_number_and_offices_before_the_carrier_is_called(app):
    parcel = requested_parcel()
    assert is_s10(parcel.tracking_number)
    assert (parcel.state, parcel.carrier_reference) == ("requested", None)
    assert (parcel.origin_office, parcel.destination_office) == (CHI_LANG_OFFICE, HA_NOI_OFFICE)


def test_no_two_parcels_share_a_number(app):
    assert len({requested_parcel().tracking_number for _ in range(5)}) == 5


def test_one_reference_has_one_parcel(app):
    parcel = requested_parcel()
    with pytest.raises(Conflict):
        requested_parcel(reference=parcel.reference)
    assert parcel_of(parcel.reference).id == parcel.id


def test_too_heavy_a_parcel_takes_no_number(app):
    before = given()
    with pytest.raises(ParcelTooHeavy):
        parcels.request_parcel(
            reference="CP-HEAVY",
            sender_name="",
            from_commune=CHI_LANG,
            recipient=None,
            weight_g=30_001,
            cod_vnd=0,
            declared_vnd=0,
            now=clock.now(),
        )
    db.session.rollback()
    assert given() == before


def test_the_worker_books_a_parcel_outside_any_transaction(app, postmart):
    carrier, parcel = postmart(), requested_parcel()
    work()
    assert (stored(parcel).state, stored(parcel).carrier_reference) == ("booked", "PM-1")
    book_parcel({"parcel_id": str(parcel.id)}, clock.now())
    assert len(carrier.booked) == 1
    assert list(audit()) == []


def test_a_carrier_that_does_not_answer_is_asked_again(app, postmart):
    postmart(CarrierUnavailable())
    parcel = requested_parcel()
    work()
    assert stored(parcel).state == "requested"
    work(later=1)
    assert stored(parcel).state == "booked"


def test_a_refused_booking_is_not_tried_again_and_is_found_by_the_audit(app, postmart):
    postmart(BookingRefused())
    parcel = requested_parcel()
    work()
    work(later=1)
    assert stored(parcel).state == "requested"
    assert list(audit()) == [f"parcel {parcel.tracking_number} is not booked, and no job is left that would book it"]


def test_a_withdrawn_parcel_is_cancelled_here_and_at_the_carrier(app, postmart):
    carrier, parcel = postmart(), requested_parcel()
    withdraw(parcel)
    withdraw(parcel)
    work()
    assert stored(parcel).state == "cancelled"
    assert carrier.booked == {}
    assert carrier.cancelled == [parcel.tracking_number]
    assert list(audit()) == []


def test_a_parcel_withdrawn_while_the_carrier_books_it_is_withdrawn_there_afterwards(app, postmart):
    carrier, parcel = postmart(), requested_parcel()
    carrier.meanwhile = lambda: withdraw(parcel)
    book_parcel({"parcel_id": str(parcel.id)}, clock.now())
    assert stored(parcel).state == "cancelled"
    work()
    assert parcel.tracking_number in carrier.cancelled


def test_a_parcel_in_custody_cannot_be_withdrawn(app):
    parcel = booked_parcel()
    calling(a_clerk()).post("/scans", {"scans": [scan(parcel, "accepted")]})
    with pytest.raises(WrongState):
        withdraw(parcel)
    assert stored(parcel).state == "accepted"


def test_every_change_of_state_is_told(app, news):
    parcel = booked_parcel()
    withdraw(parcel)
    assert [(moved.previous, moved.state) for moved in news] == [("requested", "booked"), ("booked", "cancelled")]


# Staff


def test_a_clerk_sees_the_parcels_of_her_office_with_the_cash_to_collect(app):
    parcel = booked_parcel(cod_vnd=135_000)
    answer = calling(a_clerk(HA_NOI_OFFICE)).get(f"/parcels?post_office_code={HA_NOI_OFFICE}&state=booked")
    assert answer.status_code == 200
    (item,) = answer.json["items"]
    assert item["tracking_number"] == parcel.tracking_number
    assert (item["cod_vnd"], item["recipient_name"], item["recipient_phone"]) == (
        135_000,
        "Trần Thu Hà",
        "+84987654321",
    )


def test_without_an_office_the_list_is_of_all_her_offices(app):
    booked_parcel()
    assert len(calling(a_clerk()).get("/parcels").json["items"]) == 1
    assert calling(a_clerk("VN79")).get("/parcels").json["items"] == []


def test_a_parcel_is_listed_where_it_lies_until_it_departs(app):
    parcel, hub = booked_parcel(), "25107"
    clerk = calling(a_clerk(hub))
    clerk.post("/scans", {"scans": [scan(parcel, "arrived", hours_ago=3, office=hub)]})
    assert len(clerk.get("/parcels").json["items"]) == 1
    clerk.post("/scans", {"scans": [scan(parcel, "departed", hours_ago=2, office=hub)]})
    assert clerk.get("/parcels").json["items"] == []


def test_parcels_come_in_pages(app):
    newest_first = [booked_parcel().tracking_number for _ in range(3)][::-1]
    clerk = calling(a_clerk())
    first = clerk.get("/parcels?limit=2").json
    second = clerk.get(f"/parcels?limit=2&cursor={first['next']}").json
    numbers = [item["tracking_number"] for item in first["items"] + second["items"]]
    assert (numbers, second["next"]) == (newest_first, None)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        (f"post_office_code={HA_NOI_OFFICE}", 403),
        ("post_office_code=nowhere", 403),
        ("post_office_code=%00", 422),
        ("state=asleep", 422),
        ("limit=1000000000", 422),
        ("cursor=broken", 422),
        ("colour=red", 422),
    ],
)
def test_what_is_not_hers_or_not_in_form_is_refused(app, query, status):
    assert calling(a_clerk()).get(f"/parcels?{query}").status_code == status


def test_a_buyer_sees_no_parcels_and_a_guest_neither(app):
    assert calling(a_buyer()).get("/parcels").status_code == 403
    assert guest().get("/parcels").status_code == 401


# Public


@pytest.mark.parametrize(
    ("commune", "office"), [(CHI_LANG, CHI_LANG_OFFICE), (HOAN_KIEM, HA_NOI_OFFICE), ("00004", HA_NOI_OFFICE)]
)
def test_a_commune_is_served_by_its_own_office_or_its_provinces(app, commune, office):
    answer = guest().get(f"/post-offices?commune_code={commune}").json
    assert [item["code"] for item in answer["items"]] == [office]
    assert set(answer["items"][0]["commune"]) == {"code", "name"}


def test_all_post_offices_come_by_code_in_pages(app):
    codes, cursor = [], ""
    while True:
        page = guest().get(f"/post-offices?limit=40{cursor}").json
        codes += [item["code"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert codes == sorted(codes)
    assert len(codes) == 98


@pytest.mark.parametrize("query", ["cursor=W10", "cursor=MQ", "commune_code=6463", "commune_code=abcde"])
def test_a_broken_question_for_offices_is_refused(app, query):
    assert guest().get(f"/post-offices?{query}").status_code == 422


def test_an_unknown_commune_has_no_office(app):
    refused = guest().get("/post-offices?commune_code=99999")
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["commune_code"])


def test_tracking_shows_where_and_when_but_not_who(app):
    parcel = booked_parcel()
    calling(a_clerk()).post("/scans", {"scans": [scan(parcel, "departed"), scan(parcel, "accepted", hours_ago=2)]})
    answer = guest().get(f"/tracking/{parcel.tracking_number.lower()}")
    assert answer.status_code == 200
    assert (answer.json["state"], answer.json["delivered_at"]) == ("in_transit", None)
    assert [(event["event"], event["place"]) for event in answer.json["events"]] == [
        ("accepted", "Bưu điện xã Chi Lăng"),
        ("departed", "Bưu điện xã Chi Lăng"),
    ]
    for private in ("Trần Thu Hà", "Hoàng Thị Lan", "987654321", "Hàng Bài", parcel.reference):
        assert private not in answer.text


@pytest.mark.parametrize(
    ("number", "kind"),
    [("CZ999999995VN", "unknown-parcel"), ("CZ999999991VN", "mistyped-number"), ("hello", "mistyped-number")],
)
def test_an_unknown_number_and_a_mistyped_one_are_told_apart(app, number, kind):
    answer = guest().get(f"/tracking/{number}", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.json["type"]) == (404, kind)
    assert ("mistyped" in answer.json["detail"]) == (kind == "mistyped-number")


def test_reference_data_loads_twice_without_harm(app):
    requested_parcel()
    before = given()
    transaction(reference.load_delivery)
    assert db.session.query(PostOffice).count() == 98
    assert given() == before

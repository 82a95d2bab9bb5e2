"""The carrier interface and its mock: what it can be asked, how it fails, and that a time-out never books twice."""

from typing import Any

import pytest
from sqlalchemy import update

from market import clock, outbox
from market.db import db, transaction
from market.delivery.actions import parcels
from market.delivery.carriers.interface import Carrier, NotConnected
from market.delivery.carriers.mapping import mapping_of
from market.delivery.carriers.postmart import Fault, MockPostmart
from market.delivery.carriers.registry import CARRIERS, POSTMART
from market.delivery.invariants import audit
from market.delivery.models import Parcel
from market.delivery.rules.parcels import ScanEvent
from market.delivery.tariff import ParcelTooBulky, check_size, fastest_days, quote
from market.wiring.jobs import JOBS
from tests.support.village import CHI_LANG, HOAN_KIEM, a_buyer, a_clerk, an_operator, calling, requested_parcel, scan

LANG_SON, HA_NOI, HCM = "20", "01", "79"


@pytest.fixture
def postmart(monkeypatch):
    def with_faults(*faults):
        carrier = MockPostmart(faults)
        monkeypatch.setitem(CARRIERS, POSTMART, carrier)
        return carrier

    return with_faults


def work(hours_later=0):
    while outbox.drain(JOBS, clock=lambda: clock.ago(clock.now(), hours=-hours_later)):
        pass


def stored(parcel):
    db.session.rollback()
    return db.session.get(Parcel, parcel.id, populate_existing=True)


@pytest.mark.parametrize(
    ("faults", "calls"),
    [
        ([], 1),
        ([Fault.SLOW], 1),
        ([Fault.SERVER_ERROR, Fault.SERVER_ERROR], 3),
        ([Fault.TIMEOUT_AFTER_BOOKING], 2),
        ([Fault.TIMEOUT_AFTER_BOOKING, Fault.DUPLICATE], 2),
        ([Fault.TIMEOUT_AFTER_BOOKING, Fault.SERVER_ERROR, Fault.TIMEOUT_AFTER_BOOKING, Fault.DUPLICATE], 4),
    ],
)
def test_whatever_fails_a_parcel_is_booked_once(app, postmart, faults, calls):
    carrier, parcel = postmart(*faults), requested_parcel()
    for hours in range(0, 8, 2):
        work(hours)
    assert (stored(parcel).state, stored(parcel).carrier_reference) == ("booked", f"PM-{parcel.tracking_number}")
    assert (carrier.booked, carrier.calls) == ({parcel.reference: f"PM-{parcel.tracking_number}"}, calls)
    assert list(audit()) == []


@pytest.mark.parametrize(("weight_g", "state"), [(31_500, "booked"), (31_501, "requested")])
def test_the_carrier_takes_31_and_a_half_kilograms_and_not_a_gram_more(app, weight_g, state):
    parcel = requested_parcel()
    transaction(lambda: db.session.execute(update(Parcel).values(weight_g=weight_g)))
    work()
    assert stored(parcel).state == state


def test_a_refused_address_waits_for_an_operator_who_asks_again(app, postmart):
    postmart(Fault.REFUSED_ADDRESS)
    parcel, operator = requested_parcel(), calling(an_operator())
    work()
    assert (stored(parcel).state, stored(parcel).booking_problem) == ("requested", "AddressRefused")
    again = operator.put(f"/parcels/{parcel.tracking_number}/booking")
    assert (again.status_code, again.json["booking_problem"]) == (200, None)
    work()
    assert stored(parcel).state == "booked"
    assert calling(a_buyer()).put(f"/parcels/{parcel.tracking_number}/booking").status_code == 403


def test_what_the_post_took_in_all_the_same_needs_no_booking(app, postmart):
    postmart(Fault.REFUSED_ADDRESS)
    parcel = requested_parcel()
    work()
    calling(a_clerk()).post("/scans", {"scans": [scan(parcel, "accepted")]})
    assert list(audit()) == []


def test_a_carrier_that_only_pushes_refuses_to_be_asked():
    with pytest.raises(NotConnected):
        Carrier().cancel("CA000000014VN", idempotency_key="x")


def test_express_costs_more_and_is_faster():
    asked: dict[str, Any] = {
        "from_commune": CHI_LANG,
        "to_commune": "26740",
        "weight_g": 500,
        "goods_vnd": 0,
        "cod": False,
    }
    slow = quote(from_province=LANG_SON, to_province=HCM, **asked)
    fast = quote(from_province=LANG_SON, to_province=HCM, service="express", **asked)
    assert (slow.shipping_vnd, slow.min_days, slow.max_days) == (30_000, 3, 6)
    assert (fast.shipping_vnd, fast.min_days, fast.max_days) == (48_000, 2, 3)
    assert fastest_days((LANG_SON, HCM), (CHI_LANG, "26740")) == 2


def test_a_bulky_parcel_is_charged_by_its_volume():
    asked: dict[str, Any] = {"from_commune": CHI_LANG, "to_commune": HOAN_KIEM, "goods_vnd": 0, "cod": False}
    provinces: dict[str, Any] = {"from_province": LANG_SON, "to_province": HA_NOI}
    bulky = quote(weight_g=500, volume_g=2_000, **provinces, **asked)
    assert bulky == quote(weight_g=2_000, **provinces, **asked)


@pytest.mark.parametrize(
    ("size", "fits"), [((150, 30, 30), True), ((151, 10, 10), False), ((100, 50, 50), True), ((100, 60, 50), False)]
)
def test_packs_have_a_longest_side_and_a_girth(size, fits):
    if fits:
        check_size(size)
    else:
        with pytest.raises(ParcelTooBulky):
            check_size(size)


@pytest.mark.parametrize("carrier", sorted(CARRIERS))
def test_every_carriers_mapping_can_be_read(carrier):
    mapping = mapping_of(carrier)
    assert mapping is not None
    assert (len(mapping.office) <= 10, mapping.name != "") == (True, True)
    reached = {meaning.event for meaning in mapping.codes.values()}
    assert {ScanEvent.ACCEPTED, ScanEvent.DELIVERED, ScanEvent.RETURNED} <= reached


def test_a_parcel_is_handed_on_to_another_carrier_by_its_office(app):
    parcel, clerk = requested_parcel(), calling(a_clerk())
    given = {"carrier": "ghn", "carrier_reference": "GHN5F7K2"}
    assert calling(a_clerk("VN79")).put(f"/parcels/{parcel.tracking_number}/carrier", given).status_code == 404
    answer = clerk.put(f"/parcels/{parcel.tracking_number}/carrier", given)
    assert (answer.json["carrier"], answer.json["carrier_reference"]) == ("ghn", "GHN5F7K2")
    assert clerk.put(f"/parcels/{parcel.tracking_number}/carrier", {**given, "carrier": "x"}).status_code == 422
    clerk.post("/scans", {"scans": [scan(parcel, "accepted", hours_ago=2), scan(parcel, "lost")]})
    assert clerk.put(f"/parcels/{parcel.tracking_number}/carrier", given).status_code == 409


def test_what_a_refusing_carrier_said_is_forgotten_once_it_books(app):
    parcel = requested_parcel()
    transaction(lambda: parcels.refuse_booking(parcel_id=parcel.id, problem="AddressRefused"))
    transaction(lambda: parcels.record_booking(parcel_id=parcel.id, carrier_reference="PM-1", now=clock.now()))
    assert (stored(parcel).state, stored(parcel).booking_problem) == ("booked", None)

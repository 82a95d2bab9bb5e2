"""Status pushes of other carriers: each proves itself, is kept as it came, and means what its mapping says."""

import hashlib
import hmac
import json

import pytest
from sqlalchemy import select, update

from market import clock
from market.db import db, transaction
from market.delivery.carriers.vnpost import sign
from market.delivery.invariants import audit
from market.delivery.models import CarrierPush, Parcel, Scan
from market.delivery.rules.news import CarrierPaid, ParcelMoved
from tests.support.hearing import hearing
from tests.support.village import a_buyer, a_clerk, an_operator, booked_parcel, calling, guest, scan

SECRET = "a shared secret of a test"
NUMBER = "THEIRS123"


@pytest.fixture(autouse=True)
def secrets(app, monkeypatch):
    config = app.config["MARKET"]
    names = ("ghn", "ghtk", "viettelpost", "vnpost", "postmart")
    monkeypatch.setitem(app.config, "MARKET", _with(config, carrier_secrets=dict.fromkeys(names, SECRET)))


@pytest.fixture(autouse=True)
def news(app):
    with hearing(ParcelMoved, CarrierPaid) as told:
        yield told


def _with(config, **changes):
    from dataclasses import replace

    return replace(config, **changes)


def parcel_with(carrier, **given):
    parcel = booked_parcel(**given)
    values = {"carrier": carrier, "carrier_reference": NUMBER}
    transaction(lambda: db.session.execute(update(Parcel).where(Parcel.id == parcel.id).values(values)))
    return parcel


def stored(parcel):
    db.session.rollback()
    return db.session.get(Parcel, parcel.id, populate_existing=True)


def at(hours_ago):
    return clock.ago(clock.now(), hours=hours_ago)


def send(carrier, *, secret=SECRET, **push):
    """The push in its carrier's own shape; returns status and, if it was taken, what became of it."""
    client, address = guest().client, f"/webhooks/carriers/{carrier}"
    answer = SENDERS[carrier](client, address, secret, push)
    return answer.status_code, answer.json.get("results", answer.json.get("type"))


def _ghn(client, address, secret, push):
    body = {"OrderCode": NUMBER, "ClientOrderCode": push.get("reference", ""), "Status": push["code"]}
    body |= {"Type": "switch_status", "Time": at(push.get("hours_ago", 1)).isoformat(), "CODAmount": push.get("cash")}
    return client.post(f"{address}?hash={secret}", json=body)


def _ghtk(client, address, secret, push):
    form = {"partner_id": push.get("reference", ""), "label_id": NUMBER, "status_id": push["code"]}
    form |= {
        "action_time": at(push.get("hours_ago", 1)).isoformat(),
        "pick_money": push.get("cash", ""),
        "weight": "1.2",
    }
    return client.post(f"{address}?hash={secret}", data=form)


def _viettelpost(client, address, secret, push):
    when = at(push.get("hours_ago", 1)).astimezone(clock.LOCAL)
    data = {"ORDER_NUMBER": NUMBER, "ORDER_REFERENCE": push.get("reference", ""), "ORDER_STATUS": int(push["code"])}
    data |= {"ORDER_STATUSDATE": f"{when:%d/%m/%Y %H:%M:%S}", "MONEY_COLLECTION": push.get("cash")}
    return client.post(address, json={"TOKEN": secret, "DATA": data})


def _vnpost(client, address, secret, push):
    when = at(push.get("hours_ago", 1)).astimezone(clock.LOCAL)
    told = {"ItemCode": NUMBER, "OrderCode": push.get("reference", ""), "OrderStatusId": int(push["code"])}
    told |= {"StatusDate": f"{when:%d-%m-%Y %H:%M:%S}", "CodAmount": push.get("cash")}
    data, sent = json.dumps(told), f"{at(push.get('sent_hours_ago', 0)).astimezone(clock.LOCAL):%d-%m-%Y %H:%M:%S}"
    return client.post(address, json={"Data": data, "SendDate": sent, "SignData": sign(data, sent, secret)})


def _postmart(client, address, secret, push):
    body = {"tracking_number": NUMBER, "status": push["code"], "at": at(push.get("hours_ago", 1)).isoformat()}
    raw = json.dumps(body | {"cod_vnd": push.get("cash")}).encode()
    proof = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    headers = {"X-Postmart-Signature": proof}
    return client.post(address, data=raw, content_type="application/json", headers=headers)


SENDERS = {"ghn": _ghn, "ghtk": _ghtk, "viettelpost": _viettelpost, "vnpost": _vnpost, "postmart": _postmart}
# Carrier → its codes for taken in, out for delivery (or arrived), delivered.
STORY = {
    "ghn": ("picked", "delivering", "delivered"),
    "ghtk": ("3", "4", "5"),
    "viettelpost": ("105", "500", "501"),
    "vnpost": ("70", "91", "100"),
    "postmart": ("accepted", "out_for_delivery", "delivered"),
}


@pytest.mark.parametrize(("hours_ago", "status"), [(71, 200), (73, 401), (-0.1, 200), (-1, 401)])
def test_vnposts_news_is_as_fresh_as_its_signature_says(hours_ago, status):
    parcel = parcel_with("vnpost")
    assert send("vnpost", code="70", sent_hours_ago=hours_ago)[0] == status
    assert stored(parcel).state == ("accepted" if status == 200 else "booked")


@pytest.mark.parametrize("shift", [-30, -2, -1, 1, 2, 11])
def test_a_shifted_boundary_proves_nothing(shift):
    """What VNPost signed, cut elsewhere: the signature holds all the same."""
    parcel_with("vnpost")
    data, sent = (
        json.dumps({"ItemCode": NUMBER, "OrderStatusId": 70}),
        f"{at(0).astimezone(clock.LOCAL):%d-%m-%Y %H:%M:%S}",
    )
    whole, cut = data + sent, len(data) + shift
    body = {"Data": whole[:cut], "SendDate": whole[cut:], "SignData": sign(data, sent, SECRET)}
    answer = guest().client.post("/webhooks/carriers/vnpost", json=body)
    assert (answer.status_code, answer.json["type"]) == (401, "wrong-proof")
    assert db.session.scalars(select(CarrierPush)).all() == []


@pytest.mark.parametrize("sent", ["", "soon", "23-11-2026 08:00:00Z0", "}2026-11-23", "\u0662026-11-23"])
def test_a_day_of_sending_that_is_none_proves_nothing(sent):
    data = json.dumps({"ItemCode": NUMBER, "OrderStatusId": 70})
    body = {"Data": data, "SendDate": sent, "SignData": sign(data, sent, SECRET)}
    assert guest().client.post("/webhooks/carriers/vnpost", json=body).status_code == 401


@pytest.mark.parametrize("carrier", sorted(SENDERS))
def test_a_parcel_follows_its_carriers_pushes(carrier):
    parcel = parcel_with(carrier, cod_vnd=120_000)
    for hours_ago, code in zip((9, 5, 2), STORY[carrier], strict=True):
        assert send(carrier, code=code, hours_ago=hours_ago, cash=120_000) == (200, ["recorded"])
    assert stored(parcel).state == "delivered"
    shown = guest().get(f"/tracking/{parcel.tracking_number}").json
    assert len(shown["events"]) == 3
    assert shown["events"][0]["place"] != ""
    assert list(audit()) == []


@pytest.mark.parametrize("carrier", sorted(SENDERS))
@pytest.mark.parametrize("secret", ["wrong", ""])
def test_without_proof_nothing_is_kept(carrier, secret):
    parcel = parcel_with(carrier)
    assert send(carrier, code=STORY[carrier][0], secret=secret) == (401, "wrong-proof")
    assert (stored(parcel).state, db.session.scalars(select(CarrierPush)).all()) == ("booked", [])


def test_without_a_secret_of_its_own_no_carrier_is_believed(app, monkeypatch):
    monkeypatch.setitem(app.config, "MARKET", _with(app.config["MARKET"], carrier_secrets={}))
    for carrier in SENDERS:
        assert send(carrier, code=STORY[carrier][0], secret="")[0] == 401


def test_the_same_push_again_does_nothing():
    parcel = parcel_with("ghn")
    told = {"code": "picked", "hours_ago": 5}
    when = at(5)
    body = {"OrderCode": NUMBER, "Status": "picked", "Time": when.isoformat()}
    client = guest().client
    answers = [client.post(f"/webhooks/carriers/ghn?hash={SECRET}", json=body).json["results"] for _ in range(3)]
    assert answers == [["recorded"], ["duplicate"], ["duplicate"]]
    assert told["code"] == "picked"
    assert len(db.session.scalars(select(Scan).where(Scan.parcel_id == parcel.id)).all()) == 1


def test_pushes_that_arrive_out_of_order_end_in_the_same_state():
    parcel = parcel_with("ghn")
    for hours_ago, code in ((2, "delivering"), (9, "picked"), (5, "transporting")):
        send("ghn", code=code, hours_ago=hours_ago)
    assert stored(parcel).state == "out_for_delivery"
    assert [event["event"] for event in guest().get(f"/tracking/{parcel.tracking_number}").json["events"]] == [
        "accepted",
        "departed",
        "out_for_delivery",
    ]


def test_an_unknown_code_waits_for_a_person_and_changes_nothing():
    parcel, operator = parcel_with("ghn"), calling(an_operator())
    assert send("ghn", code="teleported") == (200, ["waiting"])
    assert stored(parcel).state == "booked"
    (push,) = operator.get("/carrier-pushes?outcome=waiting").json["items"]
    assert (push["problem"], push["body"]["Status"]) == ("unknown-code", "teleported")
    settled = operator.put(f"/carrier-pushes/{push['id']}/settlement", {"event": "arrived"})
    assert (settled.status_code, settled.json["outcome"]) == (200, "recorded")
    assert stored(parcel).state == "in_transit"
    again = operator.put(f"/carrier-pushes/{push['id']}/settlement", {"event": None})
    assert (again.json["outcome"], operator.get("/carrier-pushes?outcome=waiting").json["items"]) == ("recorded", [])


def test_a_person_may_say_that_a_push_means_nothing():
    parcel, operator = parcel_with("ghtk"), calling(an_operator())
    send("ghtk", code="999")
    (push,) = operator.get("/carrier-pushes?carrier=ghtk").json["items"]
    assert operator.put(f"/carrier-pushes/{push['id']}/settlement", {"event": None}).json["outcome"] == "noted"
    assert stored(parcel).state == "booked"
    for stranger in (a_buyer(), a_clerk()):
        assert calling(stranger).get("/carrier-pushes").status_code == 403


def test_information_is_kept_and_changes_nothing():
    parcel = parcel_with("ghtk")
    assert send("ghtk", code="123") == (200, ["noted"])
    assert stored(parcel).state == "booked"


def test_cash_is_a_second_axis(news):
    parcel = parcel_with("vnpost", cod_vnd=120_000)
    for hours_ago, code in ((9, "70"), (3, "100"), (2, "110"), (1, "120")):
        send("vnpost", code=code, hours_ago=hours_ago, cash=120_000)
    told = [(event.cash, event.amount_vnd) for event in news if isinstance(event, CarrierPaid)]
    assert told == [("collected", 120_000), ("remitted", 120_000)]
    assert (stored(parcel).state, len([e for e in news if isinstance(e, ParcelMoved) and e.state == "delivered"])) == (
        "delivered",
        1,
    )


def test_cash_other_than_what_is_due_waits_for_a_person():
    parcel = parcel_with("ghn", cod_vnd=120_000)
    assert send("ghn", code="delivered", cash=100_000) == (200, ["waiting"])
    (push,) = calling(an_operator()).get("/carrier-pushes?outcome=waiting").json["items"]
    assert (push["problem"], push["cash_vnd"], stored(parcel).state) == ("cash-differs", 100_000, "booked")


def test_a_push_for_a_parcel_of_another_carrier_waits():
    parcel = booked_parcel()
    assert send("ghn", code="picked", reference=parcel.reference) == (200, ["waiting"])
    assert stored(parcel).state == "booked"


def test_an_event_after_the_end_waits():
    parcel = parcel_with("ghn")
    calling(a_clerk()).post(
        "/scans", {"scans": [scan(parcel, "accepted", hours_ago=4), scan(parcel, "lost", hours_ago=3)]}
    )
    assert send("ghn", code="delivering", hours_ago=1) == (200, ["waiting"])
    assert stored(parcel).state == "lost"


@pytest.mark.parametrize(
    ("carrier", "body"),
    [
        ("ghn", {"OrderCode": NUMBER}),
        ("ghn", {"OrderCode": NUMBER, "Status": ["picked"], "Time": 5}),
        ("ghn", {"OrderCode": "x" * 99, "Status": "picked", "Time": "2026-11-23"}),
        ("ghn", {"OrderCode": NUMBER, "Status": "picked", "Time": "soon"}),
        ("ghn", {"OrderCode": NUMBER, "Status": "picked", "Time": "0001-01-01T00:00:00+14:00"}),
        ("ghn", {"OrderCode": NUMBER, "Status": "picked", "Time": "2026-11-23", "CODAmount": "1e999"}),
        ("ghtk", {"status_id": True}),
        ("viettelpost", {"TOKEN": SECRET, "DATA": "x"}),
    ],
)
def test_a_proved_push_that_cannot_be_read_is_kept_for_a_person(carrier, body):
    answer = guest().client.post(f"/webhooks/carriers/{carrier}?hash={SECRET}", json=body)
    assert (answer.status_code, answer.json["results"]) == (200, ["waiting"])
    (push,) = calling(an_operator()).get("/carrier-pushes?outcome=waiting").json["items"]
    assert push["problem"] == "unreadable"
    assert SECRET not in json.dumps(push)


@pytest.mark.parametrize(
    ("address", "sent", "status"),
    [
        ("nobody", {"json": {}}, 404),
        ("ghn", {"data": "{", "content_type": "application/json"}, 400),
        ("ghn", {"json": []}, 422),
        ("vnpost", {"json": {"Data": 5}}, 401),
        ("ghtk", {"data": b"\xff\xfe"}, 401),
    ],
)
def test_what_is_no_push_is_refused(address, sent, status):
    assert guest().client.post(f"/webhooks/carriers/{address}", **sent).status_code == status

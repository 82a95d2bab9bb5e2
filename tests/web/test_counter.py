"""The counter: from any number to its parcel, one press a step, each said once; lists; what a courier may see."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.db import db
from market.delivery.models import Manifest, Parcel, Scan
from tests.support.browsing import BROWSER, come
from tests.support.village import (
    CHI_LANG,
    CHI_LANG_OFFICE,
    HA_NOI_OFFICE,
    Answer,
    a_clerk,
    a_courier,
    a_person,
    booked_parcel,
    calling,
    scan,
)

AT = f"/counter/{CHI_LANG_OFFICE}"


def look(client: FlaskClient, path: str = "", **query: str) -> Any:
    return client.get(AT + path, query_string=query, headers=BROWSER)


def send(client: FlaskClient, path: str, **typed: Any) -> Any:
    return client.post(AT + path, data={"key": str(uuid4()), **typed}, headers=BROWSER)


def pressed(number: str, event: str, **more: str) -> dict[str, str]:
    """What the form of one button sends."""
    return {"scan_id": str(uuid4()), "scanned_at": "", "tracking_number": number, "event": event, **more}


def press(client: FlaskClient, number: str, event: str, seen: str = "", **more: str) -> Any:
    return send(client, f"/scans?seen={seen}" if seen else "/scans", **pressed(number, event, **more))


def said(client: FlaskClient, answer: Answer) -> str:
    """The page after a form."""
    assert answer.status_code == 303, answer.text
    return client.get(answer.headers["Location"], headers=BROWSER).text


def state(number: str) -> str:
    db.session.rollback()
    return db.session.scalars(select(Parcel.state).where(Parcel.tracking_number == number)).one()


def scans() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Scan)) or 0


def accepted(to: str = CHI_LANG) -> str:
    number = booked_parcel(to=to).tracking_number
    told = calling(a_clerk()).post("/scans", {"scans": [scan(number, "accepted")]}).json
    assert told["results"][0]["result"] == "recorded"
    return number


def on_the_round_of(courier: Person) -> str:
    number = accepted()
    assert calling(a_clerk()).put(f"/parcels/{number}/courier", {"courier_id": str(courier.id)}).status_code == 200
    return number


# Which post office


def test_who_works_at_one_post_office_is_led_there_and_who_works_at_two_chooses_once(client, mai) -> None:
    assert client.get("/counter", headers=BROWSER).headers["Location"] == AT
    assert "Đổi bưu cục" not in look(client).text
    both = a_person("Vi Thị Sen", (RoleName.CLERK, CHI_LANG_OFFICE), (RoleName.COURIER, HA_NOI_OFFICE))
    come(client, both)
    chosen = client.get("/counter", headers=BROWSER).text
    assert {f"/counter/{CHI_LANG_OFFICE}", f"/counter/{HA_NOI_OFFICE}"} <= set(re.findall(r'href="([^"]+)"', chosen))
    assert "Đổi bưu cục" in look(client).text
    assert client.get(f"/counter/{HA_NOI_OFFICE}/till", headers=BROWSER).status_code == 403  # there she is a courier
    assert client.get("/counter/25107", headers=BROWSER).status_code == 403


def test_the_first_page_leads_clerks_and_couriers_to_the_counter_first(client, mai) -> None:
    doors = re.findall(r'<li><a href="(/[a-z-]*)"', client.get("/", headers=BROWSER).text)
    assert doors[0] == "/counter"


# The one field


@pytest.mark.parametrize(
    "typed",
    [
        "{0}",
        " {1} ",
        "{2}",
        "{3}",
        "https://cho.example/t/{0}",
        "HTTPS://CHO.EXAMPLE/T/{0}",
        "]C0{0}",
        "{4}",
        "{0}\r\n",
    ],
)
def test_a_number_is_found_however_it_is_typed_pasted_or_scanned(client, mai, typed) -> None:
    number = booked_parcel().tracking_number
    spaced = f"{number[:2]} {number[2:5]} {number[5:8]} {number[8:11]} {number[11:]}"
    found = look(
        client,
        "/find",
        q=typed.format(
            number, number.lower(), spaced, f"{number[:6]}\t{number[6:]}", f"{number[:2]}-{number[2:11]}.{number[11:]}"
        ),
    )
    assert (found.status_code, found.headers["Location"]) == (303, f"{AT}/parcels/{number}")


@pytest.mark.parametrize(
    "form", [str, str.lower, lambda number: number.replace("-", ""), lambda n: n.replace("-", " ")]
)
def test_an_orders_number_and_the_receivers_phone_lead_to_the_parcel(client, mai, form) -> None:
    parcel = booked_parcel()
    for typed in (form(parcel.reference), "0987 654 321"):
        assert look(client, "/find", q=typed).headers["Location"] == f"{AT}/parcels/{parcel.tracking_number}"


def test_a_phone_with_two_parcels_lets_her_choose(client, mai) -> None:
    numbers = {booked_parcel().tracking_number for _ in range(2)}
    shown = look(client, "/find", q="0987654321").text
    assert numbers <= set(re.findall(r"/parcels/([A-Z0-9]+)", shown))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "CA000000015VN",
        "ABC",
        "CP-AAAA-AAAA",
        "0900000000",
        "ă" * 400,
        "\x00",
        "f37f6474-e40f-4c28-b855-cdca7981d3d5",
    ],
)
def test_what_leads_nowhere_stays_typed_and_is_told(client, mai, typed) -> None:
    page = look(client, "/find", q=typed)
    assert page.status_code in (404, 422)
    assert 'role="alert"' in page.text
    assert "autofocus" in page.text
    assert f'value="{typed.strip()[:100]}' in page.text or "\x00" in typed or not typed.strip()


# One parcel


def test_a_parcel_is_taken_in_by_one_press_and_said_with_its_number(client, mai) -> None:
    number = booked_parcel().tracking_number
    page = look(client, f"/parcels/{number}").text
    assert "Gói này chưa vào bưu cục" in page
    assert "Thu 120.000\u00a0đ" in page
    typed = dict(re.findall(r'name="(scan_id|scanned_at|tracking_number|event)" value="([^"]*)"', page))
    assert typed["scanned_at"] == ""
    after = said(client, send(client, "/scans?seen=booked", **typed, weight_g="1.950"))
    assert f"✓ Đã nhận vào: {number}" in after
    assert "autofocus" in after
    row = db.session.scalars(select(Scan)).one()
    assert (row.event, row.weight_g, str(row.scan_id), row.by_id) == ("accepted", 1950, typed["scan_id"], mai.id)


def test_the_same_form_sent_a_hundred_times_is_one_scan(client, mai) -> None:
    number = booked_parcel().tracking_number
    typed = {"key": "one", **pressed(number, "accepted")}
    answers = {client.post(f"{AT}/scans", data=typed, headers=BROWSER).headers["Location"] for _ in range(5)}
    assert (len(answers), scans()) == (1, 1)


def test_a_stale_tab_writes_nothing_and_says_how_it_stands_now(client, mai) -> None:
    number = booked_parcel().tracking_number
    told = {"scans": [scan(number, "accepted", hours_ago=0.2), scan(number, "departed", hours_ago=0.1)]}
    calling(a_clerk()).post("/scans", told)
    after = said(client, press(client, number, "accepted", seen="booked"))
    assert "đã đổi từ lúc bạn mở trang" in after
    assert "Đang chuyển" in after
    assert (state(number), scans()) == ("in_transit", 2)


def test_what_a_colleague_did_a_moment_ago_is_not_done_twice(client, mai) -> None:
    number = accepted()
    assert "đã ghi trước rồi" in said(client, press(client, number, "accepted", seen="booked"))
    assert scans() == 1


def test_a_scan_that_a_phone_kept_counts_as_any_late_one_and_its_refusal_is_kept(client, mai) -> None:
    number = accepted()
    kept = pressed(number, "departed") | {"scanned_at": scan(number, "departed", hours_ago=0.5)["scanned_at"]}
    for _ in range(2):  # the phone did not hear the answer
        after = said(client, send(client, "/scans?seen=booked", **kept))
    assert "đã ghi trước rồi" in after
    assert (state(number), scans()) == ("in_transit", 2)
    late = kept | {"scan_id": str(uuid4()), "tracking_number": "CA000000014VN"}
    assert "Không ghi được CA000000014VN" in said(client, send(client, "/scans", **late))
    assert "CA000000014VN" in look(client, "/day").text


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"weight_g": "999999"}, 409),
        ({"weight_g": "nặng"}, 422),
        ({"event": "eaten"}, 422),
        ({"scan_id": "x"}, 422),
        ({"scanned_at": "hôm qua"}, 422),
        ({"tracking_number": "CA000000015VN"}, 409),
        ({"tracking_number": ""}, 422),
        ({"note": "a" * 300}, 422),
        ({"weight_g": "9" * 40}, 422),
        ({"post_office_code": "VN01; DROP"}, 422),
        ({"nonsense": "x"}, 422),
    ],
)
def test_what_cannot_be_recorded_is_said_and_changes_nothing(client, mai, typed, status) -> None:
    number = booked_parcel().tracking_number
    answer = send(client, "/scans?seen=booked", **(pressed(number, "accepted") | typed))
    assert (answer.status_code, state(number), scans()) == (status, "booked", 0)
    assert 'role="alert"' in answer.text


def test_another_sum_than_is_due_is_refused_on_the_same_page(client, mai) -> None:
    number = accepted()
    answer = press(client, number, "delivered", seen="accepted", cash_collected_vnd="100000")
    assert answer.status_code == 409
    assert "Phải thu 120.000 đ nhưng ghi 100.000 đ" in answer.text
    assert "Đã phát, đã thu 120.000\u00a0đ" in answer.text
    assert state(number) == "accepted"


def test_the_last_scan_is_taken_back_from_the_page_that_said_it(client, mai) -> None:
    number = booked_parcel().tracking_number
    after = said(client, press(client, number, "accepted", seen="booked"))
    void = re.search(r'action="(/counter/25715/scans/[^"]+/voiding)"', after)
    assert void is not None
    typed = {"key": "v", "tracking_number": number, "reason": "Bấm nhầm việc"}
    assert "Đã hủy lần quét nhầm" in said(client, client.post(void[1], data=typed, headers=BROWSER))
    assert state(number) == "booked"


def test_no_other_office_voids_or_sees_it(client, mai) -> None:
    number = accepted()
    scan_id = db.session.scalars(select(Scan.scan_id)).one()
    come(client, a_clerk("VN96"))
    typed = {"key": "v", "tracking_number": number, "reason": "x"}
    answer = client.post(f"/counter/VN96/scans/{scan_id}/voiding", data=typed, headers=BROWSER)
    assert (answer.status_code, state(number)) == (404, "accepted")
    unseen = client.get(f"/counter/VN96/parcels/{number}", headers=BROWSER)
    assert unseen.status_code == 404
    assert "Trần Thu Hà" not in unseen.text
    assert "Đã đến bưu cục này" in unseen.text


def test_a_parcel_that_strayed_is_noted_and_waits_for_a_person(client) -> None:
    number = accepted()
    come(client, a_clerk("VN96"))
    typed = {"key": "s", **pressed(number, "arrived")}
    after = said(client, client.post("/counter/VN96/scans", data=typed, headers=BROWSER))
    assert "chờ người điều hành xem" in after
    assert state(number) == "accepted"


def test_each_step_is_offered_where_the_parcel_stands(client, mai) -> None:
    number = booked_parcel(to=CHI_LANG).tracking_number
    offered = ["accepted"]
    for event, then in [
        ("accepted", ["out_for_delivery", "delivered", "held_for_pickup", "lost", "damaged"]),
        ("out_for_delivery", ["delivered", "delivery_failed", "held_for_pickup", "lost", "damaged"]),
        ("delivery_failed", ["return_started", "out_for_delivery", "held_for_pickup", "lost", "damaged"]),
        ("return_started", ["returned", "lost", "damaged"]),
        ("returned", []),
    ]:
        page = look(client, f"/parcels/{number}").text
        assert re.findall(r'name="event" value="(\w+)"', page) == offered
        more = {"reason": "refused_goods"} if event == "delivery_failed" else {}
        assert "✓ " in said(client, press(client, number, event, seen=state(number), **more))
        offered = then
    page = look(client, f"/parcels/{number}").text
    assert re.findall(r'name="event" value="(\w+)"', page) == []
    assert "Trần Thu Hà" not in page  # for whom it was is nobody's business any more


def test_a_parcel_is_given_to_a_courier_or_to_another_carrier(client, mai) -> None:
    number, thang = accepted(), a_courier()
    assert "Giao cho Hứa Văn Thắng" in look(client, f"/parcels/{number}").text
    given = send(client, f"/parcels/{number}/courier", courier_id=str(thang.id))
    assert f"Đã xếp {number}" in said(client, given)
    assert send(client, f"/parcels/{number}/courier", courier_id=str(uuid4())).status_code == 404
    assert send(client, f"/parcels/{number}/courier", courier_id=str(a_courier("VN96").id)).status_code == 403
    assert send(client, f"/parcels/{number}/courier").status_code == 422
    wrong = send(client, f"/parcels/{number}/carrier", carrier="ghn", carrier_reference="")
    assert (wrong.status_code, "<details open>" in wrong.text) == (422, True)
    handed = send(client, f"/parcels/{number}/carrier", carrier="ghn", carrier_reference="GHN5F7K2")
    assert "cho hãng khác" in said(client, handed)


# Lists


def test_the_lists_of_work_are_counted_and_turned_page_by_page(client, mai) -> None:
    assert "Không còn gói nào chờ" in look(client).text
    for _ in range(21):
        booked_parcel()
    assert "Chờ nhận vào (21)" in look(client).text
    first = look(client, "/lists/to_take_in").text
    further = re.search(r'href="[^"]*(cursor=[^"]+)"', first)
    assert further is not None
    rest = client.get(f"{AT}/lists/to_take_in?{further[1]}", headers=BROWSER).text
    assert [first.count("/parcels/C"), rest.count("/parcels/C")] == [20, 1]
    labels = look(client, "/labels")
    assert (labels.mimetype, labels.data[:5]) == ("application/pdf", b"%PDF-")
    assert labels.headers["Cache-Control"] == "private, no-store"


def test_a_list_that_is_pasted_is_answered_number_by_number_and_loses_none(client, mai) -> None:
    known, one, two = accepted(), booked_parcel().tracking_number, booked_parcel().tracking_number
    pasted = f"{known}\n{one.lower()[:2]} {one[2:6]} {one[6:]} {two}\n{two}\tABC 12;CA000000015VN\nCA000000014VN"
    listed = {"event": "accepted", "numbers": pasted}
    after = said(client, send(client, "/batch", **listed))
    assert "Ghi được 2, trùng 1, chưa ghi 3." in after
    for words in ("ABC12</b>: mã gõ sai", "CA000000015VN</b>: mã gõ sai", "CA000000014VN</b>: không có gói nào"):
        assert words in after
    assert (state(one), state(two), scans()) == ("accepted", "accepted", 3)
    again = said(client, send(client, "/batch", **listed))  # pasted once more
    assert "Ghi được 0, trùng 3, chưa ghi 3." in again
    assert scans() == 3


def test_what_somebody_brings_is_written_down_for_both_to_sign(client, mai) -> None:
    numbers = [booked_parcel().tracking_number for _ in range(2)]
    listed = {"event": "accepted", "numbers": "\n".join(numbers), "brought_by": "Bà Lan"}
    after = said(client, send(client, "/batch", **listed))
    paper = db.session.scalars(select(Manifest)).one()
    assert f"{AT}/manifests/{paper.id}" in after
    shown = look(client, f"/manifests/{paper.id}").text
    assert all(words in shown for words in [*numbers, "Bà Lan", "Lương Thị Mai", "2 gói"])
    assert "Bà Lan · 2 gói" in look(client, "/manifests").text
    assert look(client, "/find", q=str(paper.id)).headers["Location"] == f"{AT}/manifests/{paper.id}"


@pytest.mark.parametrize(
    "typed",
    [
        {"numbers": ""},
        {"numbers": " \n , ;"},
        {"numbers": "\n".join(f"X{n}" for n in range(201))},
        {"numbers": "X" * 20_001},
        {"event": "delivered"},
        {"event": ""},
        {"id": "1"},
        {"event": "arrived", "brought_by": "Bà Lan"},
        {"brought_by": "a" * 121},
    ],
)
def test_a_list_that_cannot_be_taken_stays_typed(client, mai, typed) -> None:
    number = booked_parcel().tracking_number
    answer = send(client, "/batch", **({"event": "accepted", "numbers": number} | typed))
    assert (answer.status_code, scans()) == (422, 0)
    assert typed.get("numbers", number).strip()[:20] in answer.text


# Bags


def test_a_bag_goes_with_what_waits_and_is_taken_in_with_what_is_missing(client, mai) -> None:
    one, two = accepted("00070"), accepted("00070")
    page = look(client, "/bags").text
    assert re.findall(r'name="to_office" value="(\w+)" checked', page) == [HA_NOI_OFFICE]
    form = {"to_office": HA_NOI_OFFICE, "chosen": [one, two], "others": accepted(CHI_LANG)}
    after = said(client, send(client, "/bags", **form))
    assert "Những gói này chưa đóng vào túi" in after
    bag = re.search(r"Đã đóng túi", after)
    assert bag is not None
    assert state(one) == "in_transit"
    path = re.findall(r'href="/counter/25715(/bags/[^"]+)"', look(client, "/bags").text)[0]
    assert send(client, f"{path}/receipt").status_code == 403  # it goes to another
    come(client, a_clerk(HA_NOI_OFFICE))
    there = f"/counter/{HA_NOI_OFFICE}{path}"
    assert "Đủ cả, nhận túi" in client.get(there, headers=BROWSER).text
    took = client.post(f"{there}/receipt", data={"key": "r", "missing": two}, headers=BROWSER)
    assert "Đã nhận túi" in said(client, took)
    told = client.get(there, headers=BROWSER).text
    assert "✗ thiếu" in told
    assert "Đủ cả, nhận túi" not in told
    again = client.post(f"{there}/receipt", data={"key": "r2"}, headers=BROWSER)
    assert (again.status_code, "đã nhận lúc" in again.text) == (409, True)


@pytest.mark.parametrize(
    "typed",
    [{}, {"to_office": ""}, {"to_office": CHI_LANG_OFFICE}, {"to_office": "NOPE"}, {"others": ""}, {"others": "A"}],
)
def test_a_bag_that_cannot_go_says_why_beside_its_field(client, mai, typed) -> None:
    number = booked_parcel().tracking_number  # nobody has brought it
    form = {"to_office": HA_NOI_OFFICE, "others": number}
    answer = send(client, "/bags", **(form | typed))
    assert answer.status_code in (409, 422)
    assert 'role="alert"' in answer.text
    assert state(number) == "booked"


def test_whoever_reads_english_reads_no_vietnamese_reason(client, mai) -> None:
    client.set_cookie("lang", "en")
    told = send(client, "/bags", to_office=HA_NOI_OFFICE, others="CA000000014VN").text
    assert "Mã vận đơn" not in told
    assert "CA000000014VN: " in told
    assert "One a line, at most" in look(client, "/batch").text


# A courier


def test_a_courier_sees_his_round_and_nothing_else(client) -> None:
    thang, others = a_courier(), accepted()
    mine = on_the_round_of(thang)
    come(client, thang)
    page = look(client).text
    assert mine in page
    assert others not in page
    hidden = look(client, f"/parcels/{others}")
    assert hidden.status_code == 404
    assert "Trần Thu Hà" not in hidden.text
    for path in ("/till", "/cash-outs", "/bags", "/collections", "/manifests", "/lists/to_deliver", "/day", "/labels"):
        assert look(client, path).status_code == 403, path
    assert send(client, f"/parcels/{mine}/courier", courier_id=str(thang.id)).status_code == 403
    assert look(client, "/find", q="CP-2222-222A").status_code == 404


def test_a_courier_delivers_with_the_cash_or_says_why_not_and_hands_it_in(client) -> None:
    thang = a_courier()
    number = on_the_round_of(thang)
    come(client, thang)
    said(client, press(client, number, "out_for_delivery", seen="accepted"))
    assert "Người nhận đi vắng" in look(client, f"/parcels/{number}").text
    assert "Đã ghi chưa phát được" in said(
        client, press(client, number, "delivery_failed", seen="out_for_delivery", reason="absent")
    )
    said(client, press(client, number, "out_for_delivery", seen="delivery_failed"))
    after = said(client, press(client, number, "delivered", seen="out_for_delivery", cash_collected_vnd="120000"))
    assert f"✓ Đã phát: {number}" in after
    assert state(number) == "delivered"
    void = re.search(r'action="(/counter/25715/scans/[^"]+/voiding)"', after)  # he sees the parcel no more
    assert void is not None
    typed = {"key": "v", "tracking_number": number, "reason": "Bấm nhầm việc"}
    assert said(client, client.post(void[1], data=typed, headers=BROWSER))
    assert state(number) == "out_for_delivery"


def test_a_courier_takes_out_what_a_colleague_took_in(client) -> None:
    number = accepted()
    come(client, a_courier())
    assert "Mang đi phát" in look(client, f"/parcels/{number}").text
    said(client, press(client, number, "out_for_delivery"))
    assert "Trao gói cho người nhận" in look(client, f"/parcels/{number}").text


# The rest


def test_an_ended_session_loses_nothing_that_was_typed(client, mai) -> None:
    client.delete_cookie("cho")
    answer = send(client, "/batch", id=str(uuid4()), event="accepted", numbers="CA000000014VN")
    assert answer.status_code == 401
    assert 'name="kept:numbers" value="CA000000014VN"' in answer.text


def test_a_form_of_another_site_scans_nothing(client, mai) -> None:
    number = booked_parcel().tracking_number
    answer = client.post(f"{AT}/scans", data=pressed(number, "accepted"), headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, scans()) == (403, 0)


@pytest.mark.parametrize("path", ["/counter/VN96/scans", "/counter/VN96/till", "/counter/25715/parcels/X/courier"])
def test_who_may_not_see_the_form_is_refused_by_a_page_all_the_same(client, mai, path) -> None:
    answer = client.post(path, data={"key": "k"}, headers=BROWSER)
    assert answer.status_code in (403, 422)
    assert answer.mimetype == "text/html"
    assert '<p class="now">' in answer.text

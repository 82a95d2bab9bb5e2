"""The pages of the clerk and the courier."""

from typing import Any

from market.accounts.rules import RoleName
from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support.fetching import ready_order
from tests.support.village import (
    CHI_LANG,
    CHI_LANG_OFFICE,
    HA_NOI_OFFICE,
    a_clerk,
    a_courier,
    a_person,
    booked_parcel,
    calling,
    fill_till,
    scan,
    shipped_order,
)

AT = "/counter/25715"
LONG = "Hoàng Thị Nguyễn Phương Lan Ở Thôn Đồng Đĩnh"


def scanned(parcel: Any, *events: str, **given: Any) -> str:
    """The number of the parcel, scanned an hour apart by a clerk of Chi Lăng."""
    steps = [scan(parcel, event, hours_ago=len(events) - place) for place, event in enumerate(events)]
    if given:
        steps[-1] |= given
    told = calling(a_clerk()).post("/scans", {"scans": steps}).json["results"]
    assert [one["result"] for one in told] == ["recorded"] * len(events), told
    return str(parcel.tracking_number)


def nothing_yet() -> dict[str, Any]:
    return {"me": a_clerk()}


def two_offices() -> dict[str, Any]:
    return {"me": a_person(LONG, (RoleName.CLERK, CHI_LANG_OFFICE), (RoleName.COURIER, HA_NOI_OFFICE))}


def a_busy_day() -> dict[str, Any]:
    booked_parcel()
    scanned(booked_parcel(), "accepted")
    scanned(booked_parcel(to=CHI_LANG), "accepted")
    scanned(booked_parcel(to=CHI_LANG), "accepted", "out_for_delivery", "delivery_failed", reason="refused_goods")
    return {"me": a_clerk()}


def parcel_at(*events: str, to: str = CHI_LANG, **given: Any) -> Any:
    def made() -> dict[str, Any]:
        a_courier()
        parcel = booked_parcel(to=to)
        return {"me": a_clerk(), "number": scanned(parcel, *events, **given) if events else parcel.tracking_number}

    return made


def on_a_round() -> dict[str, Any]:
    thang, number = a_courier(), scanned(booked_parcel(to=CHI_LANG), "accepted")
    given = calling(a_clerk()).put(f"/parcels/{number}/courier", {"courier_id": str(thang.id)})
    assert given.status_code == 200, given.json
    taken = {"scans": [scan(number, "out_for_delivery", hours_ago=0.1)]}
    assert calling(thang).post("/scans", taken).json["results"][0]["parcel_state"] == "out_for_delivery"
    return {"me": thang, "number": number}


def cash_with_a_courier() -> dict[str, Any]:
    fill_till(1_000_000)
    thang, order = a_courier(), shipped_order()
    told = calling(thang).post("/scans", {"scans": [scan(order, "delivered", hours_ago=0)]}).json
    assert told["results"][0]["parcel_state"] == "delivered"
    clerk = a_clerk()
    counted = {"kind": "count", "amount_vnd": 990_000, "note": "thiếu một tờ mười nghìn"}
    assert calling(clerk).post(f"/post-offices/{CHI_LANG_OFFICE}/till/movements", counted).status_code == 201
    return {"me": clerk, "courier": thang}


def what_a_courier_carries() -> dict[str, Any]:
    return {"me": cash_with_a_courier()["courier"]}


def something_to_fetch() -> dict[str, Any]:
    return {"me": a_clerk(), "number": ready_order(kind="post_office").number}


def a_bag_that_comes() -> dict[str, Any]:
    numbers = [scanned(booked_parcel(), "accepted") for _ in range(2)]
    ways = {"from_post_office_code": CHI_LANG_OFFICE, "to_post_office_code": HA_NOI_OFFICE, "tracking_numbers": numbers}
    sent = calling(a_clerk()).post("/bags", ways)
    assert sent.status_code == 201, sent.json
    return {"me": a_clerk(HA_NOI_OFFICE), "bag": sent.json["bag"]["id"]}


def brought_by_somebody() -> dict[str, Any]:
    clerk = a_clerk()
    brought = {"post_office_code": CHI_LANG_OFFICE, "brought_by": LONG}
    taken = calling(clerk).post("/manifests", brought | {"tracking_numbers": [booked_parcel().tracking_number]})
    return {"me": clerk, "paper": taken.json["manifest"]["id"]}


def types(form: str = "main form", **typed: str) -> Any:
    def send(phone: Phone) -> None:
        for name, value in typed.items():
            phone.type(name, value)
        phone.send(form)

    return send


def pastes(phone: Phone) -> None:
    phone.type("numbers", f"{booked_parcel().tracking_number}\nCA000000015VN\n")
    phone.type("brought_by", "")
    phone.send()


def too_heavy(phone: Phone) -> None:
    phone.type("weight_g", "999999")
    phone.send("form:has([value=accepted])")


PAGES = [
    Page("the counter, nothing to do", AT, nothing_yet, wrong={"no number": types(), "a wrong one": types(q="CA1VN")}),
    Page("which post office", "/counter", two_offices),
    Page("the counter", AT, a_busy_day),
    Page("a list of work", AT + "/lists/to_deliver", a_busy_day),
    Page("the day", AT + "/day", a_busy_day),
    Page("a parcel to take in", AT + "/parcels/{number}", parcel_at(), wrong={"too heavy": too_heavy}),
    Page("an old tab", AT + "/parcels/{number}?number={number}&done=moved-on", parcel_at("accepted")),
    Page("a parcel to deliver", AT + "/parcels/{number}", parcel_at("accepted")),
    Page(
        "a parcel that failed",
        AT + "/parcels/{number}",
        parcel_at("accepted", "out_for_delivery", "delivery_failed", reason="absent"),
    ),
    Page("a parcel of nobody's", AT + "/parcels/CA000000014VN", nothing_yet, status=404),
    Page("a list of numbers", AT + "/batch", nothing_yet, wrong={"none": types()}),
    Page("what became of a list", AT + "/batch", nothing_yet, then=pastes),
    Page("lists to sign", AT + "/manifests", brought_by_somebody),
    Page("the list to sign", AT + "/manifests/{paper}", brought_by_somebody),
    Page("bags", AT + "/bags", a_busy_day),
    Page("an empty bag", AT + "/bags", nothing_yet, wrong={"what is no parcel": types(to_office="VN01", others="ABC")}),
    Page("a bag that comes", "/counter/VN01/bags/{bag}", a_bag_that_comes),
    Page("what is to be fetched", AT + "/collections", something_to_fetch),
    Page(
        "goods for a code",
        AT + "/collections/{number}",
        something_to_fetch,
        wrong={"a wrong code": types(code="000000")},
    ),
    Page("the till", AT + "/till", cash_with_a_courier),
    Page("a count", AT + "/till/count", cash_with_a_courier, wrong={"no number": types(amount_vnd="bốn")}),
    Page(
        "a courier hands in",
        AT + "/till/hand_in",
        cash_with_a_courier,
        wrong={"more than he has": types(amount_vnd="9000000")},
    ),
    Page("pay by code", AT + "/cash-outs", cash_with_a_courier, wrong={"a wrong code": types(phone="12", code="1")}),
    Page("a courier's round", AT, on_a_round),
    Page("a parcel at the door", AT + "/parcels/{number}", on_a_round),
    Page("a courier's cash", AT + "/cash", what_a_courier_carries),
]

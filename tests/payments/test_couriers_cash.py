"""Cash by person: each courier knows what he carries, his office knows it of each, and nobody pays with another's."""

from sqlalchemy import update

from market.db import db, transaction
from market.payments.invariants import audit
from market.payments.ledger import accounts
from market.payments.ledger.models import Posting
from tests.support.village import (
    CHI_LANG_OFFICE,
    a_clerk,
    a_courier,
    an_operator,
    calling,
    fill_till,
    money,
    scan,
    shipped_order,
)

OFFICE = f"/post-offices/{CHI_LANG_OFFICE}"


def collected_by(courier):
    """The order whose cash the courier has just taken in, and the scan that says so."""
    order = shipped_order()
    step = scan(order, "delivered", hours_ago=0)
    told = calling(courier).post("/scans", {"scans": [step]}).json
    assert told["results"][0]["parcel_state"] == "delivered"
    return order, step


def hand_in(amount_vnd, **more):
    body = {"kind": "hand_in", "amount_vnd": amount_vnd, **more}
    return calling(a_clerk()).post(f"{OFFICE}/till/movements", body)


def test_a_courier_sees_what_he_took_handed_in_and_still_carries(app):
    courier, other = a_courier(), a_courier()
    (first, _), (second, _) = collected_by(courier), collected_by(courier)
    collected_by(other)
    assert hand_in(100_000, from_id=str(courier.id)).status_code == 201
    owes = first.total_vnd + second.total_vnd - 100_000
    mine = calling(courier).get("/me/cash").json
    assert (mine["owes_vnd"], mine["next"]) == (owes, None)
    assert mine["post_offices"] == [{"post_office_code": CHI_LANG_OFFICE, "owes_vnd": owes}]
    assert [(line["kind"], line["reference"], line["amount_vnd"]) for line in mine["items"]] == [
        ("hand_in", CHI_LANG_OFFICE, -100_000),
        ("collection", second.number, second.total_vnd),
        ("collection", first.number, first.total_vnd),
    ]
    page = calling(courier).get("/me/cash?limit=2").json
    rest = calling(courier).get(f"/me/cash?limit=2&cursor={page['next']}").json
    assert page["items"] + rest["items"] == mine["items"]
    exported = calling(courier).get("/me/export").json["parts"]["collected_cash"]
    assert [line["amount_vnd"] for line in exported] == [first.total_vnd, second.total_vnd, -100_000]
    nothing = {"owes_vnd": 0, "post_offices": [], "items": [], "next": None}
    assert calling(a_clerk()).get("/me/cash").json == nothing


def test_an_office_sees_its_couriers_and_what_each_carries(app):
    carrying, idle, elsewhere = a_courier(), a_courier(), a_courier("VN96")
    order, _ = collected_by(carrying)
    for who in (a_clerk(), an_operator()):
        shown = calling(who).get(f"{OFFICE}/couriers").json["items"]
        assert [(one["courier_id"], one["name"], one["owes_vnd"]) for one in shown] == [
            (str(idle.id), idle.name, 0),
            (str(carrying.id), carrying.name, order.total_vnd),
        ]
    first = calling(a_clerk()).get(f"{OFFICE}/couriers?limit=1").json
    second = calling(a_clerk()).get(f"{OFFICE}/couriers?limit=1&cursor={first['next']}").json
    assert [one["courier_id"] for one in first["items"] + second["items"]] == [str(idle.id), str(carrying.id)]
    assert second["next"] is None
    # With the id from the list a parcel goes on his round.
    number = calling(a_clerk()).get("/parcels").json["items"][0]["tracking_number"]
    given = calling(a_clerk()).put(f"/parcels/{number}/courier", {"courier_id": second["items"][0]["courier_id"]})
    assert given.json["courier_id"] == str(carrying.id)
    assert calling(elsewhere).get(f"{OFFICE}/couriers").status_code == 403
    assert calling(a_clerk("VN96")).get(f"{OFFICE}/couriers").json["type"] == "not-your-office"
    assert calling(a_clerk()).get("/post-offices/NOWHERE/couriers").status_code == 404


def test_the_day_says_what_each_took_and_handed_in(app):
    one, other = a_courier(), a_courier()
    first, _ = collected_by(one)
    _, step = collected_by(other)
    hand_in(first.total_vnd, from_id=str(one.id))
    calling(other).put(f"/scans/{step['scan_id']}/voiding", {"reason": "nhầm"})
    third, _ = collected_by(other)
    told = calling(a_clerk()).get(f"{OFFICE}/day").json["till"]
    days = {who["person_id"]: (who["took_vnd"], who["handed_in_vnd"], who["owes_vnd"]) for who in told["couriers"]}
    assert days == {
        str(one.id): (first.total_vnd, first.total_vnd, 0),
        str(other.id): (third.total_vnd, 0, third.total_vnd),
    }


def forget_the_names():
    """As it was before the books kept them."""
    transaction(lambda: db.session.execute(update(Posting).where(Posting.kind == "courier").values(holder_id=None)))


def test_old_cash_that_names_nobody_is_handed_in_as_such(app):
    gone, present = a_courier(), a_courier()
    old, _ = collected_by(gone)
    forget_the_names()
    new, _ = collected_by(present)
    shown = calling(a_clerk()).get(f"{OFFICE}/till").json
    assert (shown["couriers_vnd"], shown["unnamed_vnd"]) == (old.total_vnd + new.total_vnd, old.total_vnd)
    assert [one["owes_vnd"] for one in shown["couriers"]] == [new.total_vnd]
    assert hand_in(old.total_vnd).json["type"] == "whose-cash"
    too_much = hand_in(old.total_vnd + 1, unnamed=True)
    assert (too_much.json["type"], too_much.json["available_vnd"]) == ("till-too-low", old.total_vnd)
    assert hand_in(1, unnamed=True, from_id=str(present.id)).status_code == 422
    day = calling(a_clerk()).get(f"{OFFICE}/day").json["till"]["couriers"]
    assert day[-1] == {"person_id": None, "name": "", "took_vnd": old.total_vnd, "handed_in_vnd": 0,
                       "owes_vnd": old.total_vnd}  # fmt: skip
    done = hand_in(old.total_vnd, unnamed=True)
    assert (done.status_code, done.json["from_id"]) == (201, None)
    shown = calling(a_clerk()).get(f"{OFFICE}/till").json
    assert (shown["couriers_vnd"], shown["unnamed_vnd"]) == (new.total_vnd, 0)
    assert hand_in(new.total_vnd).json["from_id"] == str(present.id)
    assert list(transaction(lambda: list(audit()))) == []


def test_nobody_hands_in_what_lies_with_another_office_or_in_the_till(app):
    fill_till(5_000_000)
    courier, elsewhere = a_courier(), a_courier("VN96")
    order, _ = collected_by(courier)
    for body in ({"from_id": str(elsewhere.id)}, {"unnamed": True}, {"from_id": str(a_clerk().id)}):
        refused = hand_in(1, **body)
        assert (refused.status_code, refused.json["type"], refused.json["available_vnd"]) == (409, "till-too-low", 0)
    refused = hand_in(order.total_vnd + 1, from_id=str(courier.id))
    assert refused.json["detail"].startswith("Bưu tá này chỉ đang giữ")
    assert hand_in(1, unnamed="perhaps").status_code == 422
    assert money(accounts.courier(CHI_LANG_OFFICE)) == order.total_vnd
    assert money(accounts.till(CHI_LANG_OFFICE)) == 5_000_000


def test_the_audit_names_cash_in_the_wrong_hands(app):
    courier, other = a_courier(), a_courier()
    collected_by(courier)
    hand_in(1_000, from_id=str(courier.id))
    move = update(Posting).where(Posting.kind == "courier", Posting.amount_vnd > 0)
    transaction(lambda: db.session.execute(move.values(holder_id=other.id)))
    told = transaction(lambda: list(audit()))
    assert [line for line in told if "carries less than nothing (-1.000 đ)" in line and str(courier.id) in line]
    assert [line for line in told if f"but the books say by {other.id}" in line]
    given = update(Posting).where(Posting.kind == "courier").values(holder_id=other.id)
    transaction(lambda: db.session.execute(given))
    told = transaction(lambda: list(audit()))
    assert f"courier {courier.id} of {CHI_LANG_OFFICE}: handed in 1.000 đ, but the books say 0 đ" in told

"""Money to a bank account: asked for by the household, sent in a file, paid or given back."""

import csv
import io

import pytest

from market.payments.ledger import accounts
from tests.support.paying import broken, told
from tests.support.village import (
    a_buyer,
    a_shop_with_money,
    a_team_member,
    an_operator,
    buyer_of,
    calling,
    delivered_order,
    fresh_code,
    give_money,
    leaves,
    money,
    owner_of,
    seller_of,
)

BANK = {"bank_bin": "970405", "number": "8400205123456", "holder": "Hoàng Thị Lan"}


@pytest.fixture
def shop(app):
    shop = a_shop_with_money(300_000)
    me = calling(owner_of(shop))
    me.put("/me/payout-account", BANK | fresh_code(me))
    return shop


def ask(shop, amount_vnd=100_000, by=None):
    return calling(by or owner_of(shop)).post(f"/shops/{shop.id}/payouts", {"amount_vnd": amount_vnd})


def balance_of(shop):
    return calling(owner_of(shop)).get(f"/shops/{shop.id}/balance").json


def test_the_whole_way_to_the_bank(shop):
    operator = calling(an_operator())
    asked = ask(shop).json
    assert balance_of(shop) == {"available_vnd": 200_000, "held_vnd": 100_000, "contested_vnd": 0, "on_its_way_vnd": 0}
    file = operator.post("/payout-files").json
    assert (file["payouts"], file["total_vnd"]) == (1, 100_000)
    (row,) = csv.DictReader(io.StringIO(operator.get(f"/payout-files/{file['id']}").text))
    assert row["account_number"] == "8400205123456" and row["account_name"] == "HOANG THI LAN"
    assert (row["amount_vnd"], row["id"]) == ("100000", asked["id"])
    before = money(accounts.BANK)
    for _ in range(2):
        ended = operator.put(f"/payouts/{asked['id']}/outcome", {"outcome": "paid"})
        assert (ended.status_code, ended.json["state"]) == (200, "paid")
    assert balance_of(shop) == {"available_vnd": 200_000, "held_vnd": 0, "contested_vnd": 0, "on_its_way_vnd": 0}
    assert before - money(accounts.BANK) == 100_000
    assert operator.put(f"/payouts/{asked['id']}/outcome", {"outcome": "failed"}).json["type"] == "wrong-state"
    assert operator.post("/payout-files").status_code == 404


def test_what_the_bank_could_not_do_comes_back(shop):
    operator, asked = calling(an_operator()), ask(shop).json
    assert operator.put(f"/payouts/{asked['id']}/outcome", {"outcome": "failed"}).json["type"] == "wrong-state"
    operator.post("/payout-files")
    calling(an_operator()).put(f"/payouts/{asked['id']}/outcome", {"outcome": "failed", "note": "Sai tên"})
    assert balance_of(shop) == {"available_vnd": 300_000, "held_vnd": 0, "contested_vnd": 0, "on_its_way_vnd": 0}


def test_it_can_be_called_off_until_it_is_in_a_file(shop):
    path = f"/shops/{shop.id}/payouts/{ask(shop).json['id']}/cancellation"
    for _ in range(2):
        assert calling(owner_of(shop)).put(path).json["state"] == "cancelled"
    assert balance_of(shop) == {"available_vnd": 300_000, "held_vnd": 0, "contested_vnd": 0, "on_its_way_vnd": 0}
    sent = ask(shop).json
    calling(an_operator()).post("/payout-files")
    assert calling(owner_of(shop)).put(f"/shops/{shop.id}/payouts/{sent['id']}/cancellation").status_code == 409


def test_what_is_held_cannot_be_taken_out_twice(shop):
    assert ask(shop, 300_000).status_code == 201
    assert ask(shop, 1).json["type"] == "not-enough-money"
    cash = calling(owner_of(shop)).post(f"/shops/{shop.id}/cash-outs", {"amount_vnd": 1})
    assert cash.json["type"] == "not-enough-money"


def test_only_the_household_itself_asks(shop):
    assert ask(shop, by=a_team_member()).json["type"] == "household-only"
    assert ask(shop, by=a_buyer()).status_code == 403
    assert calling(a_buyer()).get(f"/shops/{shop.id}/payouts").status_code == 403
    assert calling(a_buyer()).get("/payouts").status_code == 403
    assert calling(a_buyer()).post("/payout-files").status_code == 403


def test_an_account_is_needed_and_shown_only_by_its_last_digits(app):
    buyer = a_buyer()
    me = calling(buyer)
    give_money(accounts.person(buyer.id), 5_000)
    assert me.post("/me/payouts", {"amount_vnd": 5_000}).json["type"] == "no-payout-account"
    assert me.get("/me/payout-account").status_code == 404
    assert me.put("/me/payout-account", BANK | {"bank_bin": "97"}).status_code == 422
    assert me.put("/me/payout-account", BANK | fresh_code(me)).json["number_tail"] == "3456"
    assert me.post("/me/payouts", {"amount_vnd": 5_000}).status_code == 201
    assert [row["state"] for row in me.get("/me/payouts").json["items"]] == ["asked"]


# Refunds by bank go the same way


def a_refund(amount_vnd=30_000):
    """Part of an order paid in cash, to go back to its buyer's bank account."""
    order = delivered_order()
    asked = {"amount_vnd": amount_vnd, "channel": "bank_transfer"}
    made = calling(seller_of(order)).post(f"/orders/{order.number}/refunds", asked)
    assert made.json["state"] == "approved"
    return order, made.json["id"]


def answered(operator, file, *lines):
    body = "\n".join(["id,outcome,note", *lines]).encode()
    return operator.put(f"/payout-files/{file['id']}/answer", data=body, headers={"Content-Type": "text/csv"})


def state_of(operator, refund_id):
    return next(row["state"] for row in operator.get("/refunds").json["items"] if row["id"] == refund_id)


def test_a_refund_goes_out_beside_the_payouts_and_is_settled_by_the_bank_s_answer(shop):
    operator, (order, refund) = calling(an_operator()), a_refund()
    payout = ask(shop).json
    me = calling(buyer_of(order))
    me.put("/me/payout-account", BANK | {"holder": "Trần Thu Hà"} | fresh_code(me))
    file = operator.post("/payout-files").json
    assert (file["payouts"], file["total_vnd"]) == (2, 130_000)
    rows = list(csv.DictReader(io.StringIO(operator.get(f"/payout-files/{file['id']}").text)))
    assert [(row["id"], row["account_name"], row["amount_vnd"]) for row in rows] == [
        (payout["id"], "HOANG THI LAN", "100000"),
        (refund, "TRAN THU HA", "30000"),
    ]
    assert operator.post("/payout-files").status_code == 404
    before = money(accounts.BANK)
    for _ in range(2):
        assert answered(operator, file, f"{refund},paid,FT1", f"{payout['id']},paid,").status_code == 200
    assert (before - money(accounts.BANK), money(accounts.refunds("bank_transfer"))) == (130_000, 0)
    assert (state_of(operator, refund), broken()) == ("settled", [])


def test_a_refund_waits_until_its_buyer_has_filed_an_account(app):
    operator, (order, refund) = calling(an_operator()), a_refund()
    assert operator.post("/payout-files").status_code == 404
    assert "refund_needs_account" in told(order.buyer_id)
    me = calling(buyer_of(order))
    me.put("/me/payout-account", BANK | fresh_code(me))
    assert operator.post("/payout-files").json["payouts"] == 1
    assert operator.put(f"/refunds/{refund}/settlement", {"note": "FT1"}).json["state"] == "settled"


def test_nobody_is_forgotten_while_a_refund_is_on_its_way(app):
    order, _ = a_refund()
    buyer = calling(buyer_of(order))
    buyer.put(f"/orders/{order.number}/receipt")
    refused = leaves(buyer)
    assert (refused.status_code, refused.json["type"]) == (409, "money-left")


def test_what_the_bank_could_not_give_back_waits_for_another_account(app):
    operator, (order, refund) = calling(an_operator()), a_refund()
    buyer = calling(buyer_of(order))
    buyer.put("/me/payout-account", BANK | fresh_code(buyer))
    file = operator.post("/payout-files").json
    for _ in range(2):
        answered(calling(an_operator()), file, f"{refund},failed,Sai tên")
    assert (state_of(operator, refund), told(order.buyer_id).count("refund_not_sent")) == ("approved", 1)
    assert operator.post("/payout-files").status_code == 404
    buyer.put("/me/payout-account", BANK | {"number": "8400205123457"} | fresh_code(buyer))
    file = operator.post("/payout-files").json
    assert answered(operator, file, f"{refund},paid,").status_code == 200
    assert (state_of(operator, refund), broken()) == ("settled", [])


BROKEN_ANSWERS = ["", "x,paid,", "{id},sent,", "{id},paid,\n{other},paid,"]


@pytest.mark.parametrize("lines", BROKEN_ANSWERS)
def test_an_answer_that_cannot_be_read_or_fits_no_transfer_of_the_file_does_nothing(shop, lines):
    operator, payout = calling(an_operator()), ask(shop).json
    file, before = operator.post("/payout-files").json, money(accounts.BANK)
    body = "id,outcome\n" + lines.format(id=payout["id"], other=file["id"]) if lines else "no"
    refused = operator.put(f"/payout-files/{file['id']}/answer", data=body.encode())
    assert (refused.status_code, refused.json["type"]) in ((422, "invalid-input"), (409, "not-in-the-file"))
    assert (money(accounts.BANK), operator.get("/payouts?state=sent").json["items"][0]["id"]) == (before, payout["id"])

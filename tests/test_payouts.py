"""Money to a bank account: asked for by the household, sent in a file, paid or given back."""

import csv
import io

import pytest

from market.payments.rules import accounts
from tests.village import a_buyer, a_shop_with_money, a_team_member, an_operator, calling, give_money, money, owner_of

BANK = {"bank_bin": "970405", "number": "8400205123456", "holder": "Hoàng Thị Lan"}


@pytest.fixture
def shop(app):
    shop = a_shop_with_money(300_000)
    calling(owner_of(shop)).put("/me/payout-account", BANK)
    return shop


def ask(shop, amount_vnd=100_000, by=None):
    return calling(by or owner_of(shop)).post(f"/shops/{shop.id}/payouts", {"amount_vnd": amount_vnd})


def balance_of(shop):
    return calling(owner_of(shop)).get(f"/shops/{shop.id}/balance").json


def test_the_whole_way_to_the_bank(shop):
    operator = calling(an_operator())
    asked = ask(shop).json
    assert balance_of(shop) == {"available_vnd": 200_000, "held_vnd": 100_000}
    file = operator.post("/payout-files").json
    assert (file["payouts"], file["total_vnd"]) == (1, 100_000)
    (row,) = csv.DictReader(io.StringIO(operator.get(f"/payout-files/{file['id']}").text))
    assert row["account_number"] == "8400205123456" and row["account_name"] == "HOANG THI LAN"
    assert (row["amount_vnd"], row["payout_id"]) == ("100000", asked["id"])
    before = money(accounts.BANK)
    for _ in range(2):
        ended = operator.put(f"/payouts/{asked['id']}/outcome", {"outcome": "paid"})
        assert (ended.status_code, ended.json["state"]) == (200, "paid")
    assert balance_of(shop) == {"available_vnd": 200_000, "held_vnd": 0}
    assert before - money(accounts.BANK) == 100_000
    assert operator.put(f"/payouts/{asked['id']}/outcome", {"outcome": "failed"}).json["type"] == "wrong-state"
    assert operator.post("/payout-files").status_code == 404


def test_what_the_bank_could_not_do_comes_back(shop):
    operator, asked = calling(an_operator()), ask(shop).json
    assert operator.put(f"/payouts/{asked['id']}/outcome", {"outcome": "failed"}).json["type"] == "wrong-state"
    operator.post("/payout-files")
    operator.put(f"/payouts/{asked['id']}/outcome", {"outcome": "failed", "note": "Sai tên"})
    assert balance_of(shop) == {"available_vnd": 300_000, "held_vnd": 0}


def test_it_can_be_called_off_until_it_is_in_a_file(shop):
    path = f"/shops/{shop.id}/payouts/{ask(shop).json['id']}/cancellation"
    for _ in range(2):
        assert calling(owner_of(shop)).put(path).json["state"] == "cancelled"
    assert balance_of(shop) == {"available_vnd": 300_000, "held_vnd": 0}
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
    assert me.put("/me/payout-account", BANK).json["number_tail"] == "3456"
    assert me.post("/me/payouts", {"amount_vnd": 5_000}).status_code == 201
    assert [row["state"] for row in me.get("/me/payouts").json["items"]] == ["asked"]

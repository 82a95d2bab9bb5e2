"""A purchase whose answer was lost on the line is found again, by its buyer alone, with what is needed to pay it."""

from dataclasses import replace

import pytest

from market.ids import new_id
from tests.support.paying import buy, hear, order, work
from tests.support.village import a_buyer, a_product, an_operator, calling, guest, seller_of


@pytest.mark.parametrize("method", ["cod", "card", "bank_transfer"])
def test_a_purchase_is_read_again_as_it_was_answered(stripe, method) -> None:
    buyer = calling(a_buyer())
    bought = buy(a_product(), a_product(), buyer=buyer, method=method)
    assert bought.headers["Location"] == f"/api/v1/checkouts/{bought.json['id']}"
    assert buyer.get(bought.headers["Location"]).json == bought.json


def test_who_named_it_beforehand_finds_it_without_any_answer(app) -> None:
    buyer, named = calling(a_buyer()), str(new_id())
    body = {"id": named, "items": [{"product_id": str(a_product().id), "quantity": 1}], "payment_method": "cod"}
    where = {"name": "Hà", "phone": "0912345678", "commune_code": "00070", "address_line": "12 Hàng Bài"}
    buyer.post("/checkouts", body | {"deliver_to": where}, headers={"Idempotency-Key": named})
    found = buyer.get(f"/checkouts/{named}").json
    assert (found["id"], len(found["orders"])) == (named, 1)


def test_nobody_else_finds_it(stripe) -> None:
    bought = buy(a_product()).json
    seller = seller_of(order(bought["orders"][0]["number"]))
    for other in (calling(a_buyer()), calling(seller), calling(an_operator())):
        assert other.get(f"/checkouts/{bought['id']}").status_code == 404
    assert guest().get(f"/checkouts/{bought['id']}").status_code == 401
    assert calling(a_buyer()).get(f"/checkouts/{new_id()}").status_code == 404


def test_it_asks_for_what_is_still_to_be_paid(stripe) -> None:
    buyer = calling(a_buyer())
    bought = buy(a_product(), a_product(), buyer=buyer).json
    first, second = bought["orders"]
    buyer.put(f"/orders/{first['number']}/cancellation", {})
    work()
    shown = buyer.get(f"/checkouts/{bought['id']}").json
    assert (shown["payment"]["status"], shown["payment"]["amount_vnd"]) == ("awaiting", second["total_vnd"])
    assert "client_secret" not in buyer.get(f"/orders/{first['number']}/payment").json  # nothing of it is to be paid
    stripe.pay(stripe.of_kind("payment_intent")[-1]["id"])
    for event in stripe.events:
        hear(event)
    work()
    paid = buyer.get(f"/checkouts/{bought['id']}").json["payment"]
    assert paid == {"method": "card", "status": "paid"}


def test_a_client_of_cards_is_told_the_gateways_publishable_key(app, stripe) -> None:
    assert "publishable_key" not in buy().json["payment"]
    app.config["MARKET"] = replace(app.config["MARKET"], card_publishable_key="pk_test_cho")
    buyer = calling(a_buyer())
    bought = buy(buyer=buyer).json
    assert bought["payment"]["publishable_key"] == "pk_test_cho"
    assert buyer.get(f"/orders/{bought['orders'][0]['number']}/payment").json["publishable_key"] == "pk_test_cho"
    assert "publishable_key" not in buy(method="bank_transfer").json["payment"]

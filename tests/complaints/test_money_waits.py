"""While an order is complained of its money goes nowhere, and no other order's waits."""

from datetime import timedelta

import pytest

from market.db import transaction
from market.payments.ledger import accounts
from market.payments.sales.contests import contested
from market.payments.sales.queries import sale
from tests.support.browsing import browser_of
from tests.support.complaining import a_complaint, answered, answers, time_passes
from tests.support.paying import broken, later, order
from tests.support.village import (
    a_product,
    a_shop,
    an_officer,
    an_operator,
    buyer_of,
    calling,
    delivered_order,
    money,
    owner_of,
    scanned_order,
    seller_of,
    shipped_order,
)

pytestmark = pytest.mark.usefixtures("client")


def balance_of(shop) -> dict[str, int]:
    told = calling(owner_of(shop)).get(f"/shops/{shop.id}/balance").json
    return {name: told[name] for name in ("available_vnd", "contested_vnd")}


def asks_cash(shop, amount_vnd: int):
    return calling(owner_of(shop)).post(f"/shops/{shop.id}/cash-outs", {"amount_vnd": amount_vnd})


def test_what_lies_in_the_balance_waits_with_its_order_and_nothing_else_does() -> None:
    shop = a_shop()
    product = a_product(shop)
    first, second = delivered_order(product=product), delivered_order(product=product)
    one = money(accounts.shop(shop.id)) // 2
    number = a_complaint(second)
    assert balance_of(shop) == {"available_vnd": one, "contested_vnd": one}
    page = browser_of(calling(owner_of(shop))).get(f"/shop/{shop.id}/money").text
    assert "chờ khiếu nại của đơn đó xong" in page
    refused = asks_cash(shop, one + 1)
    assert (refused.status_code, refused.json["available_vnd"]) == (409, one)
    assert asks_cash(shop, one).status_code == 201
    assert balance_of(shop) == {"available_vnd": 0, "contested_vnd": one}
    assert calling(buyer_of(second)).put(f"/complaints/{number}/withdrawal").status_code == 200
    assert balance_of(shop) == {"available_vnd": one, "contested_vnd": 0}
    assert order(first.number).complained_since is None
    assert broken() == []


def test_what_was_taken_out_before_is_not_held_of_other_orders_money() -> None:
    shop = a_shop()
    product = a_product(shop)
    first = delivered_order(product=product)
    one = money(accounts.shop(shop.id))
    assert asks_cash(shop, one).status_code == 201
    delivered_order(product=product)
    a_complaint(first)
    assert balance_of(shop) == {"available_vnd": one, "contested_vnd": 0}
    assert broken() == []


def test_money_that_comes_meanwhile_is_shared_out_once_it_is_over() -> None:
    """Complained of on its way, delivered and paid in cash all the same."""
    bought = shipped_order()
    number = a_complaint(bought, kind="not_come")
    scanned_order(bought, "delivered")
    found = transaction(lambda: sale(bought.number))
    assert (found.released_at, found.withheld_at is not None) == (None, True)
    assert money(accounts.shop(bought.shop_id)) == 0
    assert broken() == []
    assert calling(buyer_of(bought)).put(f"/complaints/{number}/withdrawal").status_code == 200
    assert money(accounts.shop(bought.shop_id)) > 0
    assert transaction(lambda: sale(bought.number)).withheld_at is None
    time_passes(later(timedelta(days=4)))
    assert order(bought.number).state == "completed"
    assert broken() == []


def test_the_shop_gives_money_back_and_no_more_than_was_paid() -> None:
    bought = delivered_order()
    seller, number = calling(seller_of(bought)), a_complaint(bought)
    refused = answers(number, seller, outcome="refund", amount_vnd=bought.total_vnd + 1)
    assert (refused.status_code, refused.json["type"].rsplit("/", 1)[-1]) == (409, "refund-too-high")
    assert answers(number, seller, outcome="refund").status_code == 422
    assert answers(number, seller, amount_vnd=5).status_code == 422
    assert order(bought.number).payment_status == "collected"
    answer = answers(number, seller, outcome="refund", amount_vnd=65_000)
    assert (answer.status_code, answer.json["refund_vnd"]) == (200, 65_000)
    assert answers(number, seller, outcome="refund", amount_vnd=65_000).status_code == 200  # sent again
    assert order(bought.number).payment_status == "partly_refunded"
    held = transaction(lambda: contested(bought.shop_id))
    assert 0 < held == money(accounts.shop(bought.shop_id))
    assert calling(buyer_of(bought)).put(f"/complaints/{number}/rating", {"rating": "acceptable"}).status_code == 200
    assert transaction(lambda: contested(bought.shop_id)) == 0
    assert broken() == []


def test_an_officers_refund_waits_for_an_operator() -> None:
    bought = delivered_order()
    officer, number = calling(an_officer()), a_complaint(bought, kind="unsafe")
    assert answers(number, officer, outcome="claim").status_code == 403
    answer = answers(number, officer, outcome="refund", amount_vnd=10_000)
    assert answer.status_code == 200, answer.json
    assert order(bought.number).payment_status == "collected"
    (waiting,) = calling(an_operator()).get("/refunds?state=requested").json["items"]
    assert (waiting["amount_vnd"], waiting["note"]) == (10_000, answer.json["number"])
    assert calling(an_operator()).put(f"/refunds/{waiting['id']}/approval").status_code == 200
    assert order(bought.number).payment_status == "partly_refunded"
    assert broken() == []


def test_a_claim_against_the_carrier_is_not_taken_back_by_a_scan() -> None:
    bought = delivered_order()
    answered(a_complaint(bought), outcome="claim", amount_vnd=65_000)
    assert order(bought.number).payment_status == "partly_refunded"
    (claim,) = calling(an_operator()).get("/claims?state=open").json["items"]
    assert (claim["kind"], claim["order_number"], claim["amount_vnd"]) == (
        "complained",
        bought.number,
        bought.goods_vnd,
    )
    assert broken() == []


def test_a_scan_that_tells_what_did_not_happen_is_voided_and_the_order_is_on_its_way_again() -> None:
    bought = delivered_order()
    assert answered(a_complaint(bought, kind="not_come"), outcome="reversal")["outcome"] == "reversal"
    assert (order(bought.number).state, order(bought.number).payment_status) == ("shipped", "due")
    assert broken() == []
    on_its_way = shipped_order()
    refused = answers(a_complaint(on_its_way, kind="not_come"), calling(an_operator()), outcome="reversal")
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["outcome"])
    assert broken() == []

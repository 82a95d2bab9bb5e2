"""Refunds by rule and by hand, by the way the money came or another."""

import pytest

from market.payments.ledger.accounts import Kind
from tests.support.paying import broken, held, order, paid_order, work
from tests.support.village import (
    a_clerk,
    a_product,
    an_operator,
    buyer_of,
    calling,
    delivered_order,
    packed_order,
    scan,
    seller_of,
    stock_of,
)


def sent(paid, *events):
    """The order after its parcel was scanned, a minute apart."""
    seller = calling(seller_of(paid))
    seller.put(f"/orders/{paid.number}/acceptance")
    number = seller.put(f"/orders/{paid.number}/packing").json["parcel"]["tracking_number"]
    parcel = type("Parcel", (), {"tracking_number": number})()
    steps = [scan(parcel, event, hours_ago=(len(events) - place) / 60) for place, event in enumerate(events)]
    results = calling(a_clerk()).post("/scans", {"scans": steps}).json["results"]
    assert [result["result"] for result in results] == ["recorded"] * len(events)
    return order(paid.number)


def test_a_parcel_paid_beforehand_asks_for_no_cash(stripe) -> None:
    paid = sent(paid_order(stripe), "accepted", "delivered")
    assert (paid.state, paid.payment_status) == ("delivered", "paid")
    assert calling(buyer_of(paid)).put(f"/orders/{paid.number}/receipt").json["state"] == "completed"
    assert held(Kind.SHOP, str(paid.shop_id)) == 65_000 - 650 - 325
    assert broken() == []


@pytest.mark.parametrize("method", ["card", "bank_transfer"])
def test_what_comes_back_from_the_door_is_refunded_without_its_shipping(stripe, method) -> None:
    product = a_product()
    back = sent(paid_order(stripe, product, method), "accepted", "return_started", "returned")
    assert (back.state, back.payment_status) == ("returned", "refunding")
    work()
    if method == "bank_transfer":
        operator = calling(an_operator())
        refund = operator.get("/refunds?state=approved").json["items"][0]
        operator.put(f"/refunds/{refund['id']}/settlement", {"note": "FT1"})
    shown = calling(buyer_of(back)).get(f"/orders/{back.number}/payment").json
    assert (shown["status"], shown["refunded_vnd"]) == ("partly_refunded", back.goods_vnd)
    assert (held(Kind.ORDER, back.number), stock_of(product.id), broken()) == (0, 59, [])


@pytest.mark.parametrize("end", ["lost", "damaged"])
def test_what_the_post_loses_is_refunded_in_full(stripe, end) -> None:
    gone = sent(paid_order(stripe), "accepted", end)
    work()
    assert (order(gone.number).state, order(gone.number).payment_status) == (end, "refunded")
    assert [refund["amount"] for refund in stripe.of_kind("refund")] == [gone.total_vnd]
    assert broken() == []


def test_a_complaint_after_the_sale_takes_every_share_back(stripe) -> None:
    paid = sent(paid_order(stripe), "accepted", "delivered")
    calling(buyer_of(paid)).put(f"/orders/{paid.number}/receipt")
    made = calling(seller_of(paid)).post(f"/orders/{paid.number}/refunds", {"amount_vnd": 65_000, "note": "dập"})
    assert made.status_code == 201
    work()
    assert (held(Kind.SHOP, str(paid.shop_id)), held(Kind.TAX, "vat"), held(Kind.TAX, "income")) == (0, 0, 0)
    assert (order(paid.number).payment_status, broken()) == ("partly_refunded", [])


def test_cash_goes_back_as_a_balance_that_a_code_takes_out(stripe) -> None:
    sold = delivered_order()
    made = calling(seller_of(sold)).post(f"/orders/{sold.number}/refunds", {"amount_vnd": 30_000})
    assert (made.json["channel"], made.json["state"]) == ("cash", "settled")
    assert held(Kind.PERSON, str(sold.buyer_id)) == 30_000
    assert (order(sold.number).payment_status, broken()) == ("partly_refunded", [])


def test_cash_may_go_back_by_bank_but_not_to_a_card(stripe) -> None:
    sold = delivered_order()
    path, seller = f"/orders/{sold.number}/refunds", calling(seller_of(sold))
    refused = seller.post(path, {"amount_vnd": 30_000, "channel": "card"})
    assert (refused.status_code, refused.json["type"]) == (409, "refund-channel-not-possible")
    assert seller.post(path, {"amount_vnd": 30_000, "channel": "bank_transfer"}).json["state"] == "approved"
    assert held(Kind.REFUNDS, "bank_transfer") == 30_000


def test_a_card_payment_may_go_back_in_cash(stripe) -> None:
    paid = paid_order(stripe)
    path = f"/orders/{paid.number}/refunds"
    assert calling(seller_of(paid)).post(path, {"amount_vnd": 5_000, "channel": "cash"}).json["state"] == "settled"
    assert (held(Kind.PERSON, str(paid.buyer_id)), stripe.of_kind("refund"), broken()) == (5_000, [], [])


def test_cash_that_was_not_collected_is_not_refunded(stripe) -> None:
    packed = packed_order()
    refused = calling(seller_of(packed)).post(f"/orders/{packed.number}/refunds", {"amount_vnd": 1})
    assert (refused.status_code, refused.json["refundable_vnd"]) == (409, 0)


def test_the_same_refund_sent_twice_is_one(stripe) -> None:
    paid = paid_order(stripe)
    body = {"id": "0190f6b4-7c1e-7d2a-9a55-3f6f0c1d2e3f", "amount_vnd": 5_000}
    path, seller = f"/orders/{paid.number}/refunds", calling(seller_of(paid))
    assert [seller.post(path, body).status_code for _ in range(2)] == [201, 201]
    assert seller.post(path, body | {"amount_vnd": 6_000}).status_code == 409
    work()
    assert [refund["amount"] for refund in stripe.of_kind("refund")] == [5_000]


def test_two_at_once_cannot_refund_more_than_there_is(stripe, app) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from market.db import db
    from tests.support.village import Caller

    paid = paid_order(stripe)
    seller = calling(seller_of(paid))

    def ask(_: int) -> int:
        caller = Caller(app.test_client(), seller.token)
        return caller.post(f"/orders/{paid.number}/refunds", {"amount_vnd": paid.total_vnd // 2}).status_code

    db.session.rollback()
    with ThreadPoolExecutor(6) as pool:
        answers = sorted(pool.map(ask, range(6)))
    assert answers == [201, 201, 409, 409, 409, 409]
    assert broken() == []

"""The money of an order that its buyer agreed to get less of: to the đồng, the way it came, no more than came."""

from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from market.db import db, transaction
from market.orders.models import Checkout
from market.orders.proposals import pricing
from market.payments.cash.queries import cash_for
from market.payments.charges.queries import latest_charge
from market.payments.ledger.accounts import Kind
from market.payments.refunds.models import Refund
from market.payments.sales.queries import sale
from tests.support.paying import A_DAY_LATE, asked, broken, hear, held, later, order, work
from tests.support.proposing import as_it_is, fewer, now_of, one_box, paid_by_bank, says, two_boxes
from tests.support.village import (
    CHI_LANG,
    HOAN_KIEM,
    a_buyer,
    a_clerk,
    a_product,
    an_operator,
    buyer_of,
    calling,
    scan,
    seller_of,
)


def payment(of):
    return calling(buyer_of(of)).get(f"/orders/{of.number}/payment").json


def refunds(of):
    rows = select(Refund).filter_by(reference=of.number).order_by(Refund.id)
    return [(r.channel, r.reason, r.amount_vnd) for r in transaction(lambda: list(db.session.scalars(rows)))]


def paid_by_card(stripe, of):
    stripe.pay(stripe.intent()["id"])
    hear(stripe.events[-1])
    work()
    return as_it_is(of.number)


def delivered(of):
    seller = calling(seller_of(of))
    seller.put(f"/orders/{of.number}/acceptance")
    seller.put(f"/orders/{of.number}/packing", {})
    parcel = order(of.number)
    steps = [scan(parcel, event, hours_ago=0) for event in ("accepted", "delivered")]
    calling(a_clerk()).post("/scans", {"scans": steps})
    return as_it_is(of.number)


@pytest.mark.parametrize("method", ["card", "bank_transfer"])
def test_what_was_paid_too_much_goes_back_the_way_it_came(stripe, method) -> None:
    of = two_boxes(method)
    of = paid_by_card(stripe, of) if method == "card" else paid_by_bank(of)
    assert of.state == "placed"
    less = one_box(of)
    work()
    too_much = of.total_vnd - less.total_vnd
    assert refunds(of) == [(method, "fewer", too_much)]
    assert (payment(of)["paid_vnd"], payment(of)["total_vnd"]) == (of.total_vnd, less.total_vnd)
    assert payment(of)["status"] == "paid"
    assert held(Kind.ORDER, of.number) == less.total_vnd
    assert broken() == []
    checkout = now_of(Checkout, of.checkout_id)
    assert (checkout.goods_vnd, checkout.total_vnd) == (less.goods_vnd, less.total_vnd)


def test_what_is_left_is_shared_out_and_taxed_and_no_more(stripe) -> None:
    of = one_box(paid_by_bank(two_boxes("bank_transfer")))
    delivered(of)
    calling(buyer_of(of)).put(f"/orders/{of.number}/receipt")
    found = transaction(lambda: sale(of.number))
    assert (found.released_goods_vnd, found.vat_vnd, found.income_tax_vnd) == (65_000, 650, 325)
    assert held(Kind.ORDER, of.number) == 0
    assert broken() == []


def test_called_off_after_that_the_rest_goes_back_and_all_is_what_was_paid(stripe) -> None:
    of = paid_by_bank(two_boxes("bank_transfer"))
    less = one_box(of)
    calling(seller_of(of)).put(f"/orders/{of.number}/cancellation", {"reason": "Mưa đá"})
    assert [amount for _, _, amount in refunds(of)] == [of.total_vnd - less.total_vnd, less.total_vnd]
    operator = calling(an_operator())
    for refund in operator.get("/refunds?state=approved").json["items"]:
        assert operator.put(f"/refunds/{refund['id']}/settlement", {"note": "FT"}).status_code == 200
    assert payment(of)["status"] == "refunded"
    assert payment(of)["refunded_vnd"] == payment(of)["paid_vnd"] == of.total_vnd
    assert broken() == []


def test_cash_is_asked_for_what_is_left(app) -> None:
    of = one_box(two_boxes())
    delivered(of)
    cash = transaction(lambda: cash_for(of.number))
    assert (cash.due_vnd, cash.collected_vnd) == (of.total_vnd, of.total_vnd)
    assert held(Kind.BUYERS, "cod") == 0
    assert broken() == []


def test_who_has_not_paid_is_asked_for_the_new_sum(stripe) -> None:
    of = two_boxes("bank_transfer")
    less = one_box(of)
    work()
    assert payment(of)["amount_vnd"] == less.total_vnd < of.total_vnd
    assert str(less.total_vnd) in payment(of)["qr"]
    assert paid_by_bank(less).state == "placed"
    assert broken() == []


def test_an_unpaid_card_is_asked_for_the_new_sum(stripe) -> None:
    of = two_boxes("card")
    less = one_box(of)
    work()
    assert stripe.intent()["amount"] == less.total_vnd
    assert paid_by_card(stripe, less).state == "placed"
    assert broken() == []


@pytest.mark.parametrize("what", ["old", "new"])
def test_who_pays_with_the_code_of_before_has_paid(stripe, what) -> None:
    """The whole old sum: what is too much goes back. The new sum under the old code: it fits."""
    of = two_boxes("bank_transfer")
    code = transaction(lambda: latest_charge(str(of.checkout_id))).transfer_code
    less = one_box(of)
    work()
    paid = paid_by_bank(of, of.total_vnd if what == "old" else less.total_vnd, code)
    assert (paid.state, paid.payment_status) == ("placed", "paid")
    assert refunds(of) == ([("bank_transfer", "fewer", of.total_vnd - less.total_vnd)] if what == "old" else [])
    assert broken() == []


def test_who_pays_the_old_sum_before_the_new_is_asked_for_gets_the_rest_back(stripe) -> None:
    of = two_boxes("card")
    less = one_box(of)
    paid = paid_by_card(stripe, of)
    assert (paid.state, paid.payment_status) == ("placed", "paid")
    assert refunds(of) == [("card", "fewer", of.total_vnd - less.total_vnd)]
    assert broken() == []


@pytest.mark.parametrize(
    ("part", "state", "open_vnd"),
    [(-1_000, "awaiting_payment", None), (0, "placed", 0), (5_000, "placed", 5_000)],
)
def test_what_was_paid_in_part_counts_for_the_new_sum(stripe, part, state, open_vnd) -> None:
    of = two_boxes("bank_transfer")
    proposal = fewer(of).json
    paid_by_bank(of, proposal["total_vnd"] + part)
    assert (order(of.number).state, payment(of)["paid_vnd"]) == ("awaiting_payment", proposal["total_vnd"] + part)
    says(of, "acceptance", proposal)
    work()
    assert order(of.number).state == state
    shown = payment(of)
    assert (shown["total_vnd"], shown["returning_vnd"]) == (proposal["total_vnd"], open_vnd or 0)
    assert shown.get("amount_vnd") == (-part if part < 0 else None)
    waiting = calling(an_operator()).get("/bank-transfers").json["items"]
    if open_vnd is not None:
        assert sum(line["open_vnd"] for line in waiting) == open_vnd
    assert broken() == []


def test_an_order_that_lapsed_and_is_paid_late_costs_what_was_agreed_on(stripe) -> None:
    of = one_box(two_boxes("bank_transfer"))
    work()
    work(later(A_DAY_LATE))
    assert order(of.number).state == "cancelled"
    assert paid_by_bank(of).state == "placed"
    assert held(Kind.ORDER, of.number) == of.total_vnd
    assert broken() == []


def test_what_went_back_of_the_goods_bounds_what_can_be_taken_out(stripe) -> None:
    of = paid_by_bank(two_boxes("bank_transfer", quantity=3))
    calling(seller_of(of)).post(f"/orders/{of.number}/refunds", {"amount_vnd": 100_000})
    assert fewer(of, 1).json["type"] == "given-back-more"
    proposal = fewer(of, 2).json
    calling(seller_of(of)).post(f"/orders/{of.number}/refunds", {"amount_vnd": 60_000})
    answer = says(of, "acceptance", proposal)
    assert (answer.status_code, answer.json["type"]) in ((409, "refund-too-high"), (409, "given-back-more"))
    assert order(of.number).total_vnd == of.total_vnd
    assert broken() == []


def test_one_order_of_a_checkout_of_two_costs_less(stripe) -> None:
    body = asked(a_product(), a_product(), method="bank_transfer", quantity=2)
    bought = calling(a_buyer()).post("/checkouts", body, headers={"Idempotency-Key": str(uuid4())}).json
    first, second = (as_it_is(one["number"]) for one in bought["orders"])
    less = one_box(first)
    work()
    assert payment(second)["amount_vnd"] == less.total_vnd + second.total_vnd
    assert [paid_by_bank(of).payment_status for of in (first, second)] == ["paid", "paid"]
    assert broken() == []


# The sums themselves

PACKS = st.lists(
    st.tuples(st.integers(1, 500_000), st.integers(1, 3_000), st.integers(0, 5_000), st.integers(1, 4)),
    min_size=1,
    max_size=5,
)


@given(lines=PACKS, data=st.data(), cod=st.booleans(), service=st.sampled_from(["standard", "express"]))
def test_less_never_costs_more_and_each_step_adds_up(lines, data, cod, service) -> None:
    way = pricing.Way(CHI_LANG, HOAN_KIEM, "20", "01", cod, service)
    whole = [pricing.Packs(*line) for line in lines]
    if pricing.weight(whole) > 30_000:
        return
    goods, shipping = pricing.sums(whole, way, shipping_vnd=10**9)
    left = [data.draw(st.integers(0, line[3])) for line in lines]
    fewer_packs = [replace(line, quantity=count) for line, count in zip(whole, left, strict=True) if count]
    if not fewer_packs:
        return
    less = pricing.sums(fewer_packs, way, shipping_vnd=shipping)
    taken = sum(line[0] * (line[3] - count) for line, count in zip(lines, left, strict=True))
    assert less[0] == goods - taken
    assert 0 < less[1] <= shipping
    assert pricing.sums(fewer_packs, way, shipping_vnd=less[1]) == less
    assert pricing.sums(fewer_packs, way, shipping_vnd=1) == (less[0], 1)

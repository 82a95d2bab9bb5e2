"""A household's money goes back to a buyer by the household's own word: its team alone gives nothing away."""

from uuid import UUID

import pytest

from market.catalog.models import Product
from market.db import db, transaction
from market.payments.ledger import accounts
from market.payments.ledger.accounts import Kind
from tests.support.helping import a_village, agrees, asked
from tests.support.paying import broken, held, told
from tests.support.village import PRODUCT, a_buyer, an_operator, calling, delivered_order, money, seller_of


@pytest.fixture
def village(app):
    return a_village()


@pytest.fixture
def household(village):
    written = village.writes_down()
    agrees(village.member, written)
    return written


def product_with(product_id: str) -> Product:
    return transaction(lambda: db.session.get(Product, UUID(product_id)))


@pytest.fixture
def sold(village, household):
    made = village.member.post(f"/shops/{household['shop_id']}/products", PRODUCT).json["id"]
    return delivered_order(product=product_with(made))


def refund(by, order, amount_vnd=30_000, **more):
    return by.post(f"/orders/{order.number}/refunds", {"amount_vnd": amount_vnd, **more})


def word(village, household, order, amount_vnd=30_000):
    return asked(village.member, household, purpose="refund", subject=order.number, amount_vnd=amount_vnd)


def nothing_moved(order) -> bool:
    return held(Kind.PERSON, str(order.buyer_id)) == 0 and money(accounts.shop(order.shop_id)) > 0 and broken() == []


def test_a_team_gives_nothing_back_without_the_households_code(village, household, sold) -> None:
    assert refund(village.member, sold).json["type"] == "household-code-needed"
    assert refund(village.member, sold, household_code="123456").json["type"] == "wrong-code"
    assert nothing_moved(sold)


def test_with_it_it_does_and_the_household_hears_and_sees_it(village, household, sold) -> None:
    code = word(village, household, sold)
    assert refund(village.member, sold, household_code=code).json["state"] == "settled"
    assert held(Kind.PERSON, str(sold.buyer_id)) == 30_000
    assert told(sold.seller_id).count("refund_of_sale") == 1
    deeds = [act["act"] for act in village.member.get(f"/households/{household['id']}/acts").json["items"]]
    assert any("refund" in deed and "code" not in deed for deed in deeds)


@pytest.mark.parametrize("other", ["amount", "order", "again"])
def test_a_code_is_for_one_amount_of_one_order_once(village, household, sold, other) -> None:
    code = word(village, household, sold)
    if other == "amount":
        answer = refund(village.member, sold, 30_001, household_code=code)
    elif other == "order":
        made = village.member.post(f"/shops/{household['shop_id']}/products", PRODUCT).json["id"]
        answer = refund(village.member, delivered_order(product=product_with(made)), household_code=code)
    else:
        refund(village.member, sold, household_code=code)
        answer = refund(village.member, sold, household_code=code)
    assert answer.json["type"] == "wrong-code"
    assert held(Kind.PERSON, str(sold.buyer_id)) == (30_000 if other == "again" else 0)


def test_household_and_operator_need_none_and_the_household_hears_of_the_operators(village, household, sold) -> None:
    assert refund(calling(seller_of(sold)), sold, 1_000).status_code == 201
    assert told(sold.seller_id).count("refund_of_sale") == 0
    assert refund(calling(an_operator()), sold, 1_000).status_code == 201
    assert told(sold.seller_id).count("refund_of_sale") == 1


def test_whoever_is_a_stranger_sees_no_such_order(village, household, sold) -> None:
    assert refund(calling(a_buyer()), sold, household_code="123456").status_code == 404

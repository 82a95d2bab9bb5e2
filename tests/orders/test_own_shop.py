"""Nobody buys from a shop of their own, nor from one for which they act: such sales would only lift the figures."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select

from market.accounts import actions as accounts
from market.accounts.rules import RoleName
from market.catalog.actions.shops import hand_over_shop
from market.catalog.models import Shop
from market.db import db, transaction
from market.orders.models import Order
from tests.support.village import (
    CHI_LANG,
    DONG_DINH,
    a_buyer,
    a_household,
    a_product,
    a_shop,
    a_team_member,
    an_officer,
    an_operator,
    calling,
    guest,
    now,
    owner_of,
    stock_of,
)

TO = {"name": "Trần Thu Hà", "phone": "0912345678", "commune_code": "00070", "address_line": "12 Hàng Bài"}


def asked(*products):
    items = [{"product_id": str(product.id), "quantity": 1} for product in products]
    return {"items": items, "deliver_to": TO, "payment_method": "cod"}


def buy(caller, *products):
    return caller.post("/checkouts", asked(*products), headers={"Idempotency-Key": str(uuid4())})


def quote(caller, *products):
    return caller.post("/quotes", asked(*products) | {"deliver_to": {"commune_code": "00070"}})


def is_refused(person, own, *others) -> bool:
    """Whether the quote says it and the checkout refuses, for just the goods of that shop; nothing has changed."""
    answers = [act(calling(person), *others, own) for act in (quote, buy)]
    placed = transaction(lambda: db.session.scalar(select(func.count()).select_from(Order)))
    assert placed == 0 and all(stock_of(product.id) == 60 for product in (own, *others))
    told = [(answer.status_code, answer.json["type"], answer.json.get("items")) for answer in answers]
    return told == [(409, "own-shop", [{"product_id": str(own.id), "name": own.name}])] * 2


def test_not_from_a_shop_of_ones_own_not_even_beside_others(app) -> None:
    owner = a_household()
    first, second = a_product(a_shop(owner)), a_product(a_shop(owner, name="Gian thứ hai"))
    assert is_refused(owner, first) and is_refused(owner, second, a_product())
    assert "Na Chi Lăng" in buy(calling(owner), first).json["detail"]
    english = {"Accept-Language": "en", "Idempotency-Key": str(uuid4())}
    assert "own shop" in calling(owner).post("/checkouts", asked(first), headers=english).json["detail"]
    assert quote(guest(), first).status_code == 200


@pytest.mark.parametrize("cover", ["suspension", "pause"])
def test_nor_while_it_is_suspended_or_rests(app, cover) -> None:
    shop = a_shop(owner := a_household())
    product = a_product(shop)
    by = an_operator() if cover == "suspension" else owner
    assert calling(by).put(f"/shops/{shop.id}/{cover}", {"reason": "x"} if by != owner else {}).status_code == 200
    assert is_refused(owner, product)


@pytest.mark.parametrize("place", [DONG_DINH, CHI_LANG])
def test_nor_who_acts_for_the_household_while_she_does(app, place) -> None:
    shop, member = a_shop(), a_team_member(place)
    product, silent = a_product(shop), a_product(a_shop(team_may_act=False))
    assert is_refused(member, product, silent)
    assert buy(calling(member), silent).status_code == 201
    transaction(lambda: accounts.end_delegation(person_id=shop.owner_id, role=RoleName.TEAM_MEMBER))
    assert buy(calling(member), product).status_code == 201


def test_consent_between_quote_and_checkout_decides_at_the_checkout(app) -> None:
    shop, member = a_shop(team_may_act=False), a_team_member()
    product = a_product(shop)
    assert quote(calling(member), product).status_code == 200
    transaction(lambda: accounts.delegate(person_id=shop.owner_id, role=RoleName.TEAM_MEMBER, now=now()))
    assert is_refused(member, product)


def test_a_shop_that_was_handed_over_is_its_new_owners_only(app) -> None:
    product = a_product(shop := a_shop())
    former, later = transaction(lambda: owner_of(shop)), a_buyer()
    transaction(lambda: hand_over_shop(shop=db.session.get(Shop, shop.id), to=later, now=now()))
    assert is_refused(later, product)
    assert buy(calling(former), product).status_code == 201


def test_whoever_else_lives_or_works_there_may_buy(app) -> None:
    product = a_product()
    for person in (a_buyer(), a_household(), an_officer(), an_operator(), a_team_member("06463/lan-tren")):
        assert buy(calling(person), product).status_code == 201

"""The household's word: a team moves no price by more than half without the code its phone received for just that."""

from typing import Any
from uuid import UUID

import pytest

from market import clock
from market.accounts import own_word
from market.catalog.models import Product
from market.db import db, transaction
from market.teams.rules import WrongConsentCode
from tests.support.helping import Village, a_village, agrees, asked, person
from tests.support.village import PRODUCT, a_product, calling, delivered_order


@pytest.fixture
def village(app) -> Village:
    return a_village()


@pytest.fixture
def household(village):
    written = village.writes_down()
    agrees(village.member, written)
    return written


@pytest.fixture
def product(village, household) -> str:
    made: str = village.member.post(f"/shops/{household['shop_id']}/products", PRODUCT).json["id"]
    return made


def priced(by, product: str, price_vnd: int, **given):
    tag = by.get(f"/products/{product}").headers["ETag"]
    return by.patch(f"/products/{product}", {"price_vnd": price_vnd, **given}, headers={"If-Match": tag})


def price_of(product: str) -> int:
    return transaction(lambda: db.session.get(Product, UUID(product), populate_existing=True).price_vnd)


def word(village, household, product: str, price_vnd: int) -> str:
    return asked(village.member, household, purpose="price", subject=product, amount_vnd=price_vnd)


@pytest.mark.parametrize(("price_vnd", "status"), [(32_500, 200), (97_500, 200), (32_499, 403), (97_501, 403)])
def test_half_is_as_far_as_a_team_goes(village, product, price_vnd, status) -> None:
    answer = priced(village.member, product, price_vnd)
    assert answer.status_code == status, answer.json
    assert price_of(product) == (price_vnd if status == 200 else 65_000)


def test_many_small_steps_are_one_large_one(village, product) -> None:
    assert priced(village.member, product, 40_000).status_code == 200
    assert priced(village.member, product, 25_000).json["type"] == "household-code-needed"
    assert price_of(product) == 40_000


def test_with_the_households_code_it_goes_farther(village, household, product) -> None:
    code = word(village, household, product, 20_000)
    assert priced(village.member, product, 20_000, household_code=code).status_code == 200
    assert price_of(product) == 20_000
    assert priced(village.member, product, 20_000, household_code=code).status_code == 200
    assert priced(village.member, product, 9_000, household_code=code).status_code == 422


def test_a_code_is_good_for_one_price_of_one_good(village, household, product) -> None:
    other = village.member.post(f"/shops/{household['shop_id']}/products", PRODUCT).json["id"]
    code = word(village, household, product, 20_000)
    assert priced(village.member, product, 1_000, household_code=code).json["type"] == "wrong-code"
    assert priced(village.member, other, 20_000, household_code=code).json["type"] == "wrong-code"
    assert (price_of(product), price_of(other)) == (65_000, 65_000)


def test_nor_is_another_purposes(village, household, product) -> None:
    code = asked(village.member, household)
    assert priced(village.member, product, 20_000, household_code=code).json["type"] == "wrong-code"


def test_guesses_end(village, household, product) -> None:
    code = word(village, household, product, 20_000)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        assert priced(village.member, product, 20_000, household_code=wrong).status_code == 422
    assert priced(village.member, product, 20_000, household_code=code).status_code == 422
    assert price_of(product) == 65_000


def test_an_unneeded_code_does_not_move_what_was_agreed(village, product) -> None:
    assert priced(village.member, product, 40_000, household_code="123456").status_code == 200
    assert priced(village.member, product, 25_000).status_code == 403


def test_the_household_itself_needs_none(village, household, product) -> None:
    owner = calling(person(household["person_id"]))
    assert priced(owner, product, 1_000).status_code == 200
    assert priced(village.member, product, 1_400).status_code == 200


def test_a_code_is_asked_for_ones_own_only(village, household, product) -> None:
    path, strange = f"/households/{household['id']}/codes", a_product()
    about = {"purpose": "price", "subject": str(strange.id), "amount_vnd": 1_000}
    assert village.member.post(path, about).status_code == 404
    order = {"purpose": "refund", "subject": delivered_order().number, "amount_vnd": 1_000}
    assert village.member.post(path, order).status_code == 404
    assert village.member.post(path, {"purpose": "price"}).status_code == 422
    assert village.member.post(path, {"purpose": "consent", "subject": product, "amount_vnd": 1}).status_code == 422


def test_money_of_an_order_is_another_word(village, household, product) -> None:
    order = delivered_order(product=transaction(lambda: db.session.get(Product, UUID(product))))
    code = asked(village.member, household, purpose="refund", subject=order.number, amount_vnd=30_000)
    me = UUID(village.member.get("/me").json["id"])

    def show(amount_vnd: int, typed: str | None) -> None:
        about: dict[str, Any] = {"purpose": "refund", "subject": order.number, "amount_vnd": amount_vnd, "code": typed}
        own_word.require_own_word(by_id=me, for_id=UUID(household["person_id"]), **about, now=clock.now())

    with pytest.raises(own_word.HouseholdCodeNeeded):
        transaction(lambda: show(30_000, None))
    with pytest.raises(WrongConsentCode):
        transaction(lambda: show(60_000, code))
    transaction(lambda: show(30_000, code))
    with pytest.raises(WrongConsentCode):
        transaction(lambda: show(30_000, code))


def test_for_who_has_no_household_nobody_speaks(app) -> None:
    product = a_product()
    about: dict[str, Any] = {"purpose": "price", "subject": str(product.id), "amount_vnd": 1, "code": "123456"}
    with pytest.raises(own_word.HouseholdCodeNeeded):
        transaction(
            lambda: own_word.require_own_word(by_id=product.id, for_id=product.shop.owner_id, **about, now=clock.now())
        )

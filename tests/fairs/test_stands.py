"""A household takes a stand: a part of its good, in a window of its own, with packs that add up."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from market import clock
from market.catalog.actions import shops
from market.catalog.models import Product, Shop
from market.catalog.queries.documents import documents
from market.db import db, transaction
from market.fairs.models import Stand
from market.ops.invariants import broken
from tests.support.fairs import (
    a_fair,
    a_stand,
    as_sent,
    closed_fair,
    fair_order,
    goes_round,
    good_of,
    open_fair,
    stand_now,
)
from tests.support.village import (
    HOAN_KIEM,
    Answer,
    a_certified_product,
    a_household,
    a_product,
    a_shop,
    an_officer,
    an_operator,
    calling,
    guest,
    in_days,
    owner_of,
    stock_of,
)

DAY = timedelta(days=1)


def takes(fair: Any, product: Product, **fields: Any) -> Answer:
    """The answer to a household that takes a stand with its good."""
    asked = {"product_id": str(product.id), "packs": 40, "ready_on": fair.ships_from.isoformat()}
    shop = transaction(lambda: db.session.get_one(Shop, product.shop_id))
    return calling(owner_of(shop)).post(f"/fairs/{fair.slug}/stands", asked | fields)


def stands_there() -> int:
    return transaction(lambda: db.session.scalar(select(func.count()).select_from(Stand)) or 0)


def test_an_officer_opens_a_fair_and_a_household_sells_there(app) -> None:
    officer = calling(an_officer())
    made = officer.post("/fairs", as_sent(minimum_packs=30))
    assert made.status_code == 201, made.json
    assert (made.json["slug"], made.json["state"]) == ("phien-na-chi-lang", "planned")
    shop = a_shop()
    product = a_product(shop)
    asked = {"product_id": str(product.id), "packs": 40, "from_stock": 10, "ready_on": made.json["ships_from"]}
    household = calling(owner_of(shop))
    taken = household.post("/fairs/phien-na-chi-lang/stands", asked)
    assert taken.status_code == 201, taken.json
    assert (taken.json["packs"], taken.json["left"], taken.json["price_vnd"]) == (40, 40, 65_000)
    assert (stock_of(product.id), stock_of(UUID(taken.json["product_id"]))) == (50, 40)
    seen = guest().get(f"/products/{taken.json['product_id']}").json
    assert seen["sale"]["fair"] == "phien-na-chi-lang"
    assert goes_round(clock.now() + timedelta(hours=2)) == 1
    assert guest().get("/fairs/phien-na-chi-lang").json["state"] == "open"
    assert list(broken()) == []


def test_what_is_sold_at_a_stand_is_not_of_its_parent(app) -> None:
    fair, product = open_fair(), a_product()
    stand = a_stand(fair, product, from_stock=10)
    fair_order(stand)
    assert (stock_of(product.id), stock_of(stand.product_id)) == (50, 38)
    assert list(broken()) == []


def test_it_is_bought_and_found_only_while_its_fair_is_on(app) -> None:
    fair = a_fair()
    stand = a_stand(fair)
    good = good_of(stand)
    edges = (fair.opens_at, fair.closes_at)
    instants = [at + by for at in edges for by in (-timedelta(microseconds=1), timedelta(0))]
    assert [good.is_for_sale(at) for at in instants] == [False, True, True, False]
    assert [next(documents([good.id], now=at)).visible for at in instants] == [False, True, True, False]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ready_on": clock.local_day(in_days(-1)).isoformat()}, "ready_on"),
        ({"ready_on": clock.local_day(in_days(4)).isoformat()}, "ready_on"),
        ({"ready_on": clock.local_day(in_days(9)).isoformat()}, "ready_on"),
        ({"packs": 0}, "packs"),
        ({"packs": 10**9}, "packs"),
        ({"from_stock": 41}, "from_stock"),
        ({"price_vnd": 0}, "price_vnd"),
    ],
)
def test_a_promise_that_cannot_be_kept_is_refused(app, wrong, field) -> None:
    product = a_product()
    answer = takes(a_fair(), product, **wrong)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field]), answer.json
    assert (stands_there(), stock_of(product.id)) == (0, 60)


def test_no_more_comes_out_of_stock_than_there_is(app) -> None:
    product = a_product(stock=5)
    answer = takes(a_fair(), product, from_stock=6)
    assert (answer.status_code, answer.json["type"]) == (409, "stock-too-low")
    assert (stands_there(), stock_of(product.id)) == (0, 5)


def test_the_same_good_stands_once_at_a_time(app) -> None:
    product, fair = a_product(), a_fair()
    assert takes(fair, product).status_code == 201
    assert takes(fair, product).json["type"] == "stand-taken"
    assert takes(a_fair(closes_at=fair.closes_at + DAY), product).json["type"] == "stands-overlap"
    days: dict[str, Any] = {"ships_from": clock.local_day(in_days(8)), "ships_to": clock.local_day(in_days(9))}
    after = a_fair(opens_at=fair.closes_at, closes_at=fair.closes_at + DAY, **days)
    assert takes(after, product).status_code == 201
    assert stands_there() == 2


def test_nobody_joins_a_fair_that_has_closed(app) -> None:
    fair, product = open_fair(), a_product()
    closed_fair(fair)
    assert takes(fair, product).json["type"] == "fair-has-closed"
    assert stands_there() == 0


def test_only_households_of_its_place_join(app) -> None:
    far = a_product(a_shop(a_household(), commune_code=HOAN_KIEM, village="Hàng Bài"))
    fair = a_fair()
    assert takes(fair, far).json["type"] == "outside-fair"
    product = a_product()
    asked = {"product_id": str(product.id), "packs": 4, "ready_on": fair.ships_from.isoformat()}
    assert calling(a_household()).post(f"/fairs/{fair.slug}/stands", asked).status_code == 403
    assert stands_there() == 0


def test_a_suspended_household_takes_no_stand_and_what_it_promised_counts_no_more(app) -> None:
    fair, product = a_fair(minimum_packs=30), a_product()
    stand = a_stand(fair, product)
    operator = calling(an_operator())
    operator.put(f"/shops/{product.shop_id}/suspension", {"reason": "Hàng giả"})
    assert goes_round(fair.opens_at) == 0
    other = a_product(transaction(lambda: db.session.get_one(Shop, product.shop_id)), name="Mác mật")
    assert takes(fair, other).json["type"] == "shop-suspended"
    operator.delete(f"/shops/{product.shop_id}/suspension")
    assert goes_round(fair.opens_at) == 1
    assert good_of(stand).is_for_sale(fair.opens_at)


def test_a_good_that_is_suspended_takes_its_stand_along(app) -> None:
    fair, product = open_fair(), a_product()
    stand = a_stand(fair, product)
    operator = calling(an_operator())
    operator.put(f"/products/{product.id}/suspension", {"reason": "Hàng giả"})
    assert not good_of(stand).is_for_sale(clock.now())
    operator.delete(f"/products/{product.id}/suspension")
    assert good_of(stand).is_for_sale(clock.now())


def test_a_shop_that_closes_leaves_the_fair_and_its_packs_come_back(app) -> None:
    fair, product = a_fair(), a_product()
    stand = a_stand(fair, product, from_stock=10)
    assert stock_of(product.id) == 50
    shop = transaction(lambda: db.session.get_one(Shop, product.shop_id))
    transaction(lambda: shops.close_shops_of(owner_id=shop.owner_id, now=clock.now()))
    assert stand_now(stand).withdrawn_at is not None
    assert (stock_of(product.id), stock_of(stand.product_id)) == (60, 0)
    assert guest().get(f"/fairs/{fair.slug}").json["promised_packs"] == 0
    assert list(broken()) == []


def test_a_stand_is_withdrawn_until_somebody_has_ordered_and_may_be_taken_again(app) -> None:
    fair, product = open_fair(), a_product()
    stand = a_stand(fair, product, from_stock=10)
    household = calling(owner_of(transaction(lambda: db.session.get_one(Shop, product.shop_id))))
    path = f"/fairs/{fair.slug}/stands/{stand.product_id}"
    assert [household.delete(path).status_code, household.delete(path).status_code] == [204, 204]
    assert (stock_of(product.id), stock_of(stand.product_id)) == (60, 0)
    assert guest().get(f"/products/{stand.product_id}").status_code == 404
    again = takes(fair, product, packs=20, from_stock=5)
    assert (again.status_code, again.json["product_id"]) == (201, str(stand.product_id))
    assert (stock_of(product.id), stock_of(stand.product_id)) == (55, 20)
    fair_order(stand)
    assert household.delete(path).json["type"] == "stand-was-ordered"
    assert list(broken()) == []


def test_more_is_promised_at_any_time_less_or_dearer_only_before_the_first_order(app) -> None:
    fair, product = open_fair(), a_product()
    stand = a_stand(fair, product, from_stock=10)
    household = calling(owner_of(transaction(lambda: db.session.get_one(Shop, product.shop_id))))
    path, match = f"/fairs/{fair.slug}/stands/{stand.product_id}", {"headers": {"If-Match": "*"}}
    assert household.patch(path, {"packs": 30, "from_stock": 20, "price_vnd": 55_000}, **match).status_code == 200
    assert (stock_of(product.id), stock_of(stand.product_id)) == (40, 30)
    fair_order(stand)
    for worse in ({"packs": 29}, {"price_vnd": 56_000}, {"ready_on": (fair.ships_from + DAY).isoformat()}):
        assert household.patch(path, worse, **match).json["type"] == "stand-was-ordered", worse
    assert household.patch(path, {"packs": 35}, **match).json["left"] == 33
    assert household.patch(path, {"packs": 36}, headers={"If-Match": '"1"'}).status_code == 412
    assert list(broken()) == []


def test_what_is_promised_does_not_change_by_the_ways_of_ordinary_goods(app) -> None:
    fair, product = open_fair(), a_product()
    stand = a_stand(fair, product)
    household = calling(owner_of(transaction(lambda: db.session.get_one(Shop, product.shop_id))))
    path = f"/products/{stand.product_id}"
    tried = [
        household.patch(path, {"price_vnd": 1}, headers={"If-Match": "*"}),
        household.post(f"{path}/stock-movements", {"change": -5, "reason": "spoiled"}),
        household.put(f"{path}/unlisting"),
        household.delete(f"{path}/unlisting"),
        household.delete(path),
        household.put(f"{path}/photos/1", data=b"x", content_type="image/jpeg"),
    ]
    assert {answer.json["type"] for answer in tried} == {"of-a-fair"}
    assert household.delete(f"/products/{product.id}").json["type"] == "has-stands"
    assert (stock_of(stand.product_id), good_of(stand).price_vnd) == (40, 60_000)


def test_it_is_shown_with_its_parents_certificate_and_window(app) -> None:
    fair, product = open_fair(), a_certified_product()
    stand = a_stand(fair, product)
    shown = guest().get(f"/products/{stand.product_id}").json
    assert shown["ocop"]["stars"] == guest().get(f"/products/{product.id}").json["ocop"]["stars"]
    assert shown["sale"]["ships_on"] == fair.ships_from.isoformat()
    assert next(documents([stand.product_id], now=clock.now())).stars > 0
    assert guest().get(f"/products/{product.id}").json["sale"] is None

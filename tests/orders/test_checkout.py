"""Checkout: one order a shop, all or nothing, once however often it is sent."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from market.db import db, transaction
from market.idempotency import KeyedAnswer
from market.orders.models import Checkout, Order
from tests.support.village import Caller, a_buyer, a_product, a_shop, calling, guest, stock_of

TO = {"name": "Trần Thu Hà", "phone": "0912345678", "commune_code": "00070", "address_line": "12 Hàng Bài"}


def basket(*lines, **given):
    items = [{"product_id": str(product.id), "quantity": quantity} for product, quantity in lines]
    return {"items": items, "deliver_to": TO, "payment_method": "cod"} | given


def buy(caller: Caller, body, key: str | None = None):
    return caller.post("/checkouts", body, headers={"Idempotency-Key": key or str(uuid4())})


def nothing_happened(*products) -> bool:
    placed = transaction(lambda: db.session.scalar(select(func.count()).select_from(Order)))
    return placed == 0 and all(stock_of(product.id) == 60 for product in products)


def test_a_basket_of_two_shops_becomes_two_orders_whose_parts_add_up(app) -> None:
    na, hoi, mat = a_product(), a_product(name="Hoa hồi", weight_g=260), a_product(name="Mật ong")
    bought = buy(calling(a_buyer()), basket((na, 2), (hoi, 1), (mat, 1), (na, 1))).json
    assert len(bought["orders"]) == 3
    assert sum(order["total_vnd"] for order in bought["orders"]) == bought["total_vnd"]
    assert all(order["shipping_vnd"] > 0 for order in bought["orders"])
    assert stock_of(na.id) == 57


def test_goods_of_one_shop_share_a_parcel(app) -> None:
    shop = a_shop()
    bought = buy(calling(a_buyer()), basket((a_product(shop), 1), (a_product(shop, name="Mắc mật"), 2))).json
    assert [len(order["items"]) for order in bought["orders"]] == [2]
    assert bought["orders"][0]["weight_g"] == 3 * 1150


def test_what_was_agreed_stays_on_the_order(app) -> None:
    product = a_product(shop := a_shop())
    buyer = calling(a_buyer())
    number = buy(buyer, basket((product, 1))).json["orders"][0]["number"]
    from tests.support.village import owner_of

    seller = calling(transaction(lambda: owner_of(shop)))
    seller.patch(f"/products/{product.id}", {"price_vnd": 99_000, "name": "Na khác"}, headers={"If-Match": "*"})
    line = buyer.get(f"/orders/{number}").json["items"][0]
    assert (line["name"], line["price_vnd"]) == ("Na Chi Lăng", 65_000)


@pytest.mark.parametrize(
    ("given", "status", "type_"),
    [
        ({"payment_method": "card"}, 422, "payment-method-unavailable"),
        ({"payment_method": "bank_transfer"}, 422, "payment-method-unavailable"),
        ({"payment_method": "gold"}, 422, "invalid-input"),
        ({"expected_total_vnd": 1}, 409, "total-changed"),
        ({"items": []}, 422, "invalid-input"),
        ({"items": [{"product_id": str(uuid4()), "quantity": 1}]}, 422, "invalid-input"),
        ({"deliver_to": TO | {"commune_code": "99999"}}, 422, "invalid-input"),
        ({"deliver_to": TO | {"phone": "12"}}, 422, "invalid-input"),
        ({"surprise": 1}, 422, "invalid-input"),
    ],
)
def test_a_refused_checkout_changes_nothing(app, given, status, type_) -> None:
    product = a_product()
    refused = buy(calling(a_buyer()), basket((product, 1)) | given)
    assert (refused.status_code, refused.json["type"]) == (status, type_)
    assert nothing_happened(product)


@pytest.mark.parametrize("asked", ["quotes", "checkouts"])
@pytest.mark.parametrize("code", ["99999", "20"])  # nowhere, a province
def test_what_is_wrong_is_told_in_the_shape_of_what_was_sent(app, asked, code) -> None:
    body = basket((a_product(), 1), deliver_to=TO | {"commune_code": code})
    if asked == "quotes":
        body |= {"deliver_to": {"commune_code": code}}
    refused = calling(a_buyer()).post(f"/{asked}", body, headers={"Idempotency-Key": str(uuid4())})
    assert set(refused.json["errors"]) == {"deliver_to"}
    assert set(refused.json["errors"]["deliver_to"]) == {"commune_code"}


@pytest.mark.parametrize("quantity", [0, -1, 1001, 1.5, "2", True, None, 10**30])
def test_a_quantity_is_a_whole_number_of_packs(app, quantity) -> None:
    product = a_product()
    assert buy(calling(a_buyer()), basket((product, quantity))).status_code == 422
    assert nothing_happened(product)


def test_one_short_good_stops_the_whole_basket_and_says_what_is_left(app) -> None:
    plenty, short = a_product(), a_product(name="Khẩu sli", stock=1)
    refused = buy(calling(a_buyer()), basket((plenty, 1), (short, 2)))
    assert (refused.status_code, refused.json["type"]) == (409, "stock-too-low")
    assert [(item["product_id"], item["left"]) for item in refused.json["items"]] == [(str(short.id), 1)]
    assert (stock_of(plenty.id), stock_of(short.id)) == (60, 1)


@pytest.mark.parametrize(
    ("fields", "quantity", "type_"),
    [
        ({"weight_g": 16_000}, 2, "parcel-too-heavy"),
        ({"ships_by_post": False}, 1, "not-shippable"),
        ({"category": "alcohol"}, 1, "age-not-stated"),
    ],
)
def test_what_the_post_or_the_law_refuses(app, fields, quantity, type_) -> None:
    product = a_product(**fields)
    refused = buy(calling(a_buyer()), basket((product, quantity)))
    assert (refused.status_code, refused.json["type"]) == (422, type_)
    assert nothing_happened(product)


def test_alcohol_is_sold_to_who_states_to_be_of_age(app) -> None:
    assert buy(calling(a_buyer()), basket((a_product(category="alcohol"), 1), buyer_is_18=True)).status_code == 201


def test_a_guest_may_quote_but_not_buy(app) -> None:
    product = a_product()
    body = basket((product, 1))
    assert guest().post("/quotes", {"items": body["items"], "deliver_to": {"commune_code": "00070"}}).status_code == 200
    assert buy(guest(), body).status_code == 401
    assert nothing_happened(product)


def test_a_checkout_needs_a_key(app) -> None:
    refused = calling(a_buyer()).post("/checkouts", basket((product := a_product(), 1)))
    assert (refused.status_code, refused.json["type"]) == (400, "idempotency-key-missing")
    assert nothing_happened(product)


def test_the_same_key_and_body_give_the_same_answer_and_one_order(app) -> None:
    buyer, body = calling(a_buyer()), basket((product := a_product(), 2))
    first, again = buy(buyer, body, "k"), buy(buyer, body, "k")
    assert (again.status_code, again.data) == (201, first.data)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert stock_of(product.id) == 58


def test_the_same_key_with_another_body_is_refused_and_keys_are_each_buyers_own(app) -> None:
    buyer, product = calling(a_buyer()), a_product()
    buy(buyer, basket((product, 2)), "k")
    refused = buy(buyer, basket((product, 3)), "k")
    assert (refused.status_code, refused.json["type"]) == (422, "idempotency-key-reused")
    assert buy(calling(a_buyer()), basket((product, 3)), "k").status_code == 201
    assert stock_of(product.id) == 55


def test_a_refused_checkout_leaves_its_key_free(app) -> None:
    buyer, product = calling(a_buyer()), a_product()
    assert buy(buyer, basket((product, 61)), "k").status_code == 409
    assert buy(buyer, basket((product, 1)), "k").status_code == 201


def test_the_table_of_answers_can_be_read_by_nobody(app) -> None:
    buy(calling(a_buyer()), basket((a_product(), 1)), "a secret key")
    row = transaction(lambda: db.session.scalars(select(KeyedAnswer)).one())
    assert "a secret key" not in str(vars(row))
    assert b"912345678" not in row.sealed


def test_an_id_brought_along_works_as_a_key(app) -> None:
    buyer, body = calling(a_buyer()), basket((a_product(), 1), id=str(uuid4()))
    first = buy(buyer, body)
    assert first.json["id"] == body["id"]
    assert buy(buyer, body | {"note": "khác"}).status_code == 409


def test_twenty_at_once_with_one_key_are_one_order(app) -> None:
    buyer, body = calling(a_buyer()), basket((product := a_product(), 1))

    def send(_: int) -> bytes:
        return buy(Caller(app.test_client(), buyer.token), body, "k").data

    db.session.rollback()
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(20)))
    assert len(answers) == 1
    assert stock_of(product.id) == 59
    assert transaction(lambda: db.session.scalar(select(func.count()).select_from(Checkout))) == 1

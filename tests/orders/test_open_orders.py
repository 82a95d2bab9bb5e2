"""What anybody may have waiting to be paid at the door, by buyer and by the phone that is to receive it."""

from dataclasses import replace

import pytest

from market.ids import new_id
from tests.support.village import HOAN_KIEM, a_buyer, a_product, calling, stock_of

MOST = 3


@pytest.fixture(autouse=True)
def bound(app, monkeypatch):
    monkeypatch.setitem(app.config, "MARKET", replace(app.config["MARKET"], open_cod_orders=MOST))


@pytest.fixture
def product(app):
    return a_product(stock=60)


def order(buyer, product, phone="0987654321", method="cod"):
    to = {"name": "Vi Thị Lan", "phone": phone, "commune_code": HOAN_KIEM, "address_line": "12 Hàng Bông"}
    body = {"items": [{"product_id": str(product.id), "quantity": 1}], "deliver_to": to, "payment_method": method}
    return calling(buyer).post("/checkouts", body, headers={"Idempotency-Key": str(new_id())})


def test_a_buyer_waits_once_the_bound_is_reached_and_nothing_is_taken(product) -> None:
    buyer = a_buyer()
    assert [order(buyer, product, f"098765432{n}").status_code for n in range(MOST)] == [201] * MOST
    before = stock_of(product.id)
    refused = order(buyer, product, "0987654329")
    assert (refused.status_code, refused.json["type"]) == (409, "too-many-open-orders")
    assert stock_of(product.id) == before


def test_many_names_for_one_phone_reach_it_too(product) -> None:
    assert [order(a_buyer(), product).status_code for _ in range(MOST + 1)] == [201] * MOST + [409]
    assert order(a_buyer(), product, "+84 987 654 321").status_code == 409


def test_strangers_never_keep_the_owner_of_a_phone_from_ordering(product) -> None:
    buyer = a_buyer()
    for _ in range(MOST):
        assert order(a_buyer(), product, buyer.phone).status_code == 201
    assert order(buyer, product, buyer.phone).status_code == 201


def test_what_is_cancelled_makes_room(product) -> None:
    buyer = a_buyer()
    numbers = [order(buyer, product).json["orders"][0]["number"] for _ in range(MOST)]
    assert order(buyer, product).status_code == 409
    calling(buyer).put(f"/orders/{numbers[0]}/cancellation", {"reason": "Đặt nhầm"})
    assert order(buyer, product).status_code == 201

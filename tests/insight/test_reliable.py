"""How a shop keeps its word: what of its orders counts, the step it comes to, who is told, how it ranks."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from market import clock
from market.catalog.models import Product
from market.catalog.queries.documents import documents
from market.catalog.rules.document import Document
from market.catalog.rules.products import NEW_DAYS
from market.catalog.rules.reliability import Reliability
from market.db import db, transaction
from market.insight.reliable import flows, recount
from market.insight.reliable.rules import Record, needed, step
from market.orders.models import Order, OrderMove
from tests.support.village import (
    a_buyer,
    a_product,
    a_shop,
    an_officer,
    calling,
    delivered_order,
    guest,
    in_days,
    owner_of,
    placed_order,
    seller_of,
)


@pytest.mark.parametrize(
    ("record", "wanted", "more"),
    [
        (Record(), Reliability.USUAL, 5),
        (Record(kept=2), Reliability.USUAL, 3),
        (Record(lapsed=2), Reliability.USUAL, 43),  # too few to say so
        (Record(lapsed=3), Reliability.LAPSING, 10),
        (Record(kept=5), Reliability.GOOD, 15),
        (Record(kept=20), Reliability.BEST, None),
        (Record(kept=19, cancelled=1), Reliability.USUAL, 5),
        (Record(kept=20, upheld=1), Reliability.USUAL, 23),
        (Record(kept=4, late=3), Reliability.LAPSING, 6),
    ],
)
def test_steps_and_how_many_more_it_takes(record: Record, wanted: Reliability, more: int | None) -> None:
    assert step(record) is wanted
    assert needed(record) == more


pytest_app = pytest.mark.usefixtures("app")


def ended(order: Order, by: str, origin: str = "placed", **columns: Any) -> None:
    """The order is cancelled by `by`."""
    at = clock.now()

    def end() -> None:
        db.session.execute(
            update(Order).where(Order.id == order.id).values(state="cancelled", state_since=at, **columns)
        )
        db.session.add(OrderMove(order_id=order.id, move_no=9, at=at, origin=origin, target="cancelled", by=by))

    transaction(end)


def record_of(shop_id: Any) -> Record | None:
    return transaction(lambda: recount.records([shop_id], now=clock.now())).get(shop_id)


@pytest_app
def test_what_became_of_its_orders_counts_by_whose_doing_it_was() -> None:
    good = a_product(stock=50)
    delivered_order(product=good)
    late = delivered_order(product=good)
    early = OrderMove.order_id == late.id, OrderMove.target == "placed"
    before = clock.ago(clock.now(), days=3)
    transaction(lambda: db.session.execute(update(OrderMove).where(*early).values(at=before)))
    others = (("seller", "accepted"), ("worker", "placed"), ("buyer", "placed"), ("worker", "awaiting_payment"))
    for by, origin in others:
        ended(placed_order(good), by, origin)
    ended(placed_order(good), "worker", held_since=clock.now())  # suspended: no word was given
    assert record_of(good.shop_id) == Record(kept=1, late=1, cancelled=1, lapsed=1)


@pytest_app
def test_one_buyer_speaks_for_a_shop_three_times_and_a_household_not_for_itself() -> None:
    good, cousin = a_product(stock=50), a_buyer()
    for _ in range(5):
        delivered_order(product=good, buyer=cousin)
    assert record_of(good.shop_id) == Record(kept=recount.OF_A_BUYER)
    assert transaction(lambda: recount.sold(now=clock.now()))[good.id] == 1


@pytest_app
def test_the_household_sees_its_figures_and_what_would_raise_them_and_others_do_not() -> None:
    good = a_product(stock=50)
    order = delivered_order(product=good)
    ended(placed_order(good), "worker")
    ended(placed_order(good), "seller")
    path = f"/shops/{good.shop_id}/reliability"
    told = calling(seller_of(order)).get(path).json
    counted = (1, 1, 1, 0, 0, 3)
    assert tuple(told[name] for name in ("kept", "cancelled", "lapsed", "late", "upheld", "orders")) == counted
    assert (told["step"], told["name"]) == (0, "Cần sửa")
    assert told["raises"][0].startswith("Giữ lời thêm")
    assert any("Tạm nghỉ" in said for said in told["raises"])
    assert calling(an_officer()).get(path).status_code == 200
    assert guest().get(path).status_code == 401


def indexed(product: Product, now: Any = None) -> Document:
    return transaction(lambda: next(documents([product.id], now=now or clock.now())))


@pytest_app
def test_what_was_reckoned_comes_to_rank_once_an_hour_and_only_what_moved_is_told() -> None:
    good, other = a_product(stock=50), a_product()
    for _ in range(3):
        ended(placed_order(good), "worker")
    delivered_order(product=other)
    assert flows.renew(now=clock.now()) == 2
    assert (indexed(good).reliability, indexed(other).reliability) == (Reliability.LAPSING, Reliability.USUAL)
    assert (indexed(good).sold, indexed(other).sold) == (0, 1)
    assert flows.renew(now=clock.now()) == 0
    # Half a year later nobody remembers.
    assert flows.renew(now=in_days(181)) == 2
    assert indexed(good).reliability == Reliability.USUAL


@pytest_app
def test_only_a_shops_first_good_of_a_kind_is_new_and_only_for_a_while() -> None:
    shop = a_shop()
    first = a_product(shop)
    until = indexed(first).new_until
    assert until == clock.local_day(in_days(NEW_DAYS))
    calling(owner_of(shop)).put(f"/products/{first.id}/unlisting")
    assert indexed(a_product(shop, name="Na Chi Lăng loại 1")).new_until is None
    assert indexed(first, in_days(NEW_DAYS)).new_until is None

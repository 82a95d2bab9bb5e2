"""A law: how many SQL statements each hot request takes, on both databases. More is a decision, fewer is progress."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from market import clock
from market.accounts import flows
from market.accounts.rules import Visitor, one_time_code
from market.db import db, is_postgresql, transaction
from market.http import Market
from market.ids import new_id
from market.search.engines.registry import current_engine
from market.search.index.indexer import follow_once
from tests.support.installation import SECRET
from tests.support.village import (
    HOAN_KIEM,
    Caller,
    a_buyer,
    a_certified_product,
    a_clerk,
    a_product,
    a_shop,
    an_officer,
    booked_parcel,
    buyer_of,
    calling,
    guest,
    owner_of,
    placed_order,
    scan,
)

DELIVER_TO = {"name": "Trần Thu Hà", "phone": "0912 345 678", "commune_code": HOAN_KIEM, "address_line": "12 Hàng Bài"}


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL that is sent meanwhile, BEGIN and COMMIT aside. Nothing is remembered from before."""
    db.session.remove()
    sent: list[str] = []

    def note(*given: object) -> None:
        if not str(given[2]).startswith("BEGIN"):
            sent.append(str(given[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def basket(lines: int, *, shops: int = 1) -> list[dict[str, object]]:
    found = [a_shop() for _ in range(shops)]
    return [{"product_id": str(a_product(found[line % shops]).id), "quantity": 1} for line in range(lines)]


def check_out(buyer: Caller, items: list[dict[str, object]]) -> int:
    body = {"items": items, "deliver_to": DELIVER_TO, "payment_method": "cod"}
    with statements() as sent:
        reply = buyer.post("/checkouts", body, headers={"Idempotency-Key": str(new_id())})
    assert reply.status_code == 201
    return len(sent)


def test_a_product_takes_one(app: Market) -> None:
    path = f"/products/{a_certified_product().id}"
    with statements() as sent:
        assert guest().get(path).status_code == 200
    assert len(sent) == 1


def test_a_product_that_the_reader_has_takes_one_and_is_not_made(app: Market) -> None:
    path = f"/products/{a_certified_product().id}"
    tag = guest().get(path).headers["ETag"]
    with statements() as sent:
        reply = guest().get(path, headers={"If-None-Match": tag})
    assert (reply.status_code, reply.data, len(sent)) == (304, b"", 1)


def test_a_list_takes_two_however_long(app: Market) -> None:
    shop = a_shop()
    for _ in range(3):
        a_certified_product(shop)
    with statements() as sent:
        assert len(guest().get(f"/shops/{shop.id}/products").json["items"]) == 3
    assert len(sent) == 2


@pytest.mark.parametrize("lines", [1, 5])
def test_a_quote_takes_one_however_many_lines(app: Market, lines: int) -> None:
    body = {"items": basket(lines), "deliver_to": {"commune_code": HOAN_KIEM}}
    with statements() as sent:
        assert guest().post("/quotes", body).status_code == 200
    assert len(sent) == 1


@pytest.mark.parametrize(("lines", "shops"), [(1, 1), (5, 1), (10, 5)])
def test_a_checkout_takes_fifteen_however_many_lines_and_shops(app: Market, lines: int, shops: int) -> None:
    assert check_out(calling(a_buyer()), basket(lines, shops=shops)) == 15


@pytest.mark.parametrize("scans", [1, 20])
def test_a_batch_of_scans_takes_nine_and_five_a_parcel(app: Market, scans: int) -> None:
    clerk = calling(a_clerk())
    batch = [scan(booked_parcel(), "accepted") for _ in range(scans)]
    with statements() as sent:
        reply = clerk.post("/scans", {"scans": batch})
    assert {result["result"] for result in reply.json["results"]} == {"recorded"}
    assert len(sent) == 9 + 5 * scans


def test_scans_that_move_no_state_take_nine_and_three_a_parcel(app: Market) -> None:
    parcels = [booked_parcel() for _ in range(5)]
    clerk = calling(a_clerk())
    for step, hours_ago in (("accepted", 3), ("departed", 2)):
        clerk.post("/scans", {"scans": [scan(parcel, step, hours_ago=hours_ago) for parcel in parcels]})
    with statements() as sent:
        clerk.post("/scans", {"scans": [scan(parcel, "arrived") for parcel in parcels]})
    assert len(sent) == 9 + 3 * 5


def test_a_search_takes_none(app: Market) -> None:
    product_id = a_product().id
    while follow_once(current_engine(), now=clock.now()):
        pass
    with statements() as sent:
        found = guest().get("/search?q=na").json["items"]
    assert [item["id"] for item in found] == [str(product_id)]
    assert sent == []


def test_an_order_takes_four(app: Market) -> None:
    order = placed_order()
    buyer = calling(buyer_of(order))
    with statements() as sent:
        assert buyer.get(f"/orders/{order.number}").status_code == 200
    assert len(sent) == 4


@pytest.mark.parametrize("orders", [1, 4])
def test_a_page_of_orders_takes_six_and_says_what_is_hers_however_long(app: Market, orders: int) -> None:
    product = a_product()
    for _ in range(orders):
        placed_order(product)
    household = calling(owner_of(product.shop))
    with statements() as sent:
        assert len(household.get("/orders?as=seller").json["items"]) == orders
    assert len(sent) == 6


@pytest.mark.parametrize("goods", [1, 4])
def test_a_page_of_certificates_takes_two_however_long(app: Market, goods: int) -> None:
    for _ in range(goods):
        a_certified_product()
    officer = calling(an_officer())
    with statements() as sent:
        assert len(officer.get("/certificates").json["items"]) == goods
    assert len(sent) == 2


def test_a_first_sign_in_takes_eighteen(app: Market) -> None:
    visitor = Visitor(address="127.0.0.1", secret=SECRET)
    code = transaction(lambda: flows.request_code(phone="+84912345678", visitor=visitor, now=clock.now()))
    with statements() as sent:
        reply = guest().post("/tokens", {"phone": "0912345678", "code": one_time_code(SECRET, code.id)})
    assert reply.status_code == 201
    waits = 2 if is_postgresql() else 0  # each try is counted by one at a time
    assert len(sent) == 18 + waits

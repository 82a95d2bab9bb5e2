"""A law: how many SQL statements each hot request takes, on both databases. More is a decision, fewer is progress."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from market import clock
from market.accounts import flows
from market.accounts.rules import Visitor, one_time_code
from market.db import db, is_postgresql, transaction
from market.http import Market
from market.ids import new_id
from market.orders.models import Order
from market.search.engines.registry import current_engine
from market.search.index.indexer import follow_once
from tests.support.counting import statements
from tests.support.fetching import a_point, ready_order
from tests.support.installation import SECRET
from tests.support.village import (
    CHI_LANG_OFFICE,
    HA_NOI_OFFICE,
    HOAN_KIEM,
    Caller,
    a_buyer,
    a_certified_product,
    a_clerk,
    a_courier,
    a_product,
    a_shop,
    an_officer,
    booked_parcel,
    buyer_of,
    calling,
    guest,
    owner_of,
    packed_order,
    placed_order,
    scan,
    shipped_order,
)

DELIVER_TO = {"name": "Trần Thu Hà", "phone": "0912 345 678", "commune_code": HOAN_KIEM, "address_line": "12 Hàng Bài"}


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


@pytest.mark.parametrize(("kind", "most"), [("favourites", 3), ("favourite-shops", 3), ("reminders", 4)])
def test_what_a_buyer_keeps_takes_as_many_however_long(app: Market, kind: str, most: int) -> None:
    me = calling(a_buyer())
    for _ in range(3):
        good = a_product(stock=0)
        assert me.put(f"/me/{kind}/{good.shop_id if 'shop' in kind else good.id}").status_code == 200
    with statements() as sent:
        assert len(me.get(f"/me/{kind}").json["items"]) == 3
    assert len(sent) == most


def test_the_calendar_takes_one(app: Market) -> None:
    a_product(season={"from_month": 7, "to_month": 9})
    with statements() as sent:
        assert guest().get("/seasons?month=8&category=food").status_code == 200
    assert len(sent) == 1


def test_looking_an_order_up_takes_as_many_for_a_wrong_pair(app: Market) -> None:
    number, counts = placed_order().number, []
    for phone in ("0912 345 678", "0977 000 111"):
        with statements() as sent:
            assert guest().post("/order-look-ups", {"number": number, "phone": phone}).status_code == 202
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 20


@pytest.mark.parametrize("lines", [1, 4])
def test_an_order_to_buy_again_takes_as_many_however_long(app: Market, lines: int) -> None:
    buyer = calling(a_buyer())
    check_out(buyer, basket(lines))
    number = buyer.get("/orders").json["items"][0]["number"]
    with statements() as sent:
        assert len(buyer.get(f"/orders/{number}/basket").json["lines"]) == lines
    assert len(sent) == 5


def test_a_list_takes_one_however_long(app: Market) -> None:
    shop = a_shop()
    for _ in range(3):
        a_certified_product(shop)
    with statements() as sent:
        assert len(guest().get(f"/shops/{shop.id}/products").json["items"]) == 3
    assert len(sent) == 1


@pytest.mark.parametrize("lines", [1, 5])
def test_a_quote_takes_one_however_many_lines(app: Market, lines: int) -> None:
    body = {"items": basket(lines), "deliver_to": {"commune_code": HOAN_KIEM}}
    with statements() as sent:
        assert guest().post("/quotes", body).status_code == 200
    assert len(sent) == 1


@pytest.mark.parametrize(("lines", "shops"), [(1, 1), (5, 1), (10, 5)])
def test_a_checkout_takes_fifteen_however_many_lines_and_shops(app: Market, lines: int, shops: int) -> None:
    assert check_out(calling(a_buyer()), basket(lines, shops=shops)) == 15


@pytest.mark.parametrize("shops", [1, 3])
def test_a_checkout_of_what_is_fetched_takes_one_more_for_the_places(app: Market, shops: int) -> None:
    goods = [a_product() for _ in range(shops)]
    items = [{"product_id": str(product.id), "quantity": 1} for product in goods]
    body = {"items": items, "deliver_to": DELIVER_TO, "payment_method": "cod"}
    body |= {"collect_at": [a_point(product) for product in goods]}
    buyer = calling(a_buyer())
    with statements() as sent:
        reply = buyer.post("/checkouts", body, headers={"Idempotency-Key": str(new_id())})
    assert (reply.status_code, len(sent)) == (201, 16)


@pytest.mark.parametrize("waiting", [1, 3])
def test_what_waits_at_a_counter_takes_as_many_however_long(app: Market, waiting: int) -> None:
    for _ in range(waiting):
        ready_order(kind="post_office")
    clerk = calling(a_clerk())
    with statements() as sent:
        assert len(clerk.get(f"/post-offices/{CHI_LANG_OFFICE}/collections").json["items"]) == waiting
    assert len(sent) == 5


@pytest.mark.parametrize("scans", [1, 20])
def test_a_batch_of_scans_takes_twelve_however_long(app: Market, scans: int) -> None:
    clerk = calling(a_clerk())
    batch = [scan(booked_parcel(), "accepted") for _ in range(scans)]
    with statements() as sent:
        reply = clerk.post("/scans", {"scans": batch})
    assert {result["result"] for result in reply.json["results"]} == {"recorded"}
    assert len(sent) == 12


@pytest.mark.parametrize("orders", [1, 3])
def test_a_batch_that_moves_orders_takes_seventeen_however_many(app: Market, orders: int) -> None:
    clerk = calling(a_clerk())
    batch = [scan(packed_order(), "accepted") for _ in range(orders)]
    with statements() as sent:
        clerk.post("/scans", {"scans": batch})
    db.session.rollback()
    assert set(db.session.scalars(select(Order.state))) == {"shipped"}
    assert len(sent) == 17


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


@pytest.mark.parametrize("path", ["/orders/counts", "/orders/counts/shops"])
def test_counts_of_orders_take_one_beside_who_asks(app: Market, path: str) -> None:
    order = placed_order()
    buyer = calling(buyer_of(order))
    with statements() as sent:
        assert buyer.get(path).status_code == 200
    assert len(sent) == 2


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


def test_the_counters_lists_take_as_many_however_much_they_show(app: Market) -> None:
    clerk, office = calling(a_clerk()), f"/post-offices/{CHI_LANG_OFFICE}"
    ways = {"from_post_office_code": CHI_LANG_OFFICE, "to_post_office_code": HA_NOI_OFFICE}

    def another_round() -> None:
        a_courier()
        number = booked_parcel().tracking_number
        brought = {"post_office_code": CHI_LANG_OFFICE, "brought_by": "Hoàng Thị Lan", "tracking_numbers": [number]}
        assert clerk.post("/manifests", brought).status_code == 201
        assert clerk.post("/bags", ways | {"tracking_numbers": [number]}).status_code == 201
        delivered = scan(shipped_order(), "delivered", hours_ago=0)
        assert courier.post("/scans", {"scans": [delivered]}).json["results"][0]["result"] == "recorded"

    def taken(path: str) -> int:
        with statements() as sent:
            assert clerk.get(path).status_code == 200
        return len(sent)

    courier = calling(a_courier())
    lists = [f"{office}/couriers", f"{office}/till", f"{office}/day", f"{office}/till/payouts", "/manifests", "/bags"]
    another_round()
    before = [taken(path) for path in lists]
    another_round()
    another_round()
    assert [taken(path) for path in lists] == before
    assert max(before[0], *before[3:]) <= 6

"""People at the same moment: nothing is sold twice or lost, and nobody sees a deadlock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from market import clock, outbox
from market.accounts import models
from market.catalog.models import Product
from market.db import db, transaction
from market.delivery.models import Parcel, Scan
from market.delivery.queries.parcels import parcel_of
from market.ops import invariants
from market.orders.models import Order, OrderLine
from market.wiring import jobs
from proofs.conftest import starting
from proofs.databases import Database
from proofs.market_process import Service, all_at_once
from tests.support import village
from tests.support.installation import sweep


@pytest.fixture(scope="module")
def running(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with starting(database, tmp_path_factory.mktemp("races")) as start:
        service = start()
        service.serve()
        yield service


@pytest.fixture
def service(running: Service) -> Iterator[Service]:
    """One for all races of a database; each leaves it sound, and is swept away."""
    yield running
    with running.inside():
        while outbox.drain(jobs.JOBS, clock=clock.now):
            pass  # what the races left for the worker is not lost, it only waits
        broken = invariants.run(now=clock.now())
        transaction(sweep)
    assert broken == []


def goods(service: Service, *stocks: int) -> list[str]:
    """Products of one shop each, with so many packs."""
    with service.inside():
        return [str(village.a_product(stock=stock).id) for stock in stocks]


def stock_of(service: Service, product: str) -> int:
    return service.ask(
        lambda: db.session.scalars(select(Product.stock).where(Product.id == village.UUID(product))).one()
    )


def count_of(service: Service, model: type) -> int:
    return service.ask(lambda: db.session.scalar(select(func.count()).select_from(model))) or 0


def token_of(service: Service, person: models.Person) -> str:
    with service.inside():
        return village.calling(person).token or ""


def test_two_hundred_buyers_for_fifty_packs(service: Service) -> None:
    (product,) = goods(service, 50)
    buyers = service.tokens(200)
    answers = all_at_once([partial(service.buy, buyer, [(product, 1)]) for buyer in buyers])
    assert Counter((answer.status, answer.type) for answer in answers) == {(201, None): 50, (409, "stock-too-low"): 150}
    assert (count_of(service, Order), stock_of(service, product)) == (50, 0)


def test_baskets_in_opposite_order(service: Service) -> None:
    one, other = goods(service, 100, 100)
    buyers = service.tokens(160)
    baskets = [[(one, 1), (other, 1)], [(other, 1), (one, 1)]]
    answers = all_at_once([partial(service.buy, buyer, baskets[n % 2]) for n, buyer in enumerate(buyers)])
    assert Counter((answer.status, answer.type) for answer in answers) == {(201, None): 100, (409, "stock-too-low"): 60}
    assert (stock_of(service, one), stock_of(service, other)) == (0, 0)
    assert count_of(service, OrderLine) == 200


def test_one_key_from_twenty_clients(service: Service) -> None:
    (product,) = goods(service, 50)
    (buyer,) = service.tokens(1)
    key = str(uuid4())
    answers = all_at_once([lambda: service.buy(buyer, [(product, 2)], key) for _ in range(20)])
    assert {answer.status for answer in answers} == {201}
    assert all(answer.json == answers[0].json for answer in answers)
    assert sorted(answer.headers.get("Idempotent-Replayed", "") for answer in answers) == ["", *["true"] * 19]
    assert (count_of(service, Order), stock_of(service, product)) == (1, 48)


def test_edits_and_checkouts_of_one_product(service: Service) -> None:
    with service.inside():
        shop = village.a_shop()
        product = str(village.a_product(shop, stock=60).id)
        seller = village.calling(village.owner_of(shop)).token
    buyers = service.tokens(60)

    def edit(price: int):
        return service.call("PATCH", f"/products/{product}", seller, {"price_vnd": price}, If_Match="*")

    edits = [lambda n=n: edit(60_000 + n) for n in range(40)]
    sales = [lambda buyer=buyer: service.buy(buyer, [(product, 1)]) for buyer in buyers]
    mixed = [call for pair in zip(edits, sales, strict=False) for call in pair] + sales[40:]
    answers = all_at_once(mixed)
    assert Counter(answer.status for answer in answers) == {200: 40, 201: 60}
    assert stock_of(service, product) == 0


def test_cancellation_against_packing(service: Service) -> None:
    with service.inside():
        orders = [village.accepted_order() for _ in range(12)]
        sides = [
            (village.calling(village.seller_of(o)).token, village.calling(village.buyer_of(o)).token) for o in orders
        ]
    calls = []
    for order, (seller, buyer) in zip(orders, sides, strict=True):
        calls.append(lambda n=order.number, who=seller: service.call("PUT", f"/orders/{n}/packing", who))
        calls.append(
            lambda n=order.number, who=buyer: service.call("PUT", f"/orders/{n}/cancellation", who, {"reason": ""})
        )
    answers = all_at_once(calls)
    for packing, cancellation in zip(answers[::2], answers[1::2], strict=True):
        assert sorted([packing.status, cancellation.status]) == [200, 409], (packing, cancellation)
    packed = sum(answer.status == 200 for answer in answers[::2])
    assert count_of(service, Parcel) == packed


def test_cancellation_against_the_first_scan(service: Service) -> None:
    """The one holds the order and wants the parcel, the other the reverse: on PostgreSQL, a ring."""
    with service.inside():
        orders = [village.packed_order(hours_ago=5) for _ in range(12)]
        clerk = village.calling(village.a_clerk()).token
        sellers = [village.calling(village.seller_of(order)).token for order in orders]
        scans = [village.scan(order_parcel(order), "accepted") for order in orders]
    calls = []
    for order, seller, scan in zip(orders, sellers, scans, strict=True):
        calls.append(partial(service.call, "PUT", f"/orders/{order.number}/cancellation", seller, {"reason": "x"}))
        calls.append(partial(service.call, "POST", "/scans", clerk, {"scans": [scan]}))
    answers = all_at_once(calls)
    for cancelled, scanned in zip(answers[::2], answers[1::2], strict=True):
        taken = scanned.json["results"][0]["result"]
        assert (cancelled.status, taken) in [(200, "refused"), (409, "recorded")], (cancelled, scanned)


def order_parcel(order: Order) -> Parcel:
    found = transaction(lambda: parcel_of(order.number))
    assert found is not None
    return found


def test_one_scan_from_two_clerks(service: Service) -> None:
    with service.inside():
        parcels = [order_parcel(village.packed_order(hours_ago=5)) for _ in range(10)]
        clerks = [village.calling(village.a_clerk()).token for _ in range(2)]
        scans = [village.scan(parcel, "accepted") for parcel in parcels]
    batches = [scans, scans[::-1]]
    answers = all_at_once(
        [partial(service.call, "POST", "/scans", clerks[n % 2], {"scans": batches[n % 2]}) for n in range(6)]
    )
    assert {answer.status for answer in answers} == {200}
    results = Counter(result["result"] for answer in answers for result in answer.json["results"])
    assert results == {"recorded": 10, "duplicate": 50}
    assert count_of(service, Scan) == 10

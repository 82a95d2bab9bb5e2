"""People who buy while something bad happens, and the proof that nobody has lost anything by it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from threading import Event, Thread
from uuid import uuid4

from sqlalchemy import func, select

from market import outbox
from market.clock import now
from market.db import db
from market.orders.models import Checkout, Order, OrderLine
from proofs.market_process import Answer, Service, wait_for
from tests.support import village

# What they leave to the worker is bounded by how fast they buy.
_PAUSE_SECONDS = (0.1, 0.4)
_TELL_WITHIN_SECONDS = 90
# A worker that was killed holds what it had in hand for as long as its lease.
_NO_PROGRESS_SECONDS = 90


@dataclass
class Buyer:
    """Buys again and again with a key a purchase; asks again with the same key until told yes or no."""

    service: Service
    token: str
    products: list[str]
    random: Random
    bought: dict[str, Answer] = field(default_factory=dict)
    odd: list[Answer] = field(default_factory=list)

    def live(self, stop: Event) -> None:
        while not stop.wait(self.random.uniform(*_PAUSE_SECONDS)):
            self.purchase()

    def purchase(self) -> None:
        key = str(uuid4())
        basket = [(product, 1) for product in self.random.sample(self.products, 2)]
        deadline = time.monotonic() + _TELL_WITHIN_SECONDS
        while (answer := self.service.buy(self.token, basket, key)).status != 201:
            if answer.status == 409 and answer.type == "stock-too-low":
                return
            again = answer.status in (0, 503) or answer.type == "idempotency-key-in-use"
            if not again or time.monotonic() > deadline:
                self.odd.append(answer)
                return
            time.sleep(0.2)
        self.bought[key] = answer


def load(service: Service, *, buyers: int = 6, stock: int = 2_000, meanwhile: Callable[[], None]) -> list[Buyer]:
    """Let people buy while `meanwhile` happens. Everyone ends with an answer to the last purchase."""
    with service.inside():
        products = [str(village.a_product(stock=stock).id) for _ in range(4)]
    people = [Buyer(service, token, products, Random(n)) for n, token in enumerate(service.tokens(buyers))]
    stop = Event()
    threads = [Thread(target=person.live, args=(stop,)) for person in people]
    for thread in threads:
        thread.start()
    try:
        meanwhile()
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    return people


def prove_whole(service: Service, people: list[Buyer]) -> None:
    """What was acknowledged is there, once; nothing is half-made; the outbox and the index catch up."""
    assert [answer for person in people for answer in person.odd] == []
    told = {order["number"]: order for p in people for a in p.bought.values() for order in a.json["orders"]}
    kept = service.ask(lambda: set(db.session.scalars(select(Order.number))))
    assert set(told) == kept
    purchases = sum(len(person.bought) for person in people)
    assert purchases > 0
    assert service.ask(lambda: db.session.scalar(select(func.count()).select_from(Checkout))) == purchases
    lines = service.ask(lambda: db.session.scalar(select(func.count()).select_from(OrderLine)))
    assert lines == sum(len(order["items"]) for order in told.values())
    prove_outbox_drains(service)
    prove_index_follows(service)
    assert service.audit() == "Nothing is broken."


def prove_outbox_drains(service: Service) -> None:
    """Until nothing is due; the machine may be slow, but the worker must not stand still."""
    shortest, deadline = None, 0.0
    while due := service.ask(lambda: outbox.waiting(now=now())).due:
        if shortest is None or due < shortest:
            shortest, deadline = due, time.monotonic() + _NO_PROGRESS_SECONDS
        assert time.monotonic() < deadline, f"the outbox does not drain: {due} are due"
        time.sleep(0.2)


def prove_index_follows(service: Service) -> None:
    with service.inside():
        village.a_product(name="Quýt vàng Bắc Sơn")

    def found() -> bool:
        answer = service.call("GET", "/search?q=quyt+vang+bac+son")
        return answer.status == 200 and answer.json["total"] > 0

    wait_for(found, "the index does not follow", 60)
    wait_for(lambda: service.answers("/readyz/index"), "the index stays behind", 30)

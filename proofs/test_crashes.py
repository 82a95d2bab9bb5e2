"""`kill -9` of web and worker processes at random in the midst of a load; then everything is there, once."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from threading import Event, Thread
from uuid import UUID, uuid4

from sqlalchemy import func, select

from market import outbox
from market.catalog.models import Product
from market.clock import now
from market.db import db
from market.orders.models import Checkout, Order, OrderLine
from market.outbox import OutboxEntry
from proofs.conftest import Start
from proofs.market_process import SECONDS, Answer, Service, end, family, kill, wait_for
from tests import village


@dataclass
class Buyer:
    """Buys again and again with a key a purchase; asks again with the same key until it is told yes or no."""

    service: Service
    token: str
    products: list[str]
    random: Random
    bought: dict[str, Answer] = field(default_factory=dict)
    odd: list[Answer] = field(default_factory=list)

    def live(self, stop: Event) -> None:
        while not stop.is_set():
            self.purchase(stop)

    def purchase(self, stop: Event) -> None:
        key = str(uuid4())
        basket = [(product, 1) for product in self.random.sample(self.products, 2)]
        while True:
            answer = self.service.buy(self.token, basket, key)
            if answer.status == 201:
                self.bought[key] = answer
                return
            if answer.status == 409 and answer.type == "stock-too-low":
                return
            if answer.status not in (0, 503) and answer.type != "idempotency-key-in-use":
                self.odd.append(answer)
                return
            if stop.wait(0.2) and not self.service.answers():
                return


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
    wait_for(lambda: service.ask(lambda: outbox.waiting(now=now())).due == 0, "the outbox does not drain", 90)
    prove_index_follows(service)
    assert service.audit() == "Nothing is broken."


def prove_index_follows(service: Service) -> None:
    with service.inside():
        village.a_product(name="Quýt vàng Bắc Sơn")

    def found() -> bool:
        answer = service.call("GET", "/search?q=quyt+vang+bac+son")
        return answer.status == 200 and answer.json["total"] > 0

    wait_for(found, "the index does not follow", 60)
    wait_for(lambda: service.answers("/readyz/index"), "the index stays behind", 30)


def test_kill_9_at_random_under_load(start: Start) -> None:
    service, random = start(), Random(7)
    running = {"serve": service.serve(), "work": service.work()}

    def crash() -> None:
        deadline = time.monotonic() + max(5.0, SECONDS - 10)
        while time.monotonic() < deadline:
            time.sleep(random.uniform(0.3, 1.5))
            name = random.choice(list(running))
            victim = random.choice(family(running[name]))
            kill(victim)
            if victim.pid == running[name].pid:  # its children see to themselves
                running[name].wait()
                running[name] = service.start(name)
        service.wait_until_ready()

    people = load(service, meanwhile=crash)
    prove_whole(service, people)


def test_the_whole_machine_loses_power(start: Start) -> None:
    """All at once, the database too where it is a process of ours."""
    service = start()

    def crash() -> None:
        processes = [service.serve(), service.work()]
        time.sleep(1)
        assert service.audit() == "Nothing is broken."  # at any time, also while everybody buys
        time.sleep(1)
        for process in processes:
            for member in family(process):
                kill(member)
            process.wait()
        service.serve()
        service.work()
        time.sleep(2)

    people = load(service, meanwhile=crash)
    prove_whole(service, people)


def stock(service: Service, product: str) -> int:
    return service.ask(lambda: db.session.scalars(select(Product.stock).where(Product.id == UUID(product))).one())


def test_several_workers_share_the_outbox(start: Start) -> None:
    """Three workers of which one is killed: every SMS goes out, and all but those in its hand go out once."""
    service = start()
    with service.inside():
        who = village.a_buyer().id

        def many() -> None:
            for n in range(600):
                payload = {"person_id": str(who), "notice": "order_waits", "words": _words(n)}
                outbox.put("notice", payload, now=now(), due_at=now())

        village.transaction(many)
    workers = [service.work() for _ in range(3)]
    sms = service.home / "sms.jsonl"
    wait_for(lambda: sms.exists() and len(sms.read_text().splitlines()) > 60, "no worker works", 60)
    for member in family(workers[0]):
        kill(member)
    left = select(func.count()).select_from(OutboxEntry).where(OutboxEntry.done_at.is_(None))
    wait_for(lambda: service.ask(lambda: db.session.scalar(left)) == 0, "the outbox does not drain", 120)
    sent = sms.read_text().splitlines()
    texts = {line.partition('"text"')[2].partition('"at"')[0] for line in sent}
    assert len(texts) == 600
    assert len(sent) - len(texts) <= 1  # the one in its hand when it was killed
    for worker in workers:
        end(worker)
    assert service.audit() == "Nothing is broken."


def _words(n: int) -> dict[str, str]:
    return {
        "number": f"CP-{n:04}",
        "shop": "Na",
        "goods": "1 x Na",
        "state": "đã đặt",
        "tracking_number": "",
        "total_vnd": "1",
    }

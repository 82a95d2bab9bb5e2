"""Bad days: the service answers 503 with Retry-After or waits, recovers by itself, and the audit is clean."""

from __future__ import annotations

import os
import resource
import signal
import socket
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from uuid import UUID, uuid4

import psutil
import pytest
from sqlalchemy import select

from market import outbox
from market.catalog.models import Product
from market.clock import now
from market.db import db
from market.orders.models import Order
from proofs.conftest import Start
from proofs.databases import PostgreSQL, SQLite
from proofs.market_process import SECONDS, Answer, Service, family, python, wait_for
from proofs.test_crashes import load, prove_index_follows, prove_whole
from tests import village

AWAY_SECONDS = min(30.0, SECONDS / 2)


def refuses_well(answer: Answer) -> bool:
    """A client is told when to come again; it is never shown a failure."""
    return answer.status == 503 and "Retry-After" in answer.headers and answer.type in ("busy", "index-not-ready")


def test_the_database_is_gone_for_half_a_minute(start: Start, database: SQLite | PostgreSQL) -> None:
    service = start()
    service.serve()
    service.work()
    seen: list[Answer] = []

    def away() -> None:
        time.sleep(2)
        with gone(service, database):
            deadline = time.monotonic() + AWAY_SECONDS
            while time.monotonic() < deadline:
                seen.append(service.call("DELETE", "/tokens/current", "unknown"))
                time.sleep(0.5)
            assert service.answers("/healthz")
            assert isinstance(database, SQLite) or not service.answers("/readyz")
        wait_for(service.answers, "it does not recover", 30)
        time.sleep(2)

    people = load(service, meanwhile=away)
    assert any(refuses_well(answer) for answer in seen)
    assert all(refuses_well(answer) or answer.status == 401 for answer in seen), seen
    prove_whole(service, people)


class gone:  # noqa: N801
    """PostgreSQL is stopped; SQLite's file is held by somebody who does not let go."""

    def __init__(self, service: Service, database: SQLite | PostgreSQL) -> None:
        self.service, self.database = service, database

    def __enter__(self) -> None:
        if isinstance(self.database, PostgreSQL):
            self.database.stop()
            return
        self.holder = sqlite3.connect(self.service.environ["DATABASE_URL"].removeprefix("sqlite:///"), timeout=30)
        self.holder.execute("BEGIN IMMEDIATE")

    def __exit__(self, *_: object) -> None:
        if isinstance(self.database, PostgreSQL):
            self.database.start()
        else:
            self.holder.rollback()
            self.holder.close()


def test_the_disk_is_full(start: Start, database: SQLite | PostgreSQL) -> None:
    """Files may not grow beyond a little more than the database has now; then the operator makes room."""
    if isinstance(database, PostgreSQL):
        return  # its disk is another machine's; that it answers "disk full" is test_sick_database.py's to prove
    service = start()
    processes = [service.serve(), service.work()]
    time.sleep(3)  # the index is built
    answers: list[Answer] = []

    def full() -> None:
        time.sleep(1)
        size = Path(service.environ["DATABASE_URL"].removeprefix("sqlite:///") + "-wal").stat().st_size
        limit_files(processes, size + 40_960)
        (buyer,) = service.tokens(1)
        with service.inside():
            product = str(village.a_product().id)
        deadline = time.monotonic() + min(15, AWAY_SECONDS)
        while time.monotonic() < deadline:
            answers.append(service.buy(buyer, [(product, 1)]))
            answers.append(service.call("GET", f"/products/{product}"))
        limit_files(processes, resource.RLIM_INFINITY)
        wait_for(service.answers, "it does not recover", 30)
        time.sleep(1)

    people = load(service, meanwhile=full)
    assert any(refuses_well(answer) for answer in answers)
    assert all(refuses_well(answer) or answer.status in (200, 201, 409) for answer in answers), answers
    orders = [a.json["orders"][0]["number"] for a in answers if a.status == 201]
    kept = service.ask(lambda: set(db.session.scalars(select(Order.number))))
    assert set(orders) <= kept
    for person in people:
        assert person.odd == []
        assert {o["number"] for a in person.bought.values() for o in a.json["orders"]} <= kept
    wait_for(lambda: service.ask(lambda: outbox.waiting(now=now())).due == 0, "the outbox does not drain", 60)
    prove_index_follows(service)
    assert service.audit() == "Nothing is broken."


def limit_files(processes: list, size: int) -> None:
    for process in processes:
        for member in family(process):
            with suppress(psutil.NoSuchProcess, ProcessLookupError):
                resource.prlimit(member.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_a_worker_hangs(start: Start) -> None:
    """Its watcher ends it and starts another, which takes over what it had in hand."""
    service = start(WORKER_PATIENCE="3")
    service.serve()
    worker = service.work()
    wait_for(lambda: service.answers("/readyz/worker"), "the worker does not speak", 30)
    wait_for(lambda: len(family(worker)) == 2, "there is no worker", 30)
    child = family(worker)[1]
    child.send_signal(signal.SIGSTOP)
    wait_for(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE, "it is left hanging", 20)
    wait_for(lambda: len(family(worker)) == 2, "no other is started", 20)
    prove_index_follows(service)
    assert service.audit() == "Nothing is broken."


def test_a_web_process_hangs_in_the_middle_of_a_sale(start: Start, database: SQLite | PostgreSQL) -> None:
    """A process stopped under load: the others go on, or say when to come again, and gunicorn ends it."""
    service = start(WEB_WORKERS="2")
    web = service.serve()
    service.work()

    def hang() -> None:
        time.sleep(1)
        victim = family(web)[1]
        victim.send_signal(signal.SIGSTOP)
        wait_for(lambda: not victim.is_running() or victim.status() == psutil.STATUS_ZOMBIE, "it is left hanging", 60)

    prove_whole(service, load(service, meanwhile=hang))


def test_clients_leave_in_the_middle(start: Start) -> None:
    """Some before they have sent all, some before they are answered: the first have bought nothing, the others once."""
    service = start()
    service.serve()
    service.work()
    with service.inside():
        product = str(village.a_product(stock=100).id)
    buyers = service.tokens(40)
    keys = [str(uuid4()) for _ in buyers]

    def leave(n: int) -> None:
        body = (
            f'{{"items": [{{"product_id": "{product}", "quantity": 1}}], "payment_method": "cod", "deliver_to": '
            '{"name": "Ha", "phone": "0912345678", "commune_code": "00070", "address_line": "12"}}'
        ).encode()
        head = (
            f"POST /api/v1/checkouts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {buyers[n]}\r\n"
            f"Idempotency-Key: {keys[n]}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        with socket.create_connection(("127.0.0.1", service.port)) as line:
            line.sendall(head + (body if n % 2 else body[: len(body) // 2]))
            # Closed without reading: with data unread, the system answers with a reset.
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(leave, range(40)))
    wait_for(service.answers, "it does not answer", 30)
    time.sleep(1)
    bought = service.ask(lambda: len(list(db.session.scalars(select(Order.id)))))
    assert bought <= 20
    again = [service.buy(buyers[n], [(product, 1)], None) for n in range(2)]
    assert [answer.status for answer in again] == [201, 201]
    left = service.ask(lambda: db.session.scalars(select(Product.stock).where(Product.id == UUID(product))).one())
    assert left == 100 - bought - 2
    assert service.audit() == "Nothing is broken."


@pytest.mark.parametrize("jump", [3 * 86_400.0, -3_600.0], ids=["three days ahead", "an hour back"])
def test_the_clock_jumps_and_is_put_right(start: Start, tmp_path: Path, jump: float) -> None:
    """Nobody's order is cancelled by a day that did not pass, no key is forgotten, and the index misses nothing."""
    wall = tmp_path / "clock"
    set_clock(wall, 0)
    service = start(CLOCK_FILE=str(wall))
    app = ("-m", "gunicorn", "--config", "python:market.serving", "proofs.jumping_clock:create_app()")
    service.start(command=python(*app))
    service.wait_until_ready()
    silent = os.open(os.devnull, os.O_WRONLY)
    service.start("work", "--watched", str(silent), command=python("-m", "proofs.jumping_clock"), pass_fds=[silent])
    wait_for(lambda: service.answers("/readyz/index"), "the index is not built", 60)
    (buyer,) = service.tokens(1)
    with service.inside():
        product = str(village.a_product(stock=100).id)
    keys = [str(uuid4()) for _ in range(3)]
    before = service.buy(buyer, [(product, 1)], keys[0])
    set_clock(wall, jump)
    time.sleep(min(12, AWAY_SECONDS))  # a round of the worker passes
    during = service.buy(buyer, [(product, 1)], keys[1])
    set_clock(wall, 0)
    after = service.buy(buyer, [(product, 1)], keys[2])
    answers = [before, during, after]
    assert [answer.status for answer in answers] == [201, 201, 201], answers
    again = [service.buy(buyer, [(product, 1)], key) for key in keys]
    assert [answer.json for answer in again] == [answer.json for answer in answers]
    states = service.ask(lambda: set(db.session.scalars(select(Order.state))))
    assert states == {"placed"}
    prove_index_follows(service)
    wait_for(lambda: service.ask(lambda: outbox.waiting(now=now())).due == 0, "the outbox does not drain", 60)
    assert service.audit() == "Nothing is broken."


def set_clock(file: Path, seconds: float) -> None:
    draft = file.with_suffix(".new")
    draft.write_text(str(seconds))
    draft.replace(file)

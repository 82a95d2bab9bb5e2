"""Bad days: the service answers 503 with Retry-After or waits, recovers by itself, and the audit is clean."""

from __future__ import annotations

import os
import resource
import signal
import socket
import struct
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from uuid import UUID, uuid4

import psutil
import pytest
from sqlalchemy import func, select

from market.catalog.models import Product
from market.db import db
from market.orders.models import Order
from proofs.buyers import load, prove_index_follows, prove_outbox_drains, prove_whole
from proofs.conftest import Start
from proofs.databases import Database
from proofs.market_process import SECONDS, Answer, Service, body_of, family, python, wait_for
from tests.support import village

# Half a minute, as long as nobody asks for shorter proofs.
AWAY_SECONDS = min(30.0, SECONDS)


def refuses_well(answer: Answer) -> bool:
    """A client is told when to come again; it is never shown a failure."""
    return answer.status == 503 and "Retry-After" in answer.headers and answer.type in ("busy", "index-not-ready")


def test_the_database_is_gone_for_half_a_minute(start: Start, database: Database) -> None:
    service = start()
    service.serve()
    service.work()
    seen: list[Answer] = []

    def away() -> None:
        with database.away(service.environ["DATABASE_URL"]):
            deadline = time.monotonic() + AWAY_SECONDS
            while time.monotonic() < deadline:
                seen.append(service.call("DELETE", "/tokens/current", "unknown"))
                time.sleep(0.5)
            assert service.answers("/healthz")
        wait_for(service.answers, "it does not recover", 30)

    people = load(service, meanwhile=away)
    assert any(refuses_well(answer) for answer in seen)
    assert all(refuses_well(answer) or answer.status == 401 for answer in seen), seen
    prove_whole(service, people)


def test_the_disk_of_a_sqlite_file_is_full(start_on_sqlite: Start) -> None:
    """Files may not grow beyond a little more than the database has now; then the operator makes room."""
    service = start_on_sqlite()
    processes = [service.serve(), service.work()]
    (buyer,), product = service.tokens(1), a_product(service)
    answers: list[Answer] = []

    def full() -> None:
        log = Path(service.environ["DATABASE_URL"].removeprefix("sqlite:///") + "-wal")
        limit_files(processes, log.stat().st_size + 40_960)
        deadline = time.monotonic() + min(15, AWAY_SECONDS)
        while time.monotonic() < deadline:
            answers.append(service.buy(buyer, [(product, 1)]))
            answers.append(service.call("GET", f"/products/{product}"))
        limit_files(processes, resource.RLIM_INFINITY)
        wait_for(service.answers, "it does not recover", 30)

    people = load(service, buyers=3, meanwhile=full)
    assert any(refuses_well(answer) for answer in answers)
    assert all(refuses_well(answer) or answer.status in (200, 201) for answer in answers), answers
    assert {answer.status for answer in answers[1::2]} == {200}  # people can still read
    assert [answer for person in people for answer in person.odd] == []
    told = [answer for answer in answers if answer.status == 201]
    told += [answer for person in people for answer in person.bought.values()]
    kept = service.ask(lambda: set(db.session.scalars(select(Order.number))))
    assert {order["number"] for answer in told for order in answer.json.get("orders", [])} <= kept
    prove_outbox_drains(service)
    prove_index_follows(service)
    assert service.audit() == "Nothing is broken."


def limit_files(processes: list[subprocess.Popen[bytes]], size: int) -> None:
    for process in processes:
        for member in family(process):
            with suppress(psutil.NoSuchProcess, ProcessLookupError):
                resource.prlimit(member.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_a_worker_hangs(start: Start) -> None:
    """Its watcher ends it and starts another, which takes over what it had in hand."""
    service = start(WORKER_PATIENCE="3")
    service.serve()
    worker = service.work()
    wait_for(lambda: service.answers("/readyz/worker"), "the worker does not speak", 60)
    child = family(worker)[1]
    child.send_signal(signal.SIGSTOP)
    wait_for(lambda: has_ended(child), "it is left hanging", 30)
    wait_for(lambda: len(family(worker)) == 2, "no other is started", 30)
    prove_index_follows(service)
    assert service.audit() == "Nothing is broken."


def has_ended(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_a_web_process_hangs_in_the_middle_of_a_sale(start: Start) -> None:
    """A process stopped under load: the others go on, or say when to come again, and gunicorn ends it."""
    service = start(WEB_WORKERS="2", GUNICORN_CMD_ARGS="--timeout 5")
    web = service.serve()
    service.work()

    def hang() -> None:
        victim = family(web)[1]
        victim.send_signal(signal.SIGSTOP)
        wait_for(lambda: has_ended(victim), "it is left hanging", 60)

    prove_whole(service, load(service, meanwhile=hang))


def test_clients_leave_in_the_middle(start: Start) -> None:
    """Before they have sent all, or before they are answered; then each asks again with the key it had."""
    service = start()
    service.serve()
    service.work()
    product, buyers = a_product(service, stock=100), service.tokens(40)
    keys = [str(uuid4()) for _ in buyers]

    def leave(n: int) -> None:
        head, body = a_purchase(buyers[n], keys[n], product)
        hang_up_after(service, head + (body if n % 2 else body[: len(body) // 2]))

    def ask_again(n: int) -> Answer:
        return service.buy(buyers[n], [(product, 1)], keys[n])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(leave, range(40)))
        answers = list(pool.map(ask_again, range(40)))
        again = list(pool.map(ask_again, range(40)))
    assert {answer.status for answer in answers} == {201}
    assert any("Idempotent-Replayed" in answer.headers for answer in answers[1::2])  # bought, though nobody heard it
    assert not any("Idempotent-Replayed" in answer.headers for answer in answers[::2])
    assert [answer.json for answer in again] == [answer.json for answer in answers]
    assert service.ask(lambda: db.session.scalar(select(func.count()).select_from(Order))) == 40
    assert stock_of(service, product) == 60
    assert service.audit() == "Nothing is broken."


def a_purchase(token: str, key: str, product: str) -> tuple[bytes, bytes]:
    """Head and body of the request that `Service.buy` sends."""
    body = body_of([(product, 1)])
    head = (
        f"POST /api/v1/checkouts HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
        f"Idempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode(), body


def hang_up_after(service: Service, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", service.port)) as line:
        line.sendall(sent)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset, not a goodbye


def a_product(service: Service, stock: int = 1_000) -> str:
    with service.inside():
        return str(village.a_product(stock=stock).id)


def stock_of(service: Service, product: str) -> int:
    wanted = select(Product.stock).where(Product.id == UUID(product))
    return service.ask(lambda: db.session.scalars(wanted).one())


@pytest.mark.parametrize("jump", [3 * 86_400.0, -3_600.0], ids=["three days ahead", "an hour back"])
def test_the_clock_jumps_and_is_put_right(start: Start, tmp_path: Path, jump: float) -> None:
    """Nobody's order is cancelled by a day that did not pass, no key is forgotten, and the index misses nothing."""
    wall = tmp_path / "clock"
    set_clock(wall, 0)
    service = start(CLOCK_FILE=str(wall))
    app = ("-m", "gunicorn", "--config", "python:market.ops.gunicorn_conf", "proofs.jumping_clock:create_app()")
    service.start(command=python(*app))
    service.wait_until_ready()
    silent = os.open(os.devnull, os.O_WRONLY)
    service.start("work", "--watched", str(silent), command=python("-m", "proofs.jumping_clock"), pass_fds=[silent])
    wait_for(lambda: service.answers("/readyz/index"), "the index is not built", 60)
    (buyer,), product = service.tokens(1), a_product(service)
    keys = [str(uuid4()) for _ in range(3)]
    before = service.buy(buyer, [(product, 1)], keys[0])
    set_clock(wall, jump)
    time.sleep(12)  # a round of the worker passes
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
    prove_outbox_drains(service)
    assert service.audit() == "Nothing is broken."


def set_clock(file: Path, seconds: float) -> None:
    draft = file.with_suffix(".new")
    draft.write_text(str(seconds))
    draft.replace(file)

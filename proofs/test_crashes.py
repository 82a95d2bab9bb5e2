"""`kill -9` of web and worker processes at random in the midst of a load; then everything is there, once."""

from __future__ import annotations

import time
from random import Random

from sqlalchemy import func, select

from market import outbox
from market.clock import now
from market.db import db, transaction
from market.outbox import OutboxEntry
from proofs.buyers import load, prove_outbox_drains, prove_whole
from proofs.conftest import Start
from proofs.databases import Database
from proofs.market_process import SECONDS, end, family, kill, wait_for
from tests.support import village

JOBS = 300


def test_kill_9_at_random_under_load(start: Start) -> None:
    service, random = start(), Random(7)
    running = {"serve": service.serve(), "work": service.work()}

    def crash() -> None:
        deadline = time.monotonic() + SECONDS
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


def test_the_whole_machine_loses_power(start: Start, database: Database) -> None:
    """All at once, the database too."""
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
        database.crash()
        service.serve()
        service.work()
        time.sleep(2)

    people = load(service, meanwhile=crash)
    prove_whole(service, people)


def test_several_workers_share_the_outbox(start: Start) -> None:
    """Three workers of which one is killed: every SMS goes out, and all but those in its hand go out once."""
    service = start()
    with service.inside():
        who = village.a_buyer().id

        def many() -> None:
            for n in range(JOBS):
                # Such a notice goes out at night, too.
                words = {"office": "Bưu cục Chi Lăng", "amount": str(n)}
                payload = {"person_id": str(who), "notice": "cash_out_paid", "words": words}
                outbox.put("notice", payload, now=now(), due_at=now())

        transaction(many)
    workers = [service.work() for _ in range(3)]
    sms = service.home / "sms.jsonl"
    wait_for(lambda: sms.exists() and len(sms.read_text().splitlines()) > JOBS / 10, "no worker works", 60)
    for member in family(workers[0]):
        kill(member)
    left = select(func.count()).select_from(OutboxEntry).where(OutboxEntry.done_at.is_(None))
    prove_outbox_drains(service)
    assert service.ask(lambda: db.session.scalar(left)) == 0
    sent = sms.read_text().splitlines()
    texts = {line.partition('"text"')[2].partition('"at"')[0] for line in sent}
    assert len(texts) == JOBS
    assert len(sent) - len(texts) <= 1  # the one in its hand when it was killed
    for worker in workers:
        end(worker)
    assert service.audit() == "Nothing is broken."

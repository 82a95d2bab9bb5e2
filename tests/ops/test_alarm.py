"""What wakes the worker: whatever is committed, whatever falls due, an index that is not what it was."""

from datetime import timedelta
from threading import Event

import pytest

from market import clock, outbox
from market.db import read_only, transaction
from market.ops.alarm import Alarm
from market.search.engines.registry import current_engine
from market.wiring import jobs
from tests.support.village import a_product, now


@pytest.fixture
def alarm(app):
    found = Alarm(Event())
    assert found.is_time()  # what was there before
    assert not found.is_time()
    yield found
    found._commits.close()


def put(seconds: float = 0) -> None:
    due = now() + timedelta(seconds=seconds)
    transaction(lambda: outbox.put("job", {}, now=now(), due_at=due))


def test_it_rings_for_what_is_committed_and_for_nothing_else(alarm) -> None:
    a_product()
    assert alarm.is_time()
    assert not alarm.is_time()
    read_only(lambda: outbox.waiting(now=now()))
    for sweep in jobs.SWEEPS:  # which find nothing
        sweep(now())
    assert not alarm.is_time()


def test_a_change_that_is_still_being_made_rings_when_it_is_committed(alarm) -> None:
    rung = []

    def change() -> None:
        outbox.put("job", {}, now=now())
        outbox.db.session.flush()
        alarm.is_time()  # on PostgreSQL it is seen that somebody writes
        rung.append(alarm.is_time())

    transaction(change)
    assert rung == [False]
    assert alarm.is_time()


def test_it_rings_when_an_entry_falls_due(alarm, monkeypatch) -> None:
    put(seconds=50)
    assert [alarm.is_time(), alarm.is_time()] == [True, False]
    later = now() + timedelta(seconds=51)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert [alarm.is_time(), alarm.is_time()] == [True, False]


def test_it_rings_when_the_lease_of_a_worker_that_died_ends(alarm, monkeypatch) -> None:
    put()
    transaction(lambda: outbox.claim(now=now()))
    assert [alarm.is_time(), alarm.is_time()] == [True, False]
    later = now() + outbox.LEASE + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert [alarm.is_time(), alarm.is_time()] == [True, False]


def test_it_rings_when_a_reader_has_met_damage_in_the_index(alarm) -> None:
    current_engine().rebuild([])
    assert [alarm.is_time(), alarm.is_time()] == [True, False]
    current_engine().generations.distrust()
    assert [alarm.is_time(), alarm.is_time()] == [True, False]


def test_it_rings_while_the_database_does_not_answer_and_sleeps_again_afterwards(alarm) -> None:
    alarm._commits._connection.dbapi_connection.close()
    assert [alarm.is_time(), alarm.is_time(), alarm.is_time()] == [True, True, False]


def test_who_rests_is_woken_by_what_rang_since_the_turn_began(alarm) -> None:
    began = alarm.rung
    alarm.ring()
    alarm.rest(since=began, seconds=600)
    alarm._stop.set()
    alarm.rest(since=alarm.rung, seconds=600)

"""The outbox: leased, tried again, never lost, never done twice by one who has lost the lease."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from market import change_feed, clock, outbox
from market.db import db, transaction
from market.outbox import LEASE, OutboxEntry
from market.wiring import jobs
from tests.support.village import now

TOPIC = "job"


def put(*numbers: int, at: datetime | None = None, due_at: datetime | None = None) -> None:
    at = at or now()

    def put_them() -> None:
        for n in numbers or [0]:
            outbox.put(TOPIC, {"n": n}, now=at, due_at=due_at)

    transaction(put_them)


def entries() -> list[OutboxEntry]:
    return transaction(lambda: list(db.session.scalars(select(OutboxEntry).order_by(OutboxEntry.id))))


def drain(handler, at: datetime | None = None) -> int:
    return outbox.drain({TOPIC: handler}, clock=lambda: at or now())


def fails(_payload, _now) -> None:
    raise RuntimeError("the gateway is away")


def test_what_fails_is_tried_again_later_and_says_why(app) -> None:
    put()
    start = now()
    for attempt, wait in enumerate([2, 4, 8], start=1):
        assert drain(fails, start) == 1
        (entry,) = entries()
        assert (entry.attempts, entry.last_error, entry.due_at) == (
            attempt,
            "RuntimeError",
            start + timedelta(seconds=wait),
        )
        assert drain(fails, start) == 0
        start = entry.due_at


def test_what_fails_for_ever_is_tried_once_an_hour(app) -> None:
    put()
    at = now()
    for _ in range(20):
        drain(fails, at)
        at = entries()[0].due_at
    last = entries()[0].due_at
    drain(fails, last)
    assert entries()[0].due_at - last == timedelta(hours=1)


def test_an_entry_that_kills_its_worker_holds_up_nobody(app) -> None:
    put(0, 1, 2)
    at, done = now(), []

    def deadly(payload, _now) -> None:
        if payload["n"] == 0:
            raise SystemExit
        done.append(payload["n"])

    with pytest.raises(SystemExit):
        drain(deadly, at)
    assert done == []
    put(3, 4, at=at)
    for turn in range(1, 5):  # each begins when the leases of the last have ended
        try:
            drain(deadly, at + turn * 2 * LEASE)
        except SystemExit:
            continue
    assert sorted(done) == [1, 2, 3, 4]


def test_what_is_done_together_is_done_one_by_one_where_one_of_them_stumbles(app) -> None:
    put(1, 2, 3)
    told = []

    def count(payloads, _now) -> None:
        told.append(sorted(payload["n"] for payload in payloads))
        if {"n": 2} in payloads:
            raise RuntimeError

    outbox.drain({TOPIC: outbox.together(count)}, clock=now)
    assert told == [[1, 2, 3], [1], [2], [3]]
    assert [entry.payload["n"] for entry in entries() if entry.done_at is None] == [2]
    assert drain(outbox.together(count), now() + timedelta(seconds=3)) == 1
    assert told[-1] == [2]


def test_who_has_lost_the_lease_does_nothing(app) -> None:
    put()
    (entry,) = transaction(lambda: outbox.claim(now=now()))
    db.session.expunge(entry)
    transaction(lambda: outbox.claim(now=now() + 2 * LEASE))  # another worker takes it over
    with pytest.raises(outbox.LeaseLost):
        transaction(lambda: outbox._within([entry], lambda *_: pytest.fail("done twice"), now()))
    assert entries()[0].done_at is None


def test_an_outside_job_that_outlives_its_lease_leaves_the_entry_to_the_other(app) -> None:
    put()
    handled = []

    @outbox.outside
    def slow(payload, at) -> None:
        handled.append(payload["n"])
        transaction(lambda: outbox.claim(now=at + 2 * LEASE))

    assert drain(slow) == 1
    assert handled == [0]
    assert entries()[0].done_at is None
    assert entries()[0].attempts == 2


def test_each_of_many_slow_jobs_begins_with_a_lease_before_it(app) -> None:
    put(0, 1, 2, 3)
    at = [now()]
    left = []

    @outbox.outside
    def slow(payload, begun) -> None:
        (entry,) = [e for e in entries() if e.payload == payload]
        left.append(entry.leased_until - begun)
        at[0] += timedelta(seconds=25)

    outbox.drain({TOPIC: slow}, clock=lambda: at[0])
    assert min(left) > LEASE / 2
    assert all(entry.done_at for entry in entries())


def test_what_a_failed_job_left_in_its_session_is_not_kept(app) -> None:
    put()

    @outbox.outside
    def half(_payload, at) -> None:
        outbox.put("other", {}, now=at)
        raise RuntimeError

    drain(half)
    assert [entry.topic for entry in entries()] == [TOPIC]


def test_a_topic_nobody_knows_waits_for_a_newer_worker(app) -> None:
    put()
    assert outbox.drain({}, clock=now) == 1
    assert entries()[0].last_error == "KeyError"


@pytest.mark.parametrize("hours", [24, 1])
def test_a_clock_that_ran_ahead_holds_nothing_back(app, hours: int) -> None:
    """Written, leased or put off under a wrong clock; then the clock is put right."""
    wrong = now() + timedelta(hours=hours)
    put(at=wrong)
    put()
    transaction(lambda: outbox.claim(now=wrong))
    put(at=wrong, due_at=wrong)
    transaction(lambda: outbox.mend(now=now()))
    done = []
    for _ in range(4):
        drain(lambda payload, _now: done.append(payload))
    assert len(done) == 3


def test_mending_leaves_alone_what_waits_for_the_morning(app) -> None:
    morning = now() + timedelta(hours=9)
    put(due_at=morning)
    transaction(lambda: outbox.mend(now=now()))
    assert entries()[0].due_at == morning


def test_lost_entries_are_named_counted_and_can_be_tried_again(app) -> None:
    long_ago = clock.ago(now(), hours=2)
    put(at=long_ago)
    put(due_at=now() + timedelta(hours=9))
    (line,) = transaction(lambda: list(outbox.audit(now=now())))
    assert TOPIC in line and "tried 0 times" in line
    waiting = transaction(lambda: outbox.waiting(now=now()))
    assert (waiting.due, waiting.stuck) == (1, 1)
    assert 7100 < waiting.oldest_seconds < 7300
    drain(fails)
    assert transaction(lambda: outbox.try_again(now=now())) == 1
    assert drain(lambda *_: None) == 1
    assert transaction(lambda: list(outbox.audit(now=now()))) == []


def test_old_news_is_forgotten_and_open_jobs_are_not(app) -> None:
    old = clock.ago(now(), days=8)
    transaction(lambda: change_feed.announce("product", {"id": "x"}, now=old))
    put(at=old)
    transaction(lambda: outbox.purge_old(now=now()))
    assert [entry.topic for entry in entries()] == [TOPIC]


def test_what_an_older_release_left_under_another_name_is_still_done(app) -> None:
    """Topics were renamed after 0.1.0; a machine that has not been renewed yet goes on writing the former ones."""
    for former, topic in jobs.FORMER_TOPICS.items():
        assert former != topic
        assert jobs.JOBS[former] is jobs.JOBS[topic]

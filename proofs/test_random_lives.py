"""Random lives of money, cash, complaints and fairs; a process dies at any commit, and all is right after each step."""

import os
import time
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import event

from market.db import db, is_postgresql
from tests.conftest import _app, app, database_url, stripe  # noqa: F401
from tests.support.gathering_lives import GatheringLives

SECONDS = int(os.environ.get("SECONDS_EACH", "60"))
AT_ONCE, STEPS = 10, 40


@pytest.fixture
def hasty(app) -> Iterator[None]:  # noqa: F811
    """Lives lose processes, never the power: the database need not wait for its disk."""
    unwaiting = "SET synchronous_commit = off" if is_postgresql() else "PRAGMA synchronous = OFF"

    def hurry(connection, _record) -> None:
        connection.cursor().execute(unwaiting)

    engine = db.engine
    event.listen(engine, "connect", hurry)
    engine.dispose()
    yield
    event.remove(engine, "connect", hurry)
    engine.dispose()


def test_no_dong_goes_astray(stripe, monkeypatch, hasty) -> None:  # noqa: F811
    ends, lives = time.monotonic() + SECONDS, 0
    chance = Random()
    while time.monotonic() < ends or not lives:
        number = chance.randrange(10**9)
        _play(stripe, monkeypatch, number)
        lives += AT_ONCE
    print(f"{lives} lives of up to {STEPS} steps")  # noqa: T201


def _play(stripe, monkeypatch, number: int) -> None:  # noqa: F811
    """Some lives from one seed, which a failure names, so that they can be played again."""
    lives = seed(number)(type("Lives", (GatheringLives,), {"stripe": stripe, "monkeypatch": monkeypatch}))
    run_state_machine_as_test(
        lives,
        settings=settings(
            max_examples=AT_ONCE,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )

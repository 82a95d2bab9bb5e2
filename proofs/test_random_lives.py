"""Random lives of money and cash; a process that dies at any commit, and the books right after every step."""

import os
import time
from random import Random

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.cash_lives import CashLives
from tests.conftest import _app, app, database_url, stripe  # noqa: F401

SECONDS = int(os.environ.get("SECONDS_EACH", "60"))


def test_no_dong_goes_astray(stripe, monkeypatch) -> None:  # noqa: F811
    ends, lives = time.monotonic() + SECONDS, 0
    chance = Random()
    while time.monotonic() < ends or not lives:
        number = chance.randrange(10**9)
        _play(stripe, monkeypatch, number)
        lives += 5
    print(f"{lives} lives")  # noqa: T201


def _play(stripe, monkeypatch, number: int) -> None:  # noqa: F811
    """Five lives from one seed, which a failure names, so that it can be played again."""
    lives = seed(number)(type("Lives", (CashLives,), {"stripe": stripe, "monkeypatch": monkeypatch}))
    run_state_machine_as_test(
        lives,
        settings=settings(
            max_examples=5,
            stateful_step_count=60,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )

"""Weeks of bank statements in five formats, overlapping: booked is what truly came, and the audit is clean."""

import os
import time
from random import Random

from market.db import transaction
from tests.conftest import _app, app, database_url, stripe  # noqa: F401
from tests.support.bank_week import BankWeek
from tests.support.installation import sweep
from tests.support.paying import broken

SECONDS = int(os.environ.get("SECONDS_EACH", "60"))


def test_weeks_of_statements_end_with_a_clean_audit(stripe) -> None:  # noqa: F811
    ends, weeks = time.monotonic() + SECONDS, 0
    while time.monotonic() < ends or not weeks:
        seed = Random().randrange(10**9)
        week = BankWeek(buyers=4, seed=seed)
        week.live()
        assert (week.booked_vnd, broken()) == (week.truth_vnd, []), seed
        transaction(sweep)
        weeks += 1
    print(f"{weeks} weeks")  # noqa: T201

"""One process of a race for money: a worker that believes the time to pay is over, and applies what it hears of.

python -m proofs.racer SECONDS      (settings from the environment)
"""

import sys
import time
from datetime import datetime, timedelta

from market import clock, outbox
from market.app import create_app
from market.payments.charges import flows
from market.wiring import jobs

LATER = timedelta(minutes=16)


def later() -> datetime:
    return clock.now() + LATER


def race(seconds: float) -> None:
    ends = time.monotonic() + seconds
    with create_app().app_context():
        print("ready", flush=True)  # noqa: T201
        while time.monotonic() < ends:
            flows.poll_due(now=later(), limit=2)
            outbox.drain(jobs.JOBS, clock=later)


if __name__ == "__main__":
    race(float(sys.argv[1]))

"""The text messages that were sent."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

from market import clock, outbox
from market.wiring import jobs


def code_sent(home: Path) -> str:
    """The six digits of the newest message, once the worker has sent what waits."""
    while outbox.drain(jobs.JOBS, clock=clock.now):
        pass
    sent = [json.loads(line) for line in (home / "sms.jsonl").read_text(encoding="utf-8").splitlines()]
    found = re.search(r"\b[0-9]{6}\b", sent[-1]["text"])
    assert found is not None
    return found[0]


def tomorrow_noon() -> datetime:
    """When nothing waits for the morning any more, at whatever hour this is asked: what came into the night is sent."""
    return clock.begin_of(clock.local_day(clock.now()) + timedelta(days=1)) + timedelta(hours=12)

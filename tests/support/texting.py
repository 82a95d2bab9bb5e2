"""The text messages that were sent."""

from __future__ import annotations

import json
import re
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

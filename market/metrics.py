"""What is counted for an operator's monitor; the processes of a machine count together in PROMETHEUS_MULTIPROC_DIR."""

import fcntl
import os
from itertools import count
from pathlib import Path
from typing import IO

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, values
from prometheus_client.multiprocess import MultiProcessCollector

_FOLDER = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")


class _Seat:
    """A number no other living process of this machine has; who comes after a dead one counts on from its numbers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._held: tuple[int, int, IO[str]] | None = None

    def __call__(self) -> int:
        if self._held is None or self._held[0] != os.getpid():
            self._held = (os.getpid(), *self._take())
        return self._held[1]

    def _take(self) -> tuple[int, IO[str]]:
        for number in count():
            lock = (self.folder / f"seat-{number}").open("w")
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return number, lock
            except BlockingIOError:
                lock.close()
        raise AssertionError("unreachable")


def _share(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    values.ValueClass = values.MultiProcessValue(_Seat(folder))


if _FOLDER:
    _share(Path(_FOLDER))

_counted = CollectorRegistry()

REQUESTS = Counter("market_requests", "Requests answered.", ["method", "route", "status"], registry=_counted)
SECONDS = Histogram(
    "market_request_seconds",
    "How long an answer took.",
    ["method", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
    registry=_counted,
)
REFUSALS = Counter("market_refusals", "Refusals by their type; stock-too-low among them.", ["type"], registry=_counted)
LIMITS_REACHED = Counter(
    "market_limits_reached", "Tries refused, by the limit of rules.Limit that was reached.", ["kind"], registry=_counted
)
RETRIES = Counter("market_transaction_retries", "Transactions tried again from the start.", registry=_counted)
WRITE_LOCK_SECONDS = Histogram(
    "market_write_lock_seconds",
    "How long a transaction waited to be SQLite's one writer.",
    buckets=(0.001, 0.01, 0.1, 0.5, 1, 5),
    registry=_counted,
)
SLOW_STATEMENTS = Counter("market_slow_statements", "SQL statements slower than SLOW_QUERY_MS.", registry=_counted)
JOBS = Counter(
    "market_jobs", "Jobs of the outbox, by topic and how they went.", ["topic", "outcome"], registry=_counted
)
STORE_VIEWS = Counter(
    "market_store_views",
    "Pages of the store that were looked at, by kind and by the link that led there.",
    ["page", "via"],
    registry=_counted,
)
WEBHOOKS = Counter(
    "market_webhooks", "Messages to other systems: delivered, or why not.", ["outcome"], registry=_counted
)


def counted() -> bytes:
    """All of the above, of every process of this machine, in Prometheus' text form."""
    if not _FOLDER:
        return generate_latest(_counted)
    together = CollectorRegistry()
    MultiProcessCollector(together, _FOLDER)
    return generate_latest(together)

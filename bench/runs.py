"""One catalogue: load it, serve it, measure each call in rounds beside the empty route and pgbench."""

from __future__ import annotations

import json
import logging
import os
import pickle
import subprocess
import sys
import time
from argparse import Namespace
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median, quantiles

import structlog
from flask.testing import FlaskClient
from sqlalchemy import event
from tqdm import tqdm

from bench import limits, servers
from bench.calls import CLIENTS, SEARCHES, Call, calls, request, set_stage
from bench.client import Outcome, Plan
from bench.memory import Memory, of_family, seconds_of_family
from bench.stock import stocked
from market import clock
from market.app import create_app
from market.config import read_config
from market.db import db
from market.search.engines.interface import Request
from market.search.engines.registry import current_engine

EMPTY, SEARCH = "empty Flask route", "search"
# Web processes that share the work of one round.
_WORKERS = 2
_MOST_A_SECOND = 60  # of the calls that can be sent only once, for each client
_PARCELS = 400
# Whoosh takes minutes to build an index of so many, and is not meant for them.
_FROM_HERE_TANTIVY = 100_000


@dataclass
class Measured:
    """One call over all rounds; `ratios` are to the empty route of the same round."""

    name: str
    per_second: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    times_ms: list[float] = field(default_factory=list)
    bytes_in: float = 0
    bytes_out: float = 0
    statements: int | None = None
    web_ms: list[float] = field(default_factory=list)
    database_ms: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return median(self.per_second)

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    def percentile(self, n: int) -> float:
        return quantiles(self.times_ms, n=100)[n - 1]


@dataclass
class Run:
    """What was found with a catalogue of `goods` products and this search engine."""

    goods: int
    engine: str
    calls: dict[str, Measured] = field(default_factory=dict)
    pgbench: float = 0
    engine_ms: float = 0
    web: list[Memory] = field(default_factory=list)
    database: list[Memory] = field(default_factory=list)

    @property
    def search_without_engine(self) -> tuple[float, float]:
        """A second, and of the empty route, if the engine answered at once and all web processes were busy."""
        rest = 1 / self.calls[SEARCH].rate - self.engine_ms / 1000 / _WORKERS
        rate = 1 / rest if rest > 0 else 0
        return rate, rate / self.calls[EMPTY].rate


def growth(first: Run, last: Run) -> dict[str, float]:
    """How many times slower each call is, against the empty route, in the catalogue of `last`."""
    both = [name for name in first.calls if name != EMPTY and name in last.calls]
    factors = {name: first.calls[name].ratio / last.calls[name].ratio for name in both}
    if SEARCH in factors and first.engine != last.engine:
        factors[f"{SEARCH} ({first.engine}, then {last.engine})"] = factors.pop(SEARCH)
    return factors


def engine_for(goods: int, named: str) -> str:
    """The search engine of a run, if none is named."""
    return named or ("whoosh" if goods < _FROM_HERE_TANTIVY else "tantivy")


def run(server: str, folder: Path, goods: int, options: Namespace) -> Run:
    engine = engine_for(goods, options.engine)
    searched = not options.only or any(name.startswith("s") for name in options.only)
    environ = stocked(server, folder, goods, engine, searched=searched)
    app = create_app(read_config(environ))
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    found, wanted = Run(goods, engine), []
    with app.app_context():
        found.engine_ms = _engine_ms() if searched else 0
        wanted = _prepared(found, app.test_client(use_cookies=False), options)
        db.engine.dispose()
    script = limits.prepare(servers.new_database(server, "limit"), folder, goods)
    pace = _Pace(folder, script, servers.address(server, "limit"), options)
    database = servers.first_process(folder)
    with (
        servers.serving(environ, folder / "empty.log", empty=True) as empty,
        servers.serving(environ, folder / "web.log") as web,
    ):
        pace.measure(found, wanted, Place(*web, database), Place(*empty, database))
        found.web, found.database = of_family(web[1]), of_family(database)
    servers.audit(environ)
    return found


def _prepared(found: Run, client: FlaskClient, options: Namespace) -> list[Call]:
    """The calls to measure, with what they need; how many statements each takes is counted at once."""
    stage = set_stage(now=clock.now(), client=client, parcels=_PARCELS)
    each = int(options.seconds * options.rounds * _MOST_A_SECOND) + 20
    wanted = [call for call in calls(stage, each) if not options.only or call.name.startswith(tuple(options.only))]
    for call in wanted:
        found.calls[call.name] = Measured(call.name, statements=_statements(client, call))
    return wanted


@dataclass(frozen=True)
class Place:
    """Where requests go: the port, and the first processes of the web server and of its database."""

    port: int
    web: int
    database: int

    def used(self) -> tuple[float, float]:
        """Processor seconds so far."""
        return seconds_of_family(self.web), seconds_of_family(self.database)


class _Pace:
    """Rounds: the empty route, pgbench and every call in turn, so that a noisy minute falls on all of them."""

    def __init__(self, folder: Path, script: Path, limit: str, options: Namespace) -> None:
        self.folder, self.script, self.limit, self.options = folder, script, limit, options

    def measure(self, found: Run, wanted: list[Call], place: Place, empty: Place) -> None:
        nothing = Call(EMPTY, [[request("GET", "/")]] * CLIENTS, "200")
        measured, pgbench = {EMPTY: Measured(EMPTY)} | found.calls, []
        for call, at in [(nothing, empty), *((call, place) for call in wanted if call.again)]:
            self._send(call, at.port, 0, seconds=0.5)  # warm
        for number in tqdm(range(self.options.rounds), desc="rounds", disable=None):
            base = self._note(measured[EMPTY], nothing, empty, number, None)
            pgbench.append(limits.orders_per_second(self.limit, self.script, self.options.seconds, CLIENTS))
            for call in wanted:
                self._note(measured[call.name], call, place, number, base)
        found.calls, found.pgbench = measured, median(pgbench)

    def _note(self, measured: Measured, call: Call, place: Place, number: int, base: float | None) -> float:
        before = place.used()
        outcome = self._send(call, place.port, number, seconds=self.options.seconds)
        if set(outcome.statuses) != {call.status}:
            sys.stderr.write(f"{call.name}: {outcome.statuses}\n")
        answered = len(outcome.times_ms)
        rate = answered / outcome.seconds
        measured.per_second.append(rate)
        measured.ratios.append(rate / (base or rate))
        measured.times_ms += outcome.times_ms
        web, database = (end - start for start, end in zip(before, place.used(), strict=True))
        measured.web_ms.append(web * 1000 / answered)
        measured.database_ms.append(database * 1000 / answered)
        measured.bytes_in, measured.bytes_out = outcome.sent_bytes / answered, outcome.received_bytes / answered
        return rate

    def _send(self, call: Call, port: int, number: int, *, seconds: float) -> Outcome:
        share = [len(mine) // self.options.rounds for mine in call.requests]
        own = [mine[number * n : (number + 1) * n] for mine, n in zip(call.requests, share, strict=True)]
        plan = Plan(port, call.requests if call.again else own, seconds, call.again, self.options.client)
        file = self.folder / "plan.pickle"
        file.write_bytes(pickle.dumps(plan))
        command = [sys.executable, "-m", "bench.client", str(file)]
        told = subprocess.run(command, check=True, capture_output=True, cwd=servers.ROOT, env=os.environ)  # noqa: S603
        return Outcome(**json.loads(told.stdout))


def _statements(client: FlaskClient, call: Call) -> int:
    """How many SQL statements one such request takes; the second is counted, when what is kept in memory is there."""
    texts: list[str] = []

    def note(*given: object) -> None:
        texts.append(str(given[2]))

    for _ in range(2):
        texts.clear()
        raw = call.requests[0][0] if call.again else call.requests[0].pop()
        event.listen(db.engine, "before_cursor_execute", note)
        _replay(client, raw)
        event.remove(db.engine, "before_cursor_execute", note)
    return len(texts)


def _replay(client: FlaskClient, raw: bytes) -> None:
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, path, _ = first.split(" ")
    client.open(path, method=method, headers=[line.split(": ", 1) for line in lines], data=body)


def _engine_ms() -> float:
    """Processor time that the search engine itself takes for one of the searches, in milliseconds."""
    engine, today = current_engine(), clock.local_day(clock.now())
    times = []
    for text in SEARCHES * 2:
        start = time.thread_time()
        engine.search(Request(today=today, text=text))
        times.append((time.thread_time() - start) * 1000)
    return mean(times[len(SEARCHES) :])

"""`make bench-day`: what a province asks of an evening, faster and faster, until one answer of a hundred takes 300 ms.

Buyers come when they come (`bench/arrivals.py`), in a mix (`bench/mix.py`), each rate for some seconds after some to
warm up; the worker does what they leave to do, on the same cores. The rate is doubled while it holds, then halved
between.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import structlog

from bench import mix, report, servers
from bench.arrivals import Plan, Told
from bench.calls import set_stage
from bench.goods import load_goods
from bench.rates import crossing
from bench.runs import engine_for
from bench.steps import HEAD, MOST_MS, PERCENT, RULE, Step
from market import clock, outbox
from market.app import create_app
from market.config import read_config
from market.db import db, read_only
from market.wiring import jobs

_PATIENCE_SECONDS = 5
_PARCELS, _BUYERS = 200, 100
_APART = 1.07
_REST_SECONDS = 30  # for the worker, between two rates


def main() -> None:
    options = _options()
    logging.disable(logging.WARNING)  # PostgreSQL's keeper tells of every step
    with TemporaryDirectory(prefix="market-day-", ignore_cleanup_errors=True) as place, ExitStack() as running:
        folder = Path(place)
        folder.chmod(0o755)  # PostgreSQL runs as a user of its own
        environ = servers.settings(folder / "home", _database(folder, options.database, running))
        environ |= {"SEARCH_ENGINE": engine_for(options.goods, options.engine)}
        table = "\n".join(_shown(_day(environ, folder, options, running)))
        servers.audit(environ)
    if options.write:
        report.write(table, f"day on {options.database}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.day", description=__doc__)
    parser.add_argument("--goods", type=int, default=10_000, help="size of the catalogue")
    parser.add_argument("--database", choices=["postgresql", "sqlite"], default="postgresql")
    parser.add_argument("--engine", default="", help="SEARCH_ENGINE; else whoosh, and tantivy from 100,000 goods on")
    parser.add_argument("--from", dest="start", type=int, default=50, help="the first rate, requests a second")
    parser.add_argument("--most", type=int, default=3_200, help="the last rate, if all before hold")
    parser.add_argument("--seconds", type=float, default=10, help="how long each rate is measured")
    parser.add_argument("--warm", type=float, default=3, help="and how long it is kept up before")
    parser.add_argument("--no-worker", dest="worker", action="store_false", help="what is left to do stays undone")
    parser.add_argument("--no-write", dest="write", action="store_false", help="leave docs/performance.md as it is")
    return parser.parse_args()


def _database(folder: Path, kind: str, running: ExitStack) -> str:
    """Its address; empty for a file of its own."""
    if kind == "sqlite":
        return ""
    return servers.new_database(running.enter_context(servers.postgresql(folder)), "day")


def _day(environ: dict[str, str], folder: Path, options: argparse.Namespace, running: ExitStack) -> Iterator[str]:
    servers.market("migrate", environ)
    app = create_app(read_config(environ))
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    running.enter_context(app.app_context())
    running.callback(lambda: db.engine.dispose())
    load_goods(options.goods, now=clock.now())
    servers.market("reindex", environ)
    client = app.test_client(use_cookies=False)
    stage = set_stage(now=clock.now(), client=client, parcels=_PARCELS, buyers=_BUYERS)
    while outbox.drain(jobs.JOBS, clock=clock.now):
        pass
    evening = mix.Evening(stage, mix.pages(stage, client), Random(11))
    port, _ = running.enter_context(servers.serving(environ, folder / "web.log"))
    if options.worker:
        running.enter_context(servers.working(environ, folder / "worker.log"))
    yield from _told(Steps(evening, port, folder, options), options)


class Steps:
    """One rate after the other; each begins when what the last one left is done."""

    def __init__(self, evening: mix.Evening, port: int, folder: Path, options: argparse.Namespace) -> None:
        self.evening, self.port, self.folder, self.options = evening, port, folder, options
        self.done: list[Step] = []

    def hold(self, rate: int) -> bool:
        warm, seconds = self.options.warm, self.options.seconds
        _rest()
        due = self.evening.due(rate, warm + seconds)
        told = _sent(Plan(self.port, due, _PATIENCE_SECONDS), self.folder / "plan.pickle")
        self.done.append(Step.of(rate, told, warm=warm, seconds=seconds, left=_left()))
        sys.stderr.write(self.done[-1].line() + "\n")
        return self.done[-1].holds


def _told(steps: Steps, options: argparse.Namespace) -> Iterator[str]:
    held, failed = crossing(steps.hold, start=options.start, most=options.most, apart=_APART)
    engine = engine_for(options.goods, options.engine)
    yield f"{options.goods:,} goods, {options.database}, {engine}; {_machine(options)}"
    yield from ("", "p50 / p99 in ms, from when a request was due:", "", HEAD, RULE)
    yield from (step.line() for step in sorted(steps.done, key=lambda step: step.rate))
    between = f"**{held:,}** and {f'{failed:,}' if failed else 'more'} requests a second"
    yield from ("", f"p{PERCENT} crosses {MOST_MS} ms between {between}.")
    if any(step.is_clients for step in steps.done if step.rate in (held, failed)):
        yield "There the client was the limit: it is not known what the service takes."


def _machine(options: argparse.Namespace) -> str:
    beside = "client, web processes, worker and database" if options.worker else "client, web processes and database"
    return (
        f"{os.cpu_count()} cores shared by {beside}, {os.getloadavg()[0]:.1f} processes wanted them at the end; "
        f"{options.seconds:g} s each after {options.warm:g} to warm up."
    )


def _rest() -> None:
    """Let the worker do what is left, for a while."""
    end = time.monotonic() + _REST_SECONDS
    while _left() and time.monotonic() < end:
        time.sleep(0.5)


def _left() -> int:
    return read_only(lambda: outbox.waiting(now=clock.now()).due)


def _sent(plan: Plan, file: Path) -> Told:
    file.write_bytes(pickle.dumps(plan))
    command = [sys.executable, "-m", "bench.arrivals", str(file)]
    told = subprocess.run(command, check=True, capture_output=True, cwd=servers.ROOT, env=os.environ)  # noqa: S603
    return Told(**json.loads(told.stdout))


def _shown(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        print(line, flush=True)
        yield line


if __name__ == "__main__":
    main()

"""The processes of an installation: the API, the worker, and the demo that is both."""

import os
import signal
import sys
from threading import Event

import click

from market import clock
from market.cli.opening import application, ready_config, require_migrated
from market.config import Config
from market.db import transaction

_GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "python:market.ops.gunicorn_conf", "market.app:create_app()"]
_WATCH = [sys.executable, "-m", "market.ops.supervisor"]


@click.command()
def serve() -> None:
    """Serve the API (gunicorn; WEB_WORKERS, WEB_THREADS, BIND, PORT)."""
    config = ready_config()
    with application():
        require_migrated()
    _count_in(config)
    os.execv(_GUNICORN[0], _GUNICORN)  # noqa: S606


@click.command()
@click.option("--watched", type=int, hidden=True, help="The pipe by which `market.ops.supervisor` hears that we live.")
def work(watched: int | None) -> None:
    """Carry out what requests left to do: notices, bookings, timers, the search index."""
    config = ready_config()
    if watched is None:
        with application():
            require_migrated()
        _count_in(config)
        os.execv(_WATCH[0], _WATCH)  # noqa: S606
    from market.ops.worker import work as work_until

    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    os.set_inheritable(watched, False)
    os.set_blocking(watched, False)
    with application() as app:
        work_until(app, stop, watched=watched)


@click.command()
def run() -> None:
    """Serve the demo: the API and the worker together, until Ctrl-C."""
    from market.seed.demo.introduction import introduction
    from market.seed.demo.run import run_demo

    config = ready_config()
    with application():
        require_migrated()
        words = transaction(lambda: introduction(address=config.public_url, now=clock.now()))
    sys.exit(run_demo(config, words))


def _count_in(config: Config) -> None:
    """Let the processes that are started from here count together."""
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(config.metrics_dir))


COMMANDS = (serve, work, run)

"""The processes of an installation: the API, the worker, and the demo that is both."""

import os
import sys
from typing import Any

import click

from market import clock
from market.cli.opening import application, committed, ready_config, require_migrated
from market.config import Config

_WATCH = [sys.executable, "-m", "market.ops.supervisor"]


class _Unfit(click.ClickException):
    """The tables are of another version; a watcher whose first worker ends so gives up."""

    exit_code = os.EX_CONFIG


@click.command()
@click.option("--work", "works", is_flag=True, help="Do what `market work` does too, in less memory than beside it.")
def serve(works: bool) -> None:
    """Serve the API (gunicorn; WEB_WORKERS, WEB_THREADS, BIND, PORT)."""
    _count_in(ready_config())
    from market.cli import serving  # now that its metrics know where to count

    serving.serve(works=works)


@click.command()
@click.option("--watched", type=int, hidden=True, help="The pipe by which `market.ops.supervisor` hears that we live.")
def work(watched: int | None) -> None:
    """Carry out what requests left to do: notices, bookings, timers, the search index."""
    config = ready_config()
    if watched is None:
        _count_in(config)
        os.execv(_WATCH[0], _WATCH)  # noqa: S606
    with application() as app:
        try:
            require_migrated()
        except click.ClickException as refused:
            raise _Unfit(refused.message) from refused
        from market.cli.working import work_until_told

        work_until_told(app, watched)


@click.command()
def run() -> None:
    """Serve the demo: the API and the worker together, until Ctrl-C."""
    from market.seed.demo import demo_gateway
    from market.seed.demo.doors import routes as doors
    from market.seed.demo.introduction import introduction
    from market.seed.demo.run import log_file, run_demo

    config = ready_config()
    told: dict[str, Any] = {"address": config.public_url, "home": config.home, "log": log_file(config.home)}
    told["doors"] = doors.is_open(config)
    told["cards"] = demo_gateway.card_address(config.port) if demo_gateway.needs_cards(dict(os.environ)) else ""
    with application():
        require_migrated()
        words = committed(lambda: introduction(**told, now=clock.now()))
    sys.exit(run_demo(config, words))


@click.command()
def people() -> None:
    """Show who can sign in at the demo, with their pages and tokens: those of `market run`, while they are good."""
    from market.seed.demo import introduction
    from market.seed.demo.doors import routes as doors

    config = ready_config()
    with application():
        guests = committed(lambda: introduction.guests_of(config.home, clock.now()))
    if not guests:
        raise click.ClickException("Nobody of the demo fair is here: market seed loads it.")
    pages = introduction.doors_of(config.public_url, guests) if doors.is_open(config) else ()
    click.echo("\n".join([*pages, *introduction.people(guests)]))


def _count_in(config: Config) -> None:
    """Let the processes that are started from here count together."""
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(config.metrics_dir))


COMMANDS = (serve, work, run, people)

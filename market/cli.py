"""The `market` command: what an operator types."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event

import click
from flask_migrate import upgrade
from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from market import clock
from market.accounts import actions as accounts
from market.accounts import queries as people
from market.accounts.rules import RoleName, mobile_number
from market.app import create_app
from market.catalog.actions import load_categories
from market.config import Config, WrongSetting, make_demo_secret, read_config, require_secret
from market.db import db, transaction
from market.delivery.actions import load_delivery
from market.errors import Busy, Problem
from market.http import Market
from market.places.actions import load_places

_GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "python:market.serving", "market.app:create_app()"]
_WATCH = [sys.executable, "-m", "market.watch"]


@click.group()
def main() -> None:
    """Chợ Phiên, a marketplace for household shops. Settings come from the environment; docs/settings.md lists them."""


@main.command()
def migrate() -> None:
    """Bring the database to the present schema and load the reference data."""
    with _application():
        upgrade()
        transaction(load_reference_data)
    click.echo("The database is up to date.")


@main.command()
@click.option("--now", type=click.DateTime(), help="Date the fair relative to this instant (UTC) instead of today.")
@click.option("--if-empty", is_flag=True, help="Do nothing, rather than refuse, when there are people already.")
def seed(now: datetime | None, if_empty: bool) -> None:
    """Load the demo fair into a database without people."""
    from market.seed.fair import load_fair

    at = now.replace(tzinfo=UTC) if now else clock.now()
    if at > clock.now():
        raise click.ClickException("--now lies in the future: what is dated there would hide what happens today.")
    config = read_config(os.environ)
    if not config.secret_key:
        make_demo_secret(config.home)
    unfinished = config.home / "seeding"
    if unfinished.exists():
        raise click.ClickException("An earlier load was broken off. Empty the database (make clean), and load again.")
    with _application():
        if not inspect(db.engine).has_table("people"):
            raise click.ClickException("This database is empty: market migrate comes first.")
        if transaction(people.has_people):
            if if_empty:
                return
            raise click.ClickException("This database has people: the demo fair is only for an empty one.")
        unfinished.touch()
        load_fair(now=at)
        unfinished.unlink()
    click.echo("The fair is open.")


@main.command()
def serve() -> None:
    """Serve the API (gunicorn; WEB_WORKERS, WEB_THREADS, BIND, PORT)."""
    _count_in(_ready_config())
    os.execv(_GUNICORN[0], _GUNICORN)  # noqa: S606


@main.command()
@click.option("--watched", type=int, hidden=True, help="The pipe by which `market.watch` hears that we live.")
def work(watched: int | None) -> None:
    """Carry out what requests left to do: notices, bookings, timers, the search index."""
    config = _ready_config()
    if watched is None:
        _count_in(config)
        os.execv(_WATCH[0], _WATCH)  # noqa: S606
    from market.work import work as work_until

    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    os.set_inheritable(watched, False)
    os.set_blocking(watched, False)
    with _application() as app:
        work_until(app, stop, watched=watched)


@main.command()
def run() -> None:
    """Serve the demo: the API and the worker together, until Ctrl-C."""
    from market.demo import run_demo

    config = _ready_config()
    with _application():
        introduction = _introduction(config.public_url)
    sys.exit(run_demo(config, introduction))


@main.command()
def reindex() -> None:
    """Build this machine's search index anew, while the API serves the old one."""
    from tqdm import tqdm

    from market.catalog.search.engine import current_engine
    from market.catalog.search.follower import rebuild

    with _application():
        count = rebuild(
            current_engine(), now=clock.now(), progress=lambda goods: tqdm(goods, unit=" goods", disable=None)
        )
    click.echo(f"{count} products are indexed.")


@main.command()
@click.argument("phone")
def token(phone: str) -> None:
    """Print a bearer token for the person with PHONE."""
    with _application():
        click.echo(transaction(lambda: _token(phone)))


@main.command()
@click.argument("phone")
@click.option("--name", default="", help="The person's name.")
@click.option("--role", type=click.Choice([str(role) for role in RoleName]), help="A role to add.")
@click.option("--place", default="", help="Where: a commune, province, post office or village code, or a shop id.")
def person(phone: str, name: str, role: str | None, place: str) -> None:
    """Add the person with PHONE, or a role for them."""
    with _application():
        click.echo(transaction(lambda: _person(phone, name, role, place)))


@main.command()
def audit() -> None:
    """Check what must always be true; name what is broken and exit with 1."""
    from market.auditing import run

    with _application():
        lines = run(now=clock.now())
    for line in lines:
        click.echo(line)
    if lines:
        sys.exit(1)
    click.echo("Nothing is broken.")


@main.command()
@click.option("--retry", is_flag=True, help="Let all that failed be tried again at once.")
def outbox(retry: bool) -> None:
    """List what the worker could not carry out yet, and why."""
    from market import outbox

    with _application():
        now = clock.now()
        waiting = transaction(lambda: outbox.waiting(now=now))
        lines = transaction(lambda: list(outbox.failed()))
        for line in lines:
            click.echo(line)
        click.echo(f"{waiting.due} due, the oldest for {waiting.oldest_seconds:.0f} s; {waiting.stuck} stuck.")
        if retry:
            count = transaction(lambda: outbox.try_again(now=now))
            click.echo(f"{count} will be tried again at once.")


@main.group()
def simulate() -> None:
    """Live through a stretch of time in a world of its own; nothing real is touched."""


@simulate.command("post")
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 31), help="Days in which orders come in.")
@click.option("--parcels", default=2000, show_default=True, type=click.IntRange(1, 20_000), help="Orders in all.")
@click.option("--seed", default=1, show_default=True, help="The same seed lives the same days again.")
def simulate_post_office(days: int, parcels: int, seed: int) -> None:
    """A post office's week: phones without signal, late and double scans, failed deliveries, a faulty carrier.

    Ends with an account of every parcel, every đồng and every notice; exit 1 if one is missing.
    """
    from tqdm import tqdm

    from market.simulation.run import simulate_post, summary
    from market.simulation.world import own_world

    start = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    with own_world(), tqdm(total=parcels, desc="Bưu cục", unit=" parcels", disable=None) as bar:
        transaction(load_reference_data)
        found = simulate_post(parcels=parcels, days=days, seed=seed, start=start, progress=bar.update)
    for line in summary(found):
        click.echo(line)
    if found.wrong:
        sys.exit(1)


def load_reference_data() -> None:
    """What every installation needs: places, categories, post offices. Loading again changes nothing."""
    load_places()
    load_categories()
    load_delivery()


def _token(phone: str) -> str:
    found = people.person_with_phone(_mobile(phone))
    if found is None:
        raise click.ClickException("Nobody has this phone. Add them: market person PHONE --name NAME")
    return accounts.issue_token(person=found, now=clock.now())[0]


def _person(phone: str, name: str, role: str | None, place: str) -> str:
    now = clock.now()
    found = accounts.register(phone=_mobile(phone), name=name, now=now)
    if name:
        found.name = name
    if role:
        try:
            accounts.grant(person=found, role=RoleName(role), place=place, now=now)
        except Problem as problem:
            raise click.ClickException(f"--place {place or '(none)'} does not fit --role {role}.") from problem
    held = ", ".join(f"{r.role} {r.place_code}".strip() for r in found.roles)
    return f"{found.id} {found.name}: {held}"


def _mobile(phone: str) -> str:
    number = mobile_number(phone)
    if number is None:
        raise click.ClickException(f"{phone} is not a Vietnamese mobile number, such as 0912345678.")
    return number


def _introduction(address: str) -> str:
    from market.seed.fair import introduction

    return transaction(lambda: introduction(address=address, now=clock.now()))


def _ready_config() -> Config:
    try:
        config = read_config(os.environ)
        require_secret(config)
    except WrongSetting as wrong:
        raise click.ClickException(str(wrong)) from None
    return config


def _count_in(config: Config) -> None:
    """Let the processes that are started from here count together."""
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(config.metrics_dir))


@contextmanager
def _application() -> Iterator[Market]:
    try:
        app = create_app()
    except WrongSetting as wrong:
        raise click.ClickException(str(wrong)) from None
    with app.app_context():
        try:
            yield app
        except (Busy, SQLAlchemyError) as error:
            raise click.ClickException(f"The database does not answer as it should: {_cause(error)}") from error


def _cause(error: BaseException) -> str:
    return str(getattr(error.__cause__ or error, "orig", None) or error).strip()

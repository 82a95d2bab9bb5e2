"""Making an installation: its tables, its reference data, the demo fair."""

import os
from datetime import UTC, datetime

import click

from market import clock
from market.cli import opening, upkeep
from market.config import make_demo_secret, read_config

# Machines that are upgraded together wait for each other, also while the reference data is loaded.
_OTHERS_SECONDS = 120


@click.command()
def migrate() -> None:
    """Bring the database to the present schema and load the reference data."""
    from market.db import revision
    from market.db.migrating import upgrade
    from market.db.sqlite import lock_wait
    from market.reference_data import load_reference_data

    lock_wait.set(_OTHERS_SECONDS)
    with opening.application():
        before = revision()
        if before is None:
            click.echo("Making the database ...", err=True)
        upgrade()
        opening.committed(load_reference_data)
        click.echo(_what_became_of_it(before, revision()))


def _what_became_of_it(before: str | None, after: str | None) -> str:
    if before is None:
        return "The database is made."
    return "The database is up to date." if before == after else f"The database is brought from {before} to {after}."


@click.command()
@click.option("--now", type=click.DateTime(), help="Date the fair relative to this instant (UTC) instead of today.")
@click.option("--if-empty", is_flag=True, help="Load nothing, rather than refuse, when there are people already.")
def seed(now: datetime | None, if_empty: bool) -> None:
    """Load the demo fair into a database without people, and audit it."""
    from sqlalchemy import inspect

    from market.accounts import queries as people
    from market.db import db
    from market.seed import fair

    at = now.replace(tzinfo=UTC) if now else clock.now()
    if at > clock.now():
        raise click.ClickException("--now lies in the future: what is dated there would hide what happens today.")
    config = read_config(os.environ)
    if not config.secret_key:
        make_demo_secret(config.home)
    unfinished = config.home / "seeding"
    if unfinished.exists():
        raise click.ClickException("An earlier load was broken off. Empty the database (make clean), and load again.")
    with opening.application():
        if not inspect(db.engine).has_table("people"):
            raise click.ClickException("This database is empty: market migrate comes first.")
        if opening.committed(people.has_people):
            if not if_empty:
                raise click.ClickException("This database has people: the demo fair is only for an empty one.")
            click.echo(_OPEN if opening.committed(fair.is_here) else "There are people already: no fair is loaded.")
            return
        unfinished.touch()
        fair.load_fair(now=at, year=True)
        unfinished.unlink()
        click.echo(_OPEN)
        upkeep.tell_what_is_broken()


_OPEN = "The fair is open."
COMMANDS = (migrate, seed)

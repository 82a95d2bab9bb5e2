"""Making an installation: its tables, its reference data, the demo fair."""

import os
from datetime import UTC, datetime

import click
from flask_migrate import upgrade
from sqlalchemy import inspect

from market import clock
from market.accounts import queries as people
from market.cli import opening, upkeep
from market.config import make_demo_secret, read_config
from market.db import db, transaction
from market.reference_data import load_reference_data


@click.command()
def migrate() -> None:
    """Bring the database to the present schema and load the reference data."""
    with opening.application():
        upgrade()
        transaction(load_reference_data)
    click.echo("The database is up to date.")


@click.command()
@click.option("--now", type=click.DateTime(), help="Date the fair relative to this instant (UTC) instead of today.")
@click.option("--if-empty", is_flag=True, help="Do nothing, rather than refuse, when there are people already.")
def seed(now: datetime | None, if_empty: bool) -> None:
    """Load the demo fair into a database without people, and audit it."""
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
    with opening.application():
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
        upkeep.tell_what_is_broken()


COMMANDS = (migrate, seed)

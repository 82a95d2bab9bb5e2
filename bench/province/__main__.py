"""`python -m bench.province`: fill the database of the settings with a province, to look at."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from bench.province.generator import Size, load_province
from market import clock
from market.accounts import queries as people
from market.cli.opening import application
from market.db import transaction


@click.command()
@click.option("--scale", type=click.FloatRange(0.00001, 10), default=1, help="1: 120,000 shops, 1,000,000 orders.")
@click.option("--seed", type=int, default=1, help="Another seed, another province; the same one, the same.")
@click.option("--now", type=click.DateTime(), help="The instant (UTC) at which it stands, instead of now.")
def main(scale: float, seed: int, now: datetime | None) -> None:
    """Fill an empty database with a whole province: shops, goods, and orders with their lives."""
    at = now.replace(tzinfo=UTC) if now else clock.now()
    with application():
        if transaction(people.has_people):
            raise click.ClickException("This database has people: a province is only for an empty one.")
        cells = load_province(size=Size.of(scale), seed=seed, now=at)
    click.echo(f"The province is there; its figures stand in {cells} cells.")


if __name__ == "__main__":
    main(prog_name="python -m bench.province")

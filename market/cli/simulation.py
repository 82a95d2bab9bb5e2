"""Data of a real size made up, or a stretch of time lived through."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click

from market import clock
from market.accounts import queries as people
from market.cli.opening import application
from market.db import transaction
from market.reference_data import load_reference_data


@click.group()
def simulate() -> None:
    """Make up data of a real size, or live through a stretch of time."""


@simulate.command()
@click.option("--scale", type=click.FloatRange(0.00001, 10), default=1, help="1: 120,000 shops, 1,000,000 orders.")
@click.option("--seed", type=int, default=1, help="Another seed, another province; the same one, the same.")
@click.option("--now", type=click.DateTime(), help="The instant (UTC) at which it stands, instead of now.")
def province(scale: float, seed: int, now: datetime | None) -> None:
    """Fill an empty database with a whole province: shops, goods, and orders with their lives."""
    from market.seed.province import Size, load_province

    at = now.replace(tzinfo=UTC) if now else clock.now()
    with application():
        if transaction(people.has_people):
            raise click.ClickException("This database has people: a province is only for an empty one.")
        cells = load_province(size=Size.of(scale), seed=seed, now=at)
    click.echo(f"The province is there; its figures stand in {cells} cells.")


@simulate.command()
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 31), help="Days in which orders come in.")
@click.option("--parcels", default=2000, show_default=True, type=click.IntRange(1, 20_000), help="Orders in all.")
@click.option("--seed", default=1, show_default=True, help="The same seed lives the same days again.")
def post(days: int, parcels: int, seed: int) -> None:
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


COMMANDS = (simulate,)

"""`make simulate`: stretches of time lived through by an installation of its own, which is gone afterwards."""

from __future__ import annotations

import sys

import click
from tqdm import tqdm

from market import clock
from market.db import transaction
from market.reference_data import load_reference_data
from proofs.simulation.run import simulate_post, summary
from proofs.simulation.world import own_world


@click.group()
def main() -> None:
    """Live through a stretch of time."""


@main.command()
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 31), help="Days in which orders come in.")
@click.option("--parcels", default=2000, show_default=True, type=click.IntRange(1, 20_000), help="Orders in all.")
@click.option("--seed", default=1, show_default=True, help="The same seed lives the same days again.")
def post(days: int, parcels: int, seed: int) -> None:
    """A post office's week: phones without signal, late and double scans, failed deliveries, a faulty carrier.

    Ends with an account of every parcel, every đồng and every notice; exit 1 if one is missing.
    """
    start = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    with own_world(), tqdm(total=parcels, desc="Bưu cục", unit=" parcels", disable=None) as bar:
        transaction(load_reference_data)
        found = simulate_post(parcels=parcels, days=days, seed=seed, start=start, progress=bar.update)
    for line in summary(found):
        click.echo(line)
    if found.wrong:
        sys.exit(1)


if __name__ == "__main__":
    main(prog_name="python -m proofs.simulation")

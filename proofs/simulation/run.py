"""`make simulate`: a world of its own, a progress bar, a summary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random

from market.db import transaction
from proofs.simulation.account import Account, account
from proofs.simulation.week import ENDED, Week

# A parcel that nobody fetches is under way for three weeks and more.
_LONGEST_DAYS = 60
WELL = "Every parcel, every đồng and every notice is accounted for."


def simulate_post(
    *, parcels: int, days: int, seed: int, start: datetime, progress: Callable[[int], object] = lambda _: None
) -> Account:
    """Live `days` days of one post office with `parcels` orders, and on until the last parcel has come to rest.

    The database must hold reference data and nobody. `progress` is told of how many more orders' stories are over.
    """
    week = Week(parcels=parcels, days=days, start=start, chance=Random(seed))
    week.begin()
    last = start + timedelta(days=days + _LONGEST_DAYS)
    while not week.is_over and week.now < last:
        before = week.counts[ENDED]
        week.hour()
        progress(week.counts[ENDED] - before)
    week.finish()
    return transaction(lambda: account(week))


def summary(found: Account) -> Iterator[str]:
    """What the week came to, for people."""
    yield from (f"  {count:>9,}  {what}" for what, count in sorted(found.counts.items()))
    yield "  parcels: " + ", ".join(f"{count:,} {state}" for state, count in sorted(found.states.items()))
    yield f"  cash collected: {found.cash_vnd:,} đ"
    yield from (f"  WRONG: {line}" for line in found.wrong[:20])
    yield f"{len(found.wrong)} things are wrong." if found.wrong else WELL

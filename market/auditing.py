"""The invariants of every package, asked in one go by `market audit`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from market import outbox, pulse
from market.catalog import audit as catalog
from market.db import snapshot, transaction
from market.delivery import audit as delivery
from market.insight import audit as insight
from market.notices import audit as notices
from market.orders import audit as orders
from market.payments import audit as payments
from market.places import audit as places
from market.teams import audit as teams

AUDITS = (places, notices, catalog, delivery, payments, orders, teams, insight)
PARTS = {package.__name__.split(".")[1]: package for package in AUDITS}


def broken(parts: Collection[str] = ()) -> Iterator[str]:
    """One plain line for each thing that is broken, of `parts` or of everything; nothing when all is well."""
    for name, package in PARTS.items():
        if not parts or name in parts:
            yield from package.audit()


def run(parts: Collection[str] = (), *, now: datetime) -> list[str]:
    """What is broken or lost at one moment, while others go on writing; that of everything is kept for `/metrics`."""
    with snapshot():
        lines = list(broken(parts)) + ([] if parts else list(outbox.audit(now=now)))
    if not parts:
        transaction(lambda: pulse.beat(pulse.AUDIT, now=now, said={"broken": len(lines)}))
    return lines

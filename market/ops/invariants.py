"""The invariants of every package, asked in one go by `market audit`."""

from collections.abc import Collection, Iterator
from datetime import datetime

from market import outbox
from market.accounts import invariants as accounts
from market.catalog import invariants as catalog
from market.complaints import invariants as complaints
from market.db import snapshot, transaction
from market.delivery import invariants as delivery
from market.fairs import invariants as fairs
from market.imports import invariants as imports
from market.insight import invariants as insight
from market.messages import invariants as messages
from market.notices import invariants as notices
from market.ops import heartbeat
from market.orders import invariants as orders
from market.payments import invariants as payments
from market.places import invariants as places
from market.reviews import invariants as reviews
from market.teams import invariants as teams

AUDITS = (
    places,
    accounts,
    notices,
    catalog,
    delivery,
    payments,
    orders,
    messages,
    reviews,
    complaints,
    fairs,
    teams,
    imports,
    insight,
)
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
        transaction(lambda: heartbeat.beat(heartbeat.AUDIT, now=now, said={"broken": len(lines)}))
    return lines

"""The invariants of every package, asked in one go by `market audit`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from market import outbox, pulse
from market.catalog import audit as catalog
from market.db import snapshot, transaction
from market.delivery import audit as delivery
from market.notices import audit as notices
from market.orders import audit as orders
from market.payments import audit as payments
from market.places import audit as places

AUDITS = (places, notices, catalog, delivery, payments, orders)


def broken() -> Iterator[str]:
    """One plain line for each thing that is broken; nothing when all is well."""
    for package in AUDITS:
        yield from package.audit()


def run(*, now: datetime) -> list[str]:
    """What is broken or lost at one moment, while others go on writing; the result is kept for `/metrics`."""
    with snapshot():
        lines = [*broken(), *outbox.audit(now=now)]
    transaction(lambda: pulse.beat(pulse.AUDIT, now=now, said={"broken": len(lines)}))
    return lines

"""The invariants of every package, asked in one go by `market audit`."""

from collections.abc import Iterator

from market.catalog import audit as catalog
from market.delivery import audit as delivery
from market.insight import audit as insight
from market.orders import audit as orders
from market.payments import audit as payments
from market.places import audit as places

AUDITS = (places, catalog, delivery, payments, orders, insight)


def broken() -> Iterator[str]:
    """One plain line for each thing that is broken; nothing when all is well."""
    for package in AUDITS:
        yield from package.audit()

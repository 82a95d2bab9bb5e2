"""The invariants of every package, asked in one go by `market audit`."""

from collections.abc import Collection, Iterator

from market.catalog import audit as catalog
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

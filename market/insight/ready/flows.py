"""The worker counts ready shops commune by commune; what it has not come to it counts an hour later."""

from datetime import datetime

from market.db import transaction
from market.insight.ready import actions


def count_due(*, now: datetime) -> int:
    """How many communes were counted."""
    communes = transaction(lambda: actions.due(now))
    for commune in communes:
        transaction(lambda commune=commune: actions.count(commune, now=now))  # type: ignore[misc]
    return len(communes)

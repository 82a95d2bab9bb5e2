"""What the worker does to many orders, each in a transaction of its own."""

from datetime import datetime

from market.db import transaction
from market.orders import queries
from market.orders.actions import timers


def ring_due(*, now: datetime, limit: int = 100) -> int:
    """Ring every due timer, each in a transaction of its own; returns how many rang."""
    numbers = transaction(lambda: queries.due(now, limit=limit))
    for number in numbers:
        transaction(lambda number=number: _ring(number, now))  # type: ignore[misc]
    return len(numbers)


def _ring(number: str, now: datetime) -> None:
    order = queries.locked(number)  # another worker may have rung it meanwhile: then nothing is due
    if order is not None:
        timers.ring(order=order, now=now)

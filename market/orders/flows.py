"""What the worker does to many orders, each in a transaction of its own."""

from datetime import datetime

import structlog

from market.db import transaction
from market.errors import Busy
from market.orders import queries
from market.orders.actions import timers

_log = structlog.get_logger()


def ring_due(*, now: datetime, limit: int = 100) -> int:
    """Ring every due timer, each in a transaction of its own; returns how many rang."""
    numbers = transaction(lambda: queries.due(now, limit=limit))
    for number in numbers:
        try:
            transaction(lambda number=number: _ring(number, now))  # type: ignore[misc]
        except Busy:
            raise
        except Exception as error:  # one order that cannot be moved must not hold up the others
            _log.exception("timer stumbled", order=number, error=type(error).__name__)
    return len(numbers)


def _ring(number: str, now: datetime) -> None:
    order = queries.locked(number, with_parcel=True)  # another worker may have rung it meanwhile: then nothing is due
    if order is not None:
        timers.ring(order=order, now=now)

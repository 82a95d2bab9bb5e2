"""Until when what was ordered is to be paid, and when its buyer is reminded. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

# A fair has so long to hear of the money of those who ordered last; then it settles.
AFTER_CLOSING = timedelta(minutes=30)


def pay_by(usual: datetime, closings: Iterable[datetime | None]) -> datetime:
    """When a checkout is due, `usual` by its method; of what fairs sell soon after the first of these has closed.

    It is one sum: goods of any day that were bought beside are due with it.
    """
    return min([usual, *(at + AFTER_CLOSING for at in closings if at is not None)])


def remind_at(usual: datetime, since: datetime, closing: datetime | None) -> datetime:
    """Half-way to the end, as it is `usual` where there is a day's time."""
    return usual if closing is None else min(usual, since + (closing + AFTER_CLOSING - since) / 2)

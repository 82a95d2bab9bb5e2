"""What of a shop's orders counts as kept, and which of four steps that is. Pure."""

from datetime import timedelta
from typing import NamedTuple

from market.catalog.rules.reliability import Reliability
from market.language import Sentence
from market.orders.rules import TIMERS, OrderState

DAYS = 180
# When its team would be asked: so long a household without a signal may take.
ACCEPT_WITHIN: timedelta = TIMERS[OrderState.PLACED][1].after
# A complaint that was upheld weighs as so many orders that were not kept.
UPHELD = 2
# As many orders as it takes until the shop's own weigh as much as what is usual, in hundredths kept.
WEIGHT, USUAL = 5, 90
# Of fewer nothing is said.
FEWEST = 3
# From so many in a hundred on, the highest first.
STEPS = ((98, Reliability.BEST), (95, Reliability.GOOD), (80, Reliability.USUAL))
_MOST_NEEDED = 200


class Record(NamedTuple):
    """The orders of a shop that were settled within `DAYS`: what became of them, each counted once."""

    kept: int = 0  # accepted in time and sent
    late: int = 0  # sent, but accepted late
    cancelled: int = 0  # by the shop
    lapsed: int = 0  # by the clock: nobody accepted, packed or sent it
    upheld: int = 0  # complaints; beside the orders

    @property
    def orders(self) -> int:
        return self.kept + self.late + self.cancelled + self.lapsed

    @property
    def hundredths(self) -> int:
        """How many of a hundred it keeps, leant on what is usual."""
        return (WEIGHT * USUAL + 100 * self.kept) // (WEIGHT + self.orders + UPHELD * self.upheld)


def step(record: Record) -> Reliability:
    if record.orders + record.upheld < FEWEST:
        return Reliability.USUAL
    return next((found for least, found in STEPS if record.hundredths >= least), Reliability.LAPSING)


def needed(record: Record) -> int | None:
    """How many orders more, all of them kept, would bring it a step higher; None where it is the highest, or is far."""
    now = step(record)
    more = (n for n in range(1, _MOST_NEEDED) if step(record._replace(kept=record.kept + n)) > now)
    return None if now is Reliability.BEST else next(more, None)


NAMES = {
    Reliability.LAPSING: Sentence("Cần sửa", en="To be mended"),
    Reliability.USUAL: Sentence("Bình thường", en="Usual"),
    Reliability.GOOD: Sentence("Tốt", en="Good"),
    Reliability.BEST: Sentence("Rất tốt", en="Very good"),
}

"""How many packs of a stand there really are: what was promised, less what turned out not to be picked."""

from datetime import datetime

from market.catalog.actions import reservations
from market.fairs import promised
from market.fairs.models import Fair, Stand
from market.fairs.rules import GATHERING


def count(*, fair: Fair, stand: Stand, now: datetime) -> None:
    """Let the stock of a held stand say what is there and not needed for those who ordered.

    While its fair gathers that rises with what the household says. Later it only falls: what comes back of orders that
    were called off because nothing was there for them, is not there either.
    """
    if fair.state not in GATHERING and stand.packs_ready is None:
        return
    there = stand.packs if stand.packs_ready is None else stand.packs_ready
    reservations.count_harvest(
        product_id=stand.product_id,
        left=max(0, there - promised.needed(stand.product_id)),
        may_rise=fair.state in GATHERING,
        reference=str(stand.fair_id),
        now=now,
    )

"""What must always be true of the figures of ready shops: each is what a recount finds of what was written down."""

from collections.abc import Iterator

from sqlalchemy import select

from market.db import db
from market.insight.ready import recount
from market.insight.ready.models import ReadyCell, ReadyCount
from market.insight.ready.queries import tally_of
from market.insight.ready.rules import Tally
from market.orders.models import Order

_MOST_NAMED = 20


def audit() -> Iterator[str]:
    """One plain line for each commune's month that is not what is counted; what moved since last night may differ."""
    found = {(cell.commune, cell.month): tally_of(cell) for cell in db.session.scalars(select(ReadyCell))}
    wanted = recount.cells()
    counted = {row.commune: row.at for row in db.session.scalars(select(ReadyCount))}
    differing = [
        key for key in sorted(found.keys() | wanted.keys()) if found.get(key, Tally()) != wanted.get(key, Tally())
    ]
    for commune, month in differing[:_MOST_NAMED]:
        at = counted.get(commune)
        if at is not None and not _moved_since(commune, at):
            yield f"figures of ready shops at {commune} ({month}): they are not what a recount finds"


def _moved_since(commune: str, at: object) -> bool:
    later = select(Order.id).where(Order.from_commune == commune, Order.changed_at >= at).limit(1)
    return db.session.scalar(later) is not None

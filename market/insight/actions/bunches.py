"""What waits to be counted of the same village is counted together: a fair moves thousands of orders at once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from market.db import db
from market.orders.models import Order
from market.outbox import OutboxEntry

_MOST = 200


def take(topic: str, village: str, now: datetime) -> list[UUID]:
    """Orders of a village that wait to be counted and that nobody has in hand: whoever asks has done with them.

    What is committed by now is in what is counted next, if the village is held. What failed before is tried alone.
    """
    free = (OutboxEntry.done_at.is_(None), OutboxEntry.leased_until.is_(None), OutboxEntry.attempts == 0)
    wanted = select(OutboxEntry.id, OutboxEntry.payload).where(
        *free, OutboxEntry.topic == topic, OutboxEntry.due_at <= now
    )
    waiting = {
        key: UUID(payload["order_id"])
        for key, payload in db.session.execute(wanted.order_by(OutboxEntry.due_at).limit(_MOST))
        if "village" not in payload  # of a former household's village
    }
    here = select(Order.id).where(Order.id.in_(set(waiting.values())), Order.village_key == village)
    found = set(db.session.scalars(here))
    keys = [key for key, order_id in waiting.items() if order_id in found]
    done = update(OutboxEntry).where(OutboxEntry.id.in_(keys), *free).values(done_at=now)
    db.session.execute(done.execution_options(synchronize_session=False))
    return sorted(found)

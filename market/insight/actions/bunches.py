"""What waits to be counted of the same villages is counted together: a fair moves thousands of orders at once."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from market.db import db
from market.orders.models import Order
from market.outbox import OutboxEntry

_MOST = 200


def take(topic: str, villages: Collection[str], now: datetime) -> dict[UUID, str]:
    """Orders of these villages that wait to be counted and that nobody has in hand: whoever asks has done with them.

    What is committed by now is in what is counted next, if the villages are held. What failed before is tried alone.
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
    found = villages_of(waiting.values(), among=villages)
    keys = [key for key, order_id in waiting.items() if order_id in found]
    done = update(OutboxEntry).where(OutboxEntry.id.in_(keys), *free).values(done_at=now)
    db.session.execute(done.execution_options(synchronize_session=False))
    return found


def villages_of(order_ids: Collection[UUID], *, among: Collection[str] | None = None) -> dict[UUID, str]:
    """Where each order's household is; `among`: of these villages alone."""
    if not order_ids:
        return {}
    wanted = select(Order.id, Order.village_key).where(Order.id.in_(set(order_ids)))
    rows = db.session.execute(wanted if among is None else wanted.where(Order.village_key.in_(among)))
    return {row.id: row.village_key for row in rows}

"""What must always be true of messages, for `market audit`."""

from collections.abc import Iterator

from sqlalchemy import func, select

from market.db import db
from market.messages.models import OrderMessage, Thread
from market.orders.models import Order


def audit() -> Iterator[str]:
    """One plain line for each thread whose messages are not one, two, three."""
    kept = select(func.count()).where(OrderMessage.order_id == Thread.order_id).scalar_subquery()
    last = select(func.max(OrderMessage.message_no)).where(OrderMessage.order_id == Thread.order_id).scalar_subquery()
    broken = select(Order.number, Thread.messages, kept, last).join(Order, Order.id == Thread.order_id)
    broken = broken.where((kept != Thread.messages) | (func.coalesce(last, 0) != Thread.messages))
    for number, messages, found, newest in db.session.execute(broken):
        yield f"order {number}: {messages} messages are counted, {found} are there, the newest is number {newest}"

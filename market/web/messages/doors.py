"""The ways from other pages to messages, which say what is new."""

from market import clock
from market.language import Sentence
from market.messages import queries
from market.messages.rules import Side
from market.orders.models import Order

_WRITE = {
    Side.BUYER: Sentence("Nhắn nhà bán", en="Write to the household"),
    Side.HOUSEHOLD: Sentence("Nhắn khách", en="Write to the buyer"),
}
_READ = {
    Side.BUYER: Sentence("Nhà bán nhắn bạn: {n} tin mới", en="The household wrote: {n} new"),
    Side.HOUSEHOLD: Sentence("Khách nhắn bạn: {n} tin mới", en="The buyer wrote: {n} new"),
}
_AGAIN = Sentence("Đọc lại tin nhắn", en="Read the messages again")


def to_write(order: Order, side: Side) -> Sentence | None:
    """What the door of an order's messages says; None where there is nothing to read and nobody to write to."""
    of, now = queries.thread(order.id), clock.now()
    new = queries.unread_of(of, side)
    if new:
        return _READ[side].format(n=new)
    if queries.why_not(order, of, now=now) is None:
        return _WRITE[side]
    return _AGAIN if of is not None and of.messages else None

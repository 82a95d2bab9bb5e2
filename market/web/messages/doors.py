"""The ways from other pages to messages, which say what is new."""

from uuid import UUID

from market import clock
from market.accounts.models import Person
from market.language import Sentence
from market.messages import queries, threads
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
_INBOX = Sentence("Tin nhắn", en="Messages")
_NEW = Sentence("Tin nhắn: {n} đơn có tin mới", en="Messages: {n} orders have new ones")
_OF_BUYERS = Sentence("{n} khách nhắn tin", en="{n} buyers wrote")
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


def new(me: Person, side: Side, *, shop_id: UUID | None = None) -> int:
    """In how many orders something is new."""
    return threads.count_unread(me, side, shop_id=shop_id)


def of_buyers(count: int) -> Sentence:
    return _OF_BUYERS.format(n=count)


def inbox(me: Person, side: Side) -> Sentence:
    """What the door of all messages says."""
    count = new(me, side)
    return _NEW.format(n=count) if count else _INBOX

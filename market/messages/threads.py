"""The threads that somebody has part in, the newest words first."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select

from market import phones
from market.accounts.models import Person
from market.db import db
from market.messages.models import OrderMessage, Thread
from market.messages.queries import unread_of
from market.messages.rules import Side
from market.orders import lists
from market.orders.models import Order


def threads_of(person: Person, side: Side, *, unread: bool = False, shop_id: UUID | None = None) -> Select[Any]:
    """The threads of orders that `person` bought, or sells for a household; of one shop, or with something new."""
    looking_as = "buyer" if side is Side.BUYER else "seller"
    hers = lists.orders_of(person, looking_as=looking_as, shop_id=shop_id)
    theirs = hers.with_only_columns(Order.id)
    if side is Side.HOUSEHOLD:
        theirs = theirs.where(Order.buyer_id != person.id)
    read_from = Thread.household_from if side is Side.HOUSEHOLD else 0
    wanted = select(Thread).where(Thread.order_id.in_(theirs), Thread.messages > read_from)
    return wanted.where(Thread.messages > getattr(Thread, f"{side}_seen")) if unread else wanted


def count_unread(person: Person, side: Side, *, shop_id: UUID | None = None) -> int:
    """In how many threads something is new."""
    wanted = threads_of(person, side, unread=True, shop_id=shop_id).with_only_columns(func.count())
    return db.session.scalar(wanted) or 0


def listed(threads: Sequence[Thread], side: Side) -> list[dict[str, Any]]:
    """Each thread with its order and its last words: two statements, however many."""
    orders = _orders(one.order_id for one in threads)
    last = {one.order_id: one for one in db.session.scalars(_last(threads))}
    return [_listed(one, orders[one.order_id], last.get(one.order_id), side) for one in threads]


def _orders(order_ids: Iterable[UUID]) -> dict[UUID, Order]:
    wanted = select(Order).where(Order.id.in_(list(order_ids)))
    return {order.id: order for order in db.session.scalars(wanted)}


def _last(threads: Sequence[Thread]) -> Select[OrderMessage]:
    newest = and_(OrderMessage.order_id == Thread.order_id, OrderMessage.message_no == Thread.messages)
    return select(OrderMessage).join(Thread, newest).where(Thread.order_id.in_([one.order_id for one in threads]))


def _listed(one: Thread, order: Order, last: OrderMessage | None, side: Side) -> dict[str, Any]:
    words = last.text if last is not None else ""
    return {
        "order_number": order.number,
        "shop": {"shop_id": order.shop_id, "shop_name": order.shop_name},
        "goods": order.goods,
        "unread": unread_of(one, side),
        "last": words if one.shows_phones else phones.hidden(words),
        "last_side": last.side if last is not None else None,
        "last_at": last.sent_at if last is not None else None,
    }

"""What comes to a household when: each of its sales that it cannot take out yet, and the day on which it will."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from market import clock
from market.db import db
from market.delivery.models import Parcel
from market.orders.models import Order
from market.orders.rules import UNSENT, OrderState, timer
from market.payments.cash.rules import COD
from market.payments.sales import proceeds
from market.payments.sales.rules import Shares


class Waits(StrEnum):
    """What the money of an order waits for."""

    SENDING = "sending"  # the household has yet to send it
    FETCHING = "fetching"  # its buyer has yet to come for it
    DELIVERY = "delivery"
    CASH = "cash"  # collected by a carrier that has yet to hand it on
    CONTENT = "content"  # its buyer has it, and may still complain
    COMPLAINT = "complaint"  # somebody complains of it; once that is over it goes on
    CLAIM = "claim"  # lost or damaged: the carrier owes it


@dataclass(frozen=True)
class Coming:
    """What of one order is to come, for what it waits, and the day on which it is hers; None where nobody can say."""

    number: str
    goods: str
    yours_vnd: int
    waits: Waits
    on: date | None
    shares: Shares | None


def coming(shop_id: UUID, *, now: datetime) -> list[Coming]:
    """All that is on its way to a shop, what comes first before the rest; together what its balance says.

    Its statements do not grow with it.
    """
    shared, claimed = proceeds.coming(shop_id, now=now), proceeds.claimed(shop_id, until=now)
    orders, promised = _orders({*shared, *claimed}), _promised(shared)
    found = [_sold(orders[number], shares, promised.get(number), now) for number, shares in shared.items()]
    found += [Coming(number, orders[number].goods, owed, Waits.CLAIM, None, None) for number, owed in claimed.items()]
    return sorted(found, key=lambda one: (one.on or date.max, one.number))


def _sold(order: Order, shares: Shares, promised: date | None, now: datetime) -> Coming:
    waits = _waits(order)
    on = _day(order, waits, promised)
    late = on is not None and on < clock.local_day(now)
    return Coming(order.number, order.goods, shares.shop_vnd, waits, None if late else on, shares)


def _waits(order: Order) -> Waits:
    if order.complained_since is not None and order.state == OrderState.DELIVERED:
        return Waits.COMPLAINT
    if order.state == OrderState.DELIVERED:
        return Waits.CASH if order.payment_method == COD else Waits.CONTENT
    if order.state in UNSENT:
        return Waits.FETCHING if order.is_collected and order.state == OrderState.PACKED else Waits.SENDING
    return Waits.DELIVERY


def _day(order: Order, waits: Waits, promised: date | None) -> date | None:
    """What is paid beforehand is hers once its buyer's time to complain is over; cash, when it is handed over."""
    if waits == Waits.CONTENT:
        return clock.local_day(order.timer_at) if order.timer_at else None
    if waits != Waits.DELIVERY or promised is None:
        return None
    content = timer(OrderState.DELIVERED, 0, is_fresh=order.is_fresh)
    later = content.after if content and order.payment_method != COD else timedelta()
    return promised + later


def _orders(numbers: Collection[str]) -> dict[str, Order]:
    return {order.number: order for order in db.session.scalars(select(Order).where(Order.number.in_(numbers)))}


def _promised(numbers: Collection[str]) -> dict[str, date]:
    """By when the parcel of each is to arrive, where its carrier has said so."""
    told = select(Parcel.reference, Parcel.promised_by).where(Parcel.reference.in_(numbers))
    return {row.reference: row.promised_by for row in db.session.execute(told) if row.promised_by is not None}

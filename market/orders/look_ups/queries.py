"""Which order a number and a phone name together, and by which of its phones it still is."""

from uuid import UUID

from sqlalchemy import or_, select

from market.accounts import queries as people
from market.accounts.models import Person
from market.db import db
from market.orders.look_ups import rules
from market.orders.look_ups.models import LookUp
from market.orders.models import Order
from market.orders.queries import by_id


def named_by(number: str, phone: str) -> UUID | None:
    """The order with this number whose recipient or buyer has this phone."""
    buyer = select(Order.id).outerjoin(Person, Person.id == Order.buyer_id).where(Order.number == number)
    return db.session.scalar(buyer.where(or_(Order.recipient_phone == phone, Person.phone == phone)))


def look_up(look_up_id: UUID) -> LookUp | None:
    return db.session.get(LookUp, look_up_id, populate_existing=True)


def order_and_phone(asked: LookUp, *, secret: str) -> tuple[Order, str] | None:
    """The order, and the phone it was asked of if that is still its recipient's or its buyer's; None otherwise."""
    order = by_id(asked.order_id) if asked.order_id else None
    if order is None:
        return None
    buyer = people.person(order.buyer_id)
    phones = [phone for phone in (order.recipient_phone, buyer.phone if buyer else None) if phone]
    return next(((order, one) for one in phones if rules.phone_hash(secret, one) == asked.asked_of), None)

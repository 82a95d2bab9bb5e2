"""Which orders an operator means by what a caller tells: a number, a phone, a name."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from market import clock, ids
from market.accounts.models import Person
from market.accounts.rules import mobile_number
from market.db.folding import says
from market.orders.models import Order


def orders_told(told: str, *, since: date) -> Select[Any]:
    """What bears a number or belongs to a phone, whenever it was; or the orders since a day that words are found in."""
    exactly = _exactly(told)
    if exactly is not None:
        return select(Order).where(exactly)
    named = says(Order.recipient_name + " " + Order.shop_name, told)
    part = Order.number.contains(told.upper(), autoescape=True)
    return select(Order).where(Order.id >= ids.first_id_of(clock.begin_of(since)), or_(named, part))


def _exactly(told: str) -> ColumnElement[bool] | None:
    """By an index, where it is a whole number or a phone."""
    whole = told.upper().replace(" ", "")
    if ids.is_order_number(whole):
        letters = whole.removeprefix("CP-").replace("-", "")
        return Order.number == f"CP-{letters[:4]}-{letters[4:]}"
    phone = mobile_number(told)
    if phone is not None:
        own = select(Person.id).where(Person.phone == phone)
        return or_(Order.recipient_phone == phone, Order.buyer_id.in_(own))
    return Order.tracking_number == whole if len(whole) == 13 and whole[2:11].isdigit() else None

"""Whose messages of an order are, and who else may read what was reported. What you may not see does not exist."""

from datetime import datetime
from typing import NamedTuple

from market import errors
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.messages import queries, rules
from market.messages.models import OrderMessage
from market.orders import access as orders
from market.orders.models import Order


class Standing(NamedTuple):
    """An order, the side on which somebody stands to it, and in which role."""

    order: Order
    side: rules.Side
    role: str


def standing(number: str, person: Person) -> Standing:
    """Of a buyer, or whoever sells for the household. Raises NotFound for strangers, NotAllowed for officers."""
    order, roles = orders.order_for(number, person)
    return _standing(order, roles)


def to_act(number: str, person: Person, *, now: datetime) -> Standing:
    """The same of somebody who changes something; that a team member acts for a household is made known."""
    order, roles = orders.order_for(number, person)
    stands = _standing(order, roles)
    if stands.side is rules.Side.HOUSEHOLD:
        orders.act_for(order, roles, person, now=now)
    return stands


def order_to_judge(number: str, person: Person) -> Order:
    """The order whose reported messages an officer of its place, or an operator, looks at. Raises NotFound."""
    order, roles = orders.order_for(number, person)
    if roles.isdisjoint({RoleName.OFFICER, RoleName.OPERATOR}):
        raise errors.NotAllowed
    return order


def _standing(order: Order, roles: set[str]) -> Standing:
    side = rules.side_of(roles)
    if side is None:
        raise errors.NotAllowed
    named = (RoleName.BUYER, RoleName.SELLER, RoleName.TEAM_MEMBER)
    return Standing(order, side, next(role.value for role in named if role in roles))


def message_for(number: str, message_no: int, person: Person) -> OrderMessage:
    """A message of an order to either side, and what was reported of it to who judges. Raises NotFound, NotAllowed."""
    order, roles = orders.order_for(number, person)
    found = queries.message(order.id, message_no)
    side = rules.side_of(roles)
    if message_no <= queries.read_from(queries.thread(order.id), side):
        raise errors.NotFound
    if side is None and (found is None or not queries.was_reported(found)):
        raise errors.NotAllowed
    return errors.found(found)

"""Whose wish it is: the buyer's alone."""

from market import errors
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.orders.access import order_for
from market.orders.models import Order


def order_bought(number: str, person: Person) -> Order:
    """The order, if `person` bought it. Raises NotFound for a stranger, NotAllowed for others who may see it."""
    order, roles = order_for(number, person)
    if RoleName.BUYER not in roles or order.buyer_id != person.id:
        raise errors.NotAllowed
    return order

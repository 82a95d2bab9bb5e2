"""An order that I have bought, and the way back to it."""

from flask import Response

from market import errors
from market.accounts.access import current_person
from market.orders import access
from market.orders.models import Order
from market.web.shell import forms

# Whatever else somebody may be to an order: on these pages they are who bought it.
BUYER = {"buyer"}


def order_of(number: str, *, lock: bool = False, with_parcel: bool = False) -> Order:
    """My order. Raises NotFound for everybody else's."""
    order, roles = access.order_for(number, current_person(), lock=lock, with_parcel=with_parcel)
    if not roles >= BUYER:
        raise errors.NotFound
    return order


def path_of(order: Order) -> str:
    return f"/orders/{order.number}"


def back_to(order: Order, done: str) -> Response:
    """On to the order's page, which says what was done; "already" where it is past, and how it stands."""
    return forms.then(path_of(order), done)

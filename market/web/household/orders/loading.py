"""An order of the shop that is looked at, and the way back to it."""

from uuid import UUID

from flask import Response

from market import errors
from market.accounts.access import current_person
from market.orders import access
from market.orders.models import Order
from market.web.household import shops
from market.web.shell import forms

HER_SIDE = {"seller", "team_member"}


def order_of(shop_id: UUID, number: str, *, lock: bool = False, with_parcel: bool = False) -> tuple[Order, set[str]]:
    """The order and the roles of who looks, who sells it or acts for the household. Raises NotFound, NotAgreed."""
    shop = shops.shop_looked_after(shop_id)
    order, roles = access.order_for(number, current_person(), lock=lock, with_parcel=with_parcel)
    if order.shop_id != shop.id or roles.isdisjoint(HER_SIDE):
        raise errors.NotFound
    return order, roles


def back_to(order: Order, done: str) -> Response:
    """On to the order's page, which says what was done; "already" where it is past, and how it stands."""
    return forms.then(f"/shop/{order.shop_id}/orders/{order.number}", done)

"""The buyer of what is fetched chooses another place of the shop, until the household takes the order on."""

from datetime import datetime
from uuid import UUID

from market.accounts.models import Person
from market.orders import models
from market.orders.actions import history, notifications
from market.orders.collection import queries
from market.orders.collection.models import CollectionPoint
from market.orders.collection.rules import BY_HAND, GoesByPost, OtherPlace
from market.orders.corrections import rules
from market.orders.rules import OrderState

_OPEN = (OrderState.AWAITING_PAYMENT, OrderState.PLACED)


def change_place(*, order: models.Order, point_id: UUID, by: Person, now: datetime) -> None:
    """Let a locked `order` be fetched elsewhere; its household hears of it. The place it has already changes nothing.

    Raises GoesByPost, OtherPlace once it is accepted or where another place costs or is paid otherwise, TooManyChanges,
    InvalidInput.
    """
    if not order.is_collected:
        raise GoesByPost
    if point_id == order.collect_at:
        return
    point = queries.open_point_of(order.shop_id, point_id)
    if order.state not in _OPEN or not _costs_the_same(order, point):
        raise OtherPlace
    rules.require_room(order)
    order.collect_at, order.collect_kind, order.collect_place = point.id, point.kind, point.place
    order.collect_office, order.to_commune = point.post_office_code, point.commune_code
    history.note(order=order, by="buyer", by_id=by.id, text="đổi nơi lấy hàng", now=now)
    if order.state != OrderState.AWAITING_PAYMENT:
        notifications.notify_household(order=order, notice="place_changed_for_shop", now=now)


def _costs_the_same(order: models.Order, point: CollectionPoint) -> bool:
    """From hand to hand, or over a post's counter: fee, cash and which goods may lie there differ between them."""
    return (order.collect_kind in BY_HAND) == (point.kind in BY_HAND)

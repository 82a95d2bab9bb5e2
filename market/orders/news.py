"""What orders tell the packages above them, beside their own moves."""

from dataclasses import dataclass
from uuid import UUID

from market.delivery.rules.news import ParcelMoved
from market.events import Event
from market.orders.rules import OrderState


@dataclass(frozen=True, kw_only=True)
class OrdersParcelMoved(Event):
    """The parcel of an order went on, and the order has followed."""

    order_id: UUID
    parcel: ParcelMoved


@dataclass(frozen=True, kw_only=True)
class OrdersMoved(Event):
    """Orders came into `target` together, each of them an `OrderMoved` too: for what is done once for all of them."""

    order_ids: tuple[UUID, ...]
    target: OrderState

"""The goods of an order as they are now: one statement, however many."""

from datetime import datetime

from market.accounts.models import Person
from market.catalog.access import acting_role
from market.catalog.queries.sale import read_products
from market.orders.models import Order
from market.orders.repeats.rules import Repeat, repeat


def repeats_of(order: Order, buyer: Person, *, now: datetime) -> list[Repeat]:
    goods = read_products([line.product_id for line in order.lines])
    shop = next((good.shop for good in goods.values()), None)  # of them all: one order, one shop
    own = shop is not None and acting_role(shop, buyer) is not None
    fetched = order.is_collected
    return [repeat(line, goods.get(line.product_id), own=own, collected=fetched, now=now) for line in order.lines]

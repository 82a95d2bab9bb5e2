"""News for the search index: the one place that says what of the catalogue it must look at again."""

from datetime import datetime
from uuid import UUID

from market import change_feed

TOPIC = "product"


def announce_product(product_id: UUID, *, now: datetime) -> None:
    """What is searched or shown of a product has changed, or it has come into or gone out of stock."""
    change_feed.announce(TOPIC, {"id": str(product_id)}, now=now)


def announce_shop(shop_id: UUID, *, now: datetime) -> None:
    """What all goods of a shop show of it has changed: its name, its place, or whether it sells."""
    change_feed.announce(TOPIC, {"shop_id": str(shop_id)}, now=now)

"""How often the parcels of a shop came when they were promised: a share of many, and nobody's parcel."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, func, select

from market import clock
from market.db import db
from market.delivery.models import Parcel
from market.orders.models import Order

DAYS = 90
# Fewer say nothing of the next one, and might be somebody's.
LEAST = 5
_LOOKED_AT = 500  # the newest orders: what a look costs does not grow with a shop


# Made once: a page of a good asks this each time it is drawn.
_NEWEST = (
    select(Order.number).where(Order.shop_id == bindparam("shop_id")).order_by(Order.id.desc()).limit(_LOOKED_AT)
).subquery()
_COUNTED = (
    select(func.count().filter(Parcel.on_time.is_(True)), func.count())
    .join(_NEWEST, _NEWEST.c.number == Parcel.reference)
    .where(Parcel.on_time.is_not(None), Parcel.delivered_at >= bindparam("since"))
)


class Kept(NamedTuple):
    in_time: int
    of: int


def kept(shop_id: UUID, *, now: datetime) -> Kept | None:
    """Of the parcels that came to their buyers in the last 90 days; None where they are fewer than `LEAST`."""
    asked = {"shop_id": shop_id, "since": clock.ago(now, days=DAYS)}
    found = Kept(*db.session.execute(_COUNTED, asked).one())
    return found if found.of >= LEAST else None

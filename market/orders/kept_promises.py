"""How often the parcels of a shop came when they were promised: a share of many, and nobody's parcel."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select

from market import clock
from market.db import db
from market.delivery.models import Parcel
from market.orders.models import Order

DAYS = 90
# Fewer say nothing of the next one, and might be somebody's.
LEAST = 5
_LOOKED_AT = 500  # the newest orders: what a look costs does not grow with a shop


class Kept(NamedTuple):
    in_time: int
    of: int


def kept(shop_id: UUID, *, now: datetime) -> Kept | None:
    """Of the parcels that came to their buyers in the last 90 days; None where they are fewer than `LEAST`."""
    orders = select(Order.number).where(Order.shop_id == shop_id).order_by(Order.id.desc()).limit(_LOOKED_AT)
    newest = orders.subquery()
    counted = select(func.count().filter(Parcel.on_time.is_(True)), func.count())
    came = counted.join(newest, newest.c.number == Parcel.reference).where(Parcel.on_time.is_not(None))
    found = Kept(*db.session.execute(came.where(Parcel.delivered_at >= clock.ago(now, days=DAYS))).one())
    return found if found.of >= LEAST else None

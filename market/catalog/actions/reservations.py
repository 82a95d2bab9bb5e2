"""Packs kept for somebody who has not said yes yet, and packs that turned out not to be there."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from market import ids
from market.catalog.actions.stock import shift_stock
from market.catalog.models import Product, StockMovement
from market.catalog.rules.stock import Reason
from market.db import db, insert_new


def reserve(*, product_id: UUID, packs: int, reference: str, now: datetime) -> bool:
    """Keep `packs` of a good under `reference`; False where so many are not there. Nobody else gets them meanwhile."""
    return _move(product_id, -packs, Reason.OFFERED, reference, now)


def let_go(*, product_id: UUID, packs: int, reference: str, now: datetime) -> None:
    """What was kept under `reference` can be sold to anybody again."""
    _move(product_id, packs, Reason.OFFER_ENDED, reference, now)


def sell_reserved(*, product_id: UUID, packs: int, reference: str, now: datetime) -> None:
    """What was kept under `reference` is sold: it left the stock before, and leaves it now for good."""
    same = {"product_id": product_id, "reference": reference, "at": now}
    changes = ((Reason.OFFER_ENDED, packs), (Reason.SOLD, -packs))
    insert_new(StockMovement(id=ids.new_id(), change=change, reason=str(reason), **same) for reason, change in changes)


def count_harvest(*, product_id: UUID, left: int, may_rise: bool, reference: str, now: datetime) -> None:
    """Of a harvest `left` packs are there and not ordered: the stock of the good says so from now on.

    More than it said before only where it `may_rise`.
    """
    stock = db.session.scalar(select(Product.stock).where(Product.id == product_id).with_for_update()) or 0
    change = left - stock
    if change < 0 or (change > 0 and may_rise):
        _move(product_id, change, Reason.NOT_HARVESTED, reference, now)


def _move(product_id: UUID, change: int, reason: Reason, reference: str, now: datetime) -> bool:
    left = shift_stock(product_id=product_id, change=change, reason=reason, reference=reference, now=now)
    return left is not None

"""The good of a fair's stand: a part of another good, in a window of its own. Packs go over and come back in pairs."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm.attributes import set_committed_value

from market.catalog.actions.change_feed import announce_product
from market.catalog.actions.stock import shift_stock
from market.catalog.models import Product, StockMovement
from market.catalog.rules.products import ProductStatus
from market.catalog.rules.stock import Reason, Shortage, StockTooLow
from market.db import db

_COPIED = (
    "shop_id", "category_slug", "name", "slug", "description", "unit", "pack", "weight_g", "names", "also_known_as",
    "from_month", "to_month", "shelf_life_days", "length_cm", "width_cm", "height_cm", "fragile", "ships_by_post",
)  # fmt: skip


def list_part(*, parent: Product, sale: Mapping[str, Any], price_vnd: int, agreed_vnd: int, now: datetime) -> Product:
    """A part of `parent`, without packs yet; `sale` has its fair, window and day of sending."""
    same = {name: getattr(parent, name) for name in _COPIED}
    part = Product(**same, **sale, parent_id=parent.id, stock=0, created_at=now)
    db.session.add(part)
    price_part(part=part, price_vnd=price_vnd, agreed_vnd=agreed_vnd, now=now)
    return part


def price_part(*, part: Product, price_vnd: int, agreed_vnd: int, now: datetime) -> None:
    """Its price, and what the household itself last agreed to; on sale in its window."""
    part.price_vnd, part.agreed_price_vnd, part.status = price_vnd, agreed_vnd, ProductStatus.LISTED
    db.session.flush()
    announce_product(part.id, now=now)


def supply(*, part: Product, parent: Product, from_stock: int, harvest: int, by_id: UUID | None, now: datetime) -> None:
    """So many packs of the parent's stock, and so many of the harvest to come (fewer where negative), for the part.

    Raises StockTooLow, naming the parent, or the part where fewer are left to take back.
    """
    if from_stock > 0:
        _move(parent, -from_stock, Reason.TO_STAND, part.id, by_id, now)
        _move(part, from_stock, Reason.FROM_PARENT, parent.id, by_id, now)
    elif from_stock < 0:
        _move(part, from_stock, Reason.TO_PARENT, parent.id, by_id, now)
        _move(parent, -from_stock, Reason.FROM_STAND, part.id, by_id, now)
    if harvest:
        _move(part, harvest, Reason.PROMISED, None, by_id, now)


def bring_back(
    *, part: Product, parent: Product | None, by_id: UUID | None, now: datetime, keep_harvest: bool = False
) -> int:
    """Take a part off sale: what is left of the parent's packs is the parent's again, the rest are of no harvest.

    Or they are kept (`keep_harvest`), off sale, for buyers of households that have fewer than they promised.
    Again it does nothing. Where the parent is gone nothing comes back. Both are held. How many came back.
    """
    back = min(part.stock, lent(part.id)) if parent is not None else 0
    if parent is not None:
        supply(part=part, parent=parent, from_stock=-back, harvest=0, by_id=by_id, now=now)
    if part.stock and not keep_harvest:
        _move(part, -part.stock, Reason.PROMISED, None, by_id, now)
    if part.status == ProductStatus.LISTED:
        part.status = ProductStatus.UNLISTED
        db.session.flush()
        announce_product(part.id, now=now)
    return back


def lent(part_id: UUID) -> int:
    """How many packs a part has of its parent's stock, sold or not."""
    moved = select(func.coalesce(func.sum(StockMovement.change), 0)).where(StockMovement.product_id == part_id)
    return db.session.scalar(moved.where(StockMovement.reason.in_((Reason.TO_PARENT, Reason.FROM_PARENT)))) or 0


def set_window(*, fair_slug: str, opens_at: datetime, closes_at: datetime, now: datetime) -> None:
    """Let the goods of a fair be sold in another window. They are held."""
    _set_all(fair_slug, {"sale_opens_at": opens_at, "sale_closes_at": closes_at}, now)


def end_sale(*, fair_slug: str, now: datetime) -> None:
    """Nothing more of a fair is sold, whatever the clock of whoever is buying just now says. They are held."""
    _set_all(fair_slug, {"status": ProductStatus.UNLISTED}, now)


def announce_goods(*, fair_slug: str, now: datetime) -> None:
    """The goods of a fair are to be found from now on, or no more."""
    for product_id in db.session.scalars(select(Product.id).where(Product.fair_slug == fair_slug)):
        announce_product(product_id, now=now)


def send_on(*, part: Product, day: date, now: datetime) -> None:
    """A part is sent on another day."""
    part.ships_on = day
    db.session.flush()
    announce_product(part.id, now=now)


def _set_all(fair_slug: str, values: dict[str, Any], now: datetime) -> None:
    changed = update(Product).where(Product.fair_slug == fair_slug, Product.status == ProductStatus.LISTED)
    db.session.execute(changed.values(**values, version=Product.version + 1))
    announce_goods(fair_slug=fair_slug, now=now)


def _move(good: Product, change: int, reason: Reason, twin: UUID | None, by_id: UUID | None, now: datetime) -> None:
    reference = twin.hex if twin else None
    stock = shift_stock(product_id=good.id, change=change, reason=reason, reference=reference, by_id=by_id, now=now)
    if stock is None:
        there = db.session.scalar(select(Product.stock).where(Product.id == good.id)) or 0
        raise StockTooLow([Shortage(good.id, good.name, -change, there)])
    set_committed_value(good, "stock", stock)

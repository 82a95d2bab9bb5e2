"""What a quote or a checkout reads of goods: one statement, whatever the number of lines."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload, lazyload

from market.accounts.models import Person
from market.catalog.access import acting_role
from market.catalog.models import Product, Shop
from market.catalog.rules.shops import ShopStatus
from market.catalog.rules.stock import NotForSale, NotShippable, OwnShop, UnknownProducts
from market.db import db


def products_for_sale(
    ids: Sequence[UUID], *, now: datetime, buyer: Person | None = None, locking: bool = False
) -> dict[UUID, Product]:
    """The products with their shops and categories, in the order of `ids`.

    `locking` holds the rows until the transaction ends.
    Raises UnknownProducts by position in `ids`, OwnShop for goods of shops that `buyer` has or acts for, NotForSale,
    NotShippable.
    """
    found = read_products(ids, locking=locking)
    # A prepared shop has never been seen, so neither have its goods.
    known = {key for key, product in found.items() if product.shop.status != ShopStatus.PREPARED}
    if unknown := [place for place, product_id in enumerate(ids) if product_id not in known]:
        raise UnknownProducts(unknown)
    if own := {key: product.name for key, product in found.items() if acting_role(product.shop, buyer)}:
        raise OwnShop(own)
    if refused := {key: product.name for key, product in found.items() if not product.is_for_sale(now)}:
        raise NotForSale(refused)
    if unsent := {key: product.name for key, product in found.items() if not product.ships_by_post}:
        raise NotShippable(unsent)
    return {product_id: found[product_id] for product_id in ids}


def read_products(ids: Sequence[UUID], *, locking: bool) -> dict[UUID, Product]:
    """The products that exist, fresh from the database, each with shop, category and certificate and nothing else."""
    found = db.session.scalars(_HELD if locking else _WANTED, {"ids": ids})
    return {product.id: product for product in found}


_WANTED = (
    select(Product)
    .where(Product.id.in_(bindparam("ids", expanding=True)))
    .order_by(Product.id)  # locks taken in one order by all never wait in a ring
    .options(lazyload(Product.photos), joinedload(Product.shop).lazyload(Shop.commune))
    .execution_options(populate_existing=True)
)
_HELD = _WANTED.with_for_update(of=Product)

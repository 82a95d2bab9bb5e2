"""What must always hold of the catalogue; each line names what is broken. For `market audit`."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import exists, func, select

from market.catalog.models import Certificate, Photo, Product, Shop, StockMovement
from market.catalog.rules import CertificateState, ProductStatus, ShopStatus
from market.db import db


def audit() -> Iterator[str]:
    """One plain line for each broken invariant."""
    yield from _stock()
    yield from _negative()
    yield from _states()
    yield from _orphans()
    yield from _free_goods()


def _stock() -> Iterator[str]:
    moved = func.coalesce(func.sum(StockMovement.change), 0)
    sums = (
        select(Product.id, Product.stock, moved)
        .outerjoin(StockMovement, StockMovement.product_id == Product.id)
        .group_by(Product.id, Product.stock)
        .having(Product.stock != moved)
    )
    for product_id, stock, total in db.session.execute(sums):
        yield f"product {product_id}: stock is {stock}, its movements add up to {total}"


def _negative() -> Iterator[str]:
    """The CHECK of the table sees to it; a table restored without it would not."""
    for product_id, stock in db.session.execute(select(Product.id, Product.stock).where(Product.stock < 0)):
        yield f"product {product_id}: stock is {stock}"


def _states() -> Iterator[str]:
    columns = (
        ("shop", Shop.id, Shop.status, ShopStatus),
        ("product", Product.id, Product.status, ProductStatus),
        ("certificate of product", Certificate.product_id, Certificate.state, CertificateState),
    )
    for what, key, column, states in columns:
        for row_id, state in db.session.execute(select(key, column).where(column.not_in([*states]))):
            yield f"{what} {row_id}: no such state as {state}"


def _orphans() -> Iterator[str]:
    """Rows whose owner is gone: owners are not foreign keys, so that a table can be spread over machines."""
    owned = (
        ("shop", Product.shop_id, Shop.id),
        ("product", StockMovement.product_id, Product.id),
        ("product", Certificate.product_id, Product.id),
        ("product", Photo.product_id, Product.id),
    )
    for what, owner, key in owned:
        for owner_id in db.session.scalars(select(owner).where(~exists().where(key == owner)).distinct()):
            yield f"{owner.class_.__tablename__} of {what} {owner_id}: there is no such {what}"


def _free_goods() -> Iterator[str]:
    free = select(Product.id).where(Product.price_vnd == 0, Product.ships_by_post.is_(True))
    for product_id in db.session.scalars(free):
        yield f"product {product_id}: goes by post and costs nothing"

"""What must always hold of the catalogue; each line names what is broken. For `market audit`."""

from collections.abc import Iterator

from sqlalchemy import exists, func, select

from market.catalog import models
from market.catalog.rules.certificates import CertificateState
from market.catalog.rules.products import ProductStatus
from market.catalog.rules.shops import ShopStatus
from market.db import db


def audit() -> Iterator[str]:
    """One plain line for each broken invariant."""
    yield from _stock()
    yield from _negative()
    yield from _states()
    yield from _orphans()
    yield from _free_goods()


def _stock() -> Iterator[str]:
    moved = func.coalesce(func.sum(models.StockMovement.change), 0)
    sums = (
        select(models.Product.id, models.Product.stock, moved)
        .outerjoin(models.StockMovement, models.StockMovement.product_id == models.Product.id)
        .group_by(models.Product.id, models.Product.stock)
        .having(models.Product.stock != moved)
    )
    for product_id, stock, total in db.session.execute(sums):
        yield f"product {product_id}: stock is {stock}, its movements add up to {total}"


def _negative() -> Iterator[str]:
    """The CHECK of the table sees to it; a table restored without it would not."""
    for product_id, stock in db.session.execute(
        select(models.Product.id, models.Product.stock).where(models.Product.stock < 0)
    ):
        yield f"product {product_id}: stock is {stock}"


def _states() -> Iterator[str]:
    columns = (
        ("shop", models.Shop.id, models.Shop.status, ShopStatus),
        ("product", models.Product.id, models.Product.status, ProductStatus),
        ("certificate of product", models.Certificate.product_id, models.Certificate.state, CertificateState),
    )
    for what, key, column, states in columns:
        for row_id, state in db.session.execute(select(key, column).where(column.not_in([*states]))):
            yield f"{what} {row_id}: no such state as {state}"


def _orphans() -> Iterator[str]:
    """Rows whose owner is gone: owners are not foreign keys, so that a table can be spread over machines."""
    owned = (
        ("shop", models.Product.shop_id, models.Shop.id),
        ("product", models.StockMovement.product_id, models.Product.id),
        ("product", models.Certificate.product_id, models.Product.id),
        ("product", models.Photo.product_id, models.Product.id),
    )
    for what, owner, key in owned:
        for owner_id in db.session.scalars(select(owner).where(~exists().where(key == owner)).distinct()):
            yield f"{owner.class_.__tablename__} of {what} {owner_id}: there is no such {what}"


def _free_goods() -> Iterator[str]:
    free = select(models.Product.id).where(models.Product.price_vnd == 0, models.Product.ships_by_post.is_(True))
    for product_id in db.session.scalars(free):
        yield f"product {product_id}: goes by post and costs nothing"

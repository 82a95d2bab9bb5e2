"""What a quote or a checkout reads of goods: one statement, whatever the number of lines."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload, lazyload
from sqlalchemy.orm.attributes import set_committed_value

from market import events
from market.accounts.models import Person
from market.catalog.access import acting_role
from market.catalog.models import Category, Certificate, Product, Shop
from market.catalog.rules.products import FairsAsked
from market.catalog.rules.shops import ShopStatus
from market.catalog.rules.stock import NotForSale, NotShippable, OwnShop, UnknownProducts
from market.db import Look, Model, as_read, db


def products_for_sale(
    ids: Sequence[UUID],
    *,
    now: datetime,
    buyer: Person | None = None,
    locking: bool = False,
    fetched: Collection[UUID] = (),
) -> dict[UUID, Product]:
    """The products with their shops and categories, in the order of `ids`.

    `locking` holds the rows until the transaction ends, and shops as they are. Goods of the shops `fetched` are given
    from hand to hand, so they need not go by post.
    Raises UnknownProducts by position in `ids`, OwnShop for goods of shops that `buyer` has or acts for, NotForSale,
    NotShippable.
    """
    found = {row.id: _as_product(row) for row in (_SOLD if locking else _OFFERED).rows(ids=list(ids))}
    # A prepared shop has never been seen, so neither have its goods.
    known = {key for key, product in found.items() if product.shop.status != ShopStatus.PREPARED}
    if unknown := [place for place, product_id in enumerate(ids) if product_id not in known]:
        raise UnknownProducts(unknown)
    if own := {key: product.name for key, product in found.items() if acting_role(product.shop, buyer)}:
        raise OwnShop(own)
    if refused := _refused(found, now):
        raise NotForSale(refused)
    if unsent := {key: product.name for key, product in found.items() if not _goes(product, fetched)}:
        raise NotShippable(unsent)
    return {product_id: found[product_id] for product_id in ids}


def _refused(found: dict[UUID, Product], now: datetime) -> dict[UUID, str]:
    """The names of what is not sold now: of a fair only while that is open."""
    slugs = frozenset(product.fair_slug for product in found.values() if product.fair_slug is not None)
    asked = FairsAsked(at=now, slugs=slugs)
    if slugs:
        events.ask(asked)
    sold = asked.open | {None}
    is_sold = {key: product.is_for_sale(now) and product.fair_slug in sold for key, product in found.items()}
    return {key: found[key].name for key, is_so in is_sold.items() if not is_so}


def _goes(product: Product, fetched: Collection[UUID]) -> bool:
    return product.ships_by_post or product.shop_id in fetched


def read_products(ids: Sequence[UUID], *, with_photos: bool = False) -> dict[UUID, Product]:
    """The products that exist, fresh from the database, each with shop, category and certificate and nothing else.

    `with_photos` is a second statement.
    """
    return _read(_SHOWN if with_photos else _WANTED, ids)


def hold_products(ids: Sequence[UUID]) -> dict[UUID, Product]:
    """The same, held until the transaction ends."""
    return _read(_HELD, ids)


def _read(wanted: Select[Any], ids: Sequence[UUID]) -> dict[UUID, Product]:
    return {product.id: product for product in db.session.scalars(wanted, {"ids": ids})}


_SHOWN = (
    select(Product)
    .where(Product.id.in_(bindparam("ids", expanding=True)))
    .order_by(Product.id)  # locks taken in one order by all never wait in a ring
    .options(joinedload(Product.shop).lazyload(Shop.commune))
    .execution_options(populate_existing=True)
)
_WANTED = _SHOWN.options(lazyload(Product.photos))
_HELD = _WANTED.with_for_update(of=Product)


def _columns(model: type[Model]) -> list[Any]:
    return [column.label(f"{model.__tablename__}_{column.key}") for column in model.__table__.c]


# What every quote and checkout asks, in plain columns.
_product, _shop, _category, _certificate = (model.__table__ for model in (Product, Shop, Category, Certificate))
_ROWS = (
    select(*_product.c, *_columns(Shop), *_columns(Category), *_columns(Certificate))
    .join(_shop, _shop.c.id == _product.c.shop_id)
    .join(_category, _category.c.slug == _product.c.category_slug)
    .outerjoin(_certificate, _certificate.c.product_id == _product.c.id)
    .where(_product.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(_product.c.id)
)
_OFFERED = Look(_ROWS)
# Whoever suspends a shop waits for those who buy there, and whoever buys sees that it is suspended: no order slips by.
_SOLD = Look(_ROWS.with_for_update(of=_product).suffix_with("FOR SHARE OF shops", dialect="postgresql"))


def _as_product(row: Any) -> Product:
    """The product with its shop, category and certificate at hand, of a row that was just read."""
    product = as_read(Product, {column.key: getattr(row, column.key) for column in _product.c})
    set_committed_value(product, "shop", _part(row, Shop))
    set_committed_value(product, "category", _part(row, Category))
    certified = row.certificates_product_id is not None
    set_committed_value(product, "certificate", _part(row, Certificate) if certified else None)
    return product


def _part(row: Any, model: type[Model]) -> Model:
    return as_read(
        model, {column.key: getattr(row, f"{model.__tablename__}_{column.key}") for column in model.__table__.c}
    )

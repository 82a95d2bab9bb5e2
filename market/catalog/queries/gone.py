"""What was once to be seen and is no more: told apart from what never was, so that old links lead to what is alike."""

from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, null, select

from market.catalog.models import Product, Shop
from market.catalog.rules.products import ProductStatus
from market.catalog.rules.shops import ShopStatus
from market.db import db

_MOST_OFF_SALE = 200


class Gone(NamedTuple):
    """By what one finds its like."""

    name: str
    category: str | None
    commune_code: str


def product_gone(product_id: UUID) -> Gone | None:
    """A good that is off sale, suspended, or of a shop that is so; None for what nobody could ever see."""
    wanted = select(Product.name, Product.category_slug, Shop.commune_code).join(Shop, Shop.id == Product.shop_id)
    return _found(wanted.where(Product.id == product_id))


def shop_gone(shop_id: UUID) -> Gone | None:
    """A shop that is closed, suspended or taken back; None for one that was never open."""
    return _found(select(Shop.name, null(), Shop.commune_code).where(Shop.id == shop_id))


def _found(wanted: Select[*tuple[Any, ...]]) -> Gone | None:
    row = db.session.execute(wanted.where(Shop.opened_at.is_not(None))).first()
    return Gone(*row) if row is not None else None


class OffSale(NamedTuple):
    """A good that its household has taken off sale, and the shop, which is open."""

    id: UUID
    name: str
    also_known_as: list[str]
    shop_id: UUID
    shop_name: str


def off_sale(category: str) -> list[OffSale]:
    """The newest of a category that open shops have off sale; none of a fair's stand."""
    wanted = select(Product.id, Product.name, Product.also_known_as, Product.shop_id, Shop.name)
    wanted = wanted.join(Shop, Shop.id == Product.shop_id).where(
        Product.category_slug == category,
        Product.status == ProductStatus.UNLISTED,
        Product.suspension_reason.is_(None),
        Product.parent_id.is_(None),
        Shop.status == ShopStatus.OPEN,
        Shop.suspension_reason.is_(None),
    )
    return [OffSale(*row) for row in db.session.execute(wanted.order_by(Product.id.desc()).limit(_MOST_OFF_SALE))]

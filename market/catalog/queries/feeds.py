"""Goods as other sites are told of them: plain rows in pieces, in the order of their ids, however many there are."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from market.catalog.models import Category, Photo, Product, Shop
from market.catalog.rules.products import ProductStatus
from market.catalog.rules.shops import ShopStatus
from market.db import db

_product, _shop, _photo, _category = (model.__table__.c for model in (Product, Shop, Photo, Category))
_TOLD = ("id", "slug", "name", "description", "unit", "pack", "price_vnd", "stock", "weight_g", "category_slug")
_FIRST_PHOTO = (
    select(func.min(_photo.n))
    .where(_photo.product_id == _product.id)
    .correlate(Product.__table__)
    .scalar_subquery()
    .label("photo")
)
# What a fair sells for a few days is told of by the fair's own feed.
_LISTED = and_(
    _product.status == ProductStatus.LISTED, _product.suspension_reason.is_(None), _product.parent_id.is_(None)
)


def goods_to_advertise(*, after: UUID | None, most: int, now: datetime) -> list[Row[Any]]:
    """The next goods that a stranger can buy at `now`, sold out or not: sent by post, for a price, with a photo.

    Alcohol is not advertised (Law 44/2019): who wants it looks for it here.
    """
    sober = select(_category.slug).where(_category.is_alcohol.is_(False))
    wanted = _goods().where(_shop_sells(now), _product.ships_by_post, _product.price_vnd > 0, _FIRST_PHOTO.is_not(None))
    wanted = wanted.where(_product.category_slug.in_(sober))
    if after is not None:
        wanted = wanted.where(_product.id > after)
    return list(db.session.execute(wanted.order_by(_product.id).limit(most)))


def new_goods(commune_code: str, *, most: int, now: datetime) -> list[Row[Any]]:
    """The newest goods of a commune that can be bought at `now`."""
    wanted = _goods().where(_shop_sells(now), _shop.commune_code == commune_code)
    return list(db.session.execute(wanted.order_by(_product.id.desc()).limit(most)))


def _goods() -> Select[Any]:
    told = (*(_product[name] for name in _TOLD), _product.created_at, _shop.commune_code, _FIRST_PHOTO)
    return select(*told).join(Shop.__table__, _shop.id == _product.shop_id).where(_LISTED)


def _shop_sells(now: datetime) -> ColumnElement[bool]:
    """As `Product.is_for_sale` says it of one: neither paused nor suspended, and a pause is over by itself."""
    rested = and_(_shop.status == ShopStatus.PAUSED, _shop.paused_until <= now)
    return and_(or_(_shop.status == ShopStatus.OPEN, rested), _shop.suspension_reason.is_(None))

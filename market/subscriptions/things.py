"""What a piece of news tells about the thing that it is of: ids, states, amounts, a link; nobody's name."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from market.catalog.models import Product, Shop
from market.db import db
from market.orders.models import Order

Told = dict[str, Any]


@dataclass(frozen=True)
class Thing:
    """Something of a shop, what is told of it, and whose it was: the shop's household, or a former one."""

    shop: Shop
    told: Told
    seller_id: UUID


def thing_of(about: dict[str, str]) -> Thing | None:
    """What something happened to; None where it is no longer there."""
    (kind, key), *_ = about.items()
    return _TOLD[kind](key)


def _of_order(order: Order | None) -> Thing | None:
    if order is None:
        return None
    told = {
        "number": order.number,
        "shop_id": str(order.shop_id),
        "state": order.state,
        "payment_method": order.payment_method,
        "payment_status": order.payment_status,
        "goods_vnd": order.goods_vnd,
        "shipping_vnd": order.shipping_vnd,
        "total_vnd": order.total_vnd,
        "tracking_number": order.tracking_number,
        "link": _link(f"orders/{order.number}"),
    }
    return _at(order.shop_id, told, order.seller_id)


def _of_parcel(order: Order | None) -> Thing | None:
    if order is None or order.tracking_number is None:
        return None
    told = {
        "tracking_number": order.tracking_number,
        "number": order.number,
        "shop_id": str(order.shop_id),
        "state": order.parcel_state,
        "link": _link(f"tracking/{order.tracking_number}"),
    }
    return _at(order.shop_id, told, order.seller_id)


def _of_product(key: str) -> Thing | None:
    product = db.session.get(Product, UUID(key))
    if product is None:
        return None
    told = {
        "product_id": key,
        "shop_id": str(product.shop_id),
        "status": product.status,
        "price_vnd": product.price_vnd,
        "in_stock": product.stock > 0,
        "link": _link(f"products/{key}"),
    }
    return _at(product.shop_id, told)


def _of_shop(key: str) -> Thing | None:
    return _at(UUID(key), {"shop_id": key, "link": _link(f"shops/{key}")})


def _at(shop_id: UUID, told: Told, seller_id: UUID | None = None) -> Thing | None:
    shop = db.session.get(Shop, shop_id)
    return Thing(shop, told, seller_id or shop.owner_id) if shop is not None else None


def _link(path: str) -> str:
    return f"{current_app.config['MARKET'].public_url.rstrip('/')}/api/v1/{path}"


_TOLD = {
    "order": lambda key: _of_order(db.session.get(Order, UUID(key))),
    "order_number": lambda key: _of_order(db.session.scalars(select(Order).filter_by(number=key)).first()),
    "parcel": lambda key: _of_parcel(db.session.get(Order, UUID(key))),
    "product": _of_product,
    "shop": _of_shop,
}

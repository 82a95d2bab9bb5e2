"""Whether another household's good is as good for an order: no dearer, no more postage, and it still arrives fresh."""

from datetime import datetime
from typing import NamedTuple

from market import errors
from market.accounts import queries as accounts
from market.catalog.access import acting_role
from market.catalog.models import Product
from market.catalog.queries.sale import read_products
from market.catalog.rules.products import ProductStatus
from market.catalog.rules.shops import ShopStatus
from market.orders import baskets, models
from market.orders.substitutions.rules import Equal
from market.payments.cash.rules import COD
from market.payments.sales.queries import sale


class Found(NamedTuple):
    """A good that fits, and what the order costs with it in đồng."""

    product: Product
    parcel: baskets.ShopParcel
    goods_vnd: int
    shipping_vnd: int


def may_be_handed_over(order: models.Order) -> bool:
    """Not what is fetched at the household's own place, is complained of, or of which money went back already."""
    of_order = sale(order.number)
    untouched = of_order is not None and of_order.refunded_goods_vnd + of_order.refunded_shipping_vnd == 0
    return untouched and not order.is_collected and order.complained_since is None and len(order.lines) == 1


def fits(order: models.Order, line: models.OrderLine, equal: Equal, *, now: datetime) -> Found | None:
    """The good as a parcel of its own to the order's address, if it may be sent instead of `line`."""
    product = read_products([equal.product_id]).get(equal.product_id)
    if product is None or product.price_vnd > line.price_vnd or not _is_offered(product, order, now):
        return None
    parcel = parcel_of(order, line, product)
    if parcel is None or parcel.shipping_vnd > order.shipping_vnd:
        return None
    return Found(product, parcel, product.price_vnd * line.quantity, parcel.shipping_vnd)


def parcel_of(order: models.Order, line: models.OrderLine, product: Product) -> baskets.ShopParcel | None:
    """As a basket of it would be sent to where the order goes; None where it is too big, or spoils on the way."""
    try:
        basket = baskets.fill(
            {product.id: product},
            {product.id: line.quantity},
            to_commune=order.to_commune,
            cod=order.payment_method == COD,
            service=order.service,
        )
    except errors.Problem:
        return None
    return basket.parcels[0]


def is_sent(product: Product, now: datetime) -> bool:
    """Whether its household still sends it: a stand's good is off sale once the fair is over, but it is not stopped."""
    is_there = product.suspension_reason is None and product.ships_by_post
    listed = product.fair_slug is not None or product.shown_status == ProductStatus.LISTED
    return is_there and listed and product.shop.shown_status(now) == ShopStatus.OPEN


def _is_offered(product: Product, order: models.Order, now: datetime) -> bool:
    """Nobody is sent their own goods, or those of a household they act for."""
    buyer = accounts.person(order.buyer_id)
    others = product.shop_id != order.shop_id and acting_role(product.shop, buyer) is None
    return others and is_sent(product, now)

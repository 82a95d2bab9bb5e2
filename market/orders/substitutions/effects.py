"""What a choice brings about: the order is another household's, or goes without one good; the difference goes back.

The order keeps its number, its checkout, and whatever was paid for it: money never moves between orders, so what went
in is what lies with it. Nothing of it has been shared out before it is packed; who gets the share is the sale's to say.
"""

from datetime import datetime

from sqlalchemy import update

from market import clock, events
from market.catalog.models import Product
from market.catalog.queries.sale import read_products
from market.catalog.rules.certificates import stars_shown
from market.db import db
from market.orders import baskets, models
from market.orders.actions import dues
from market.orders.proposals import pricing
from market.orders.proposals.rules import OrderReduced
from market.orders.substitutions import matching, rules
from market.orders.substitutions.models import Substitution
from market.payments.cash.rules import COD
from market.payments.sales.actions import pass_sale_on
from market.payments.sales.queries import sale
from market.places.queries import province_of


def hand_over(*, order: models.Order, chosen: Substitution, now: datetime) -> None:
    """Make the locked `order` one of the other household. Raises NoLongerThere where it cannot send it any more."""
    assert chosen.to_product_id is not None  # noqa: S101 - what is chosen is there
    line, product = order.lines[0], read_products([chosen.to_product_id]).get(chosen.to_product_id)
    parcel = matching.parcel_of(order, line, product) if product and matching.is_sent(product, now) else None
    if product is None or parcel is None:
        raise rules.NoLongerThere
    former = {"former_shop_id": order.shop_id, "former_seller_id": order.seller_id}
    moved = rules.OrderSubstituted(at=now, order_id=order.id, former_village=order.village_key, **former)
    _change_hands(order, parcel, chosen, now)
    _change_goods(line, product, chosen, now)
    db.session.flush()
    pass_sale_on(reference=order.number, shop_id=order.shop_id, seller_id=order.seller_id)
    cost(order, chosen.goods_vnd or 0, min(order.shipping_vnd, chosen.shipping_vnd or 0), cause=chosen, now=now)
    events.publish(moved)


def _change_hands(order: models.Order, parcel: baskets.ShopParcel, chosen: Substitution, now: datetime) -> None:
    shop = parcel.shop
    order.shop_id, order.shop_name, order.seller_id = shop.id, shop.name, shop.owner_id
    order.from_commune, order.village_key = shop.commune_code, shop.village_key
    order.weight_g, order.is_fresh, order.fragile = parcel.weight_g, parcel.is_fresh, parcel.fragile
    order.promised_days, order.shelf_life_days = parcel.shipping.max_days, parcel.shelf_life_days
    order.ship_on, order.state_since = chosen.ship_on, now  # she has the whole time of its state
    order.wind(0)


def _change_goods(line: models.OrderLine, product: Product, chosen: Substitution, now: datetime) -> None:
    line.product_id, line.name, line.unit, line.pack = product.id, product.name, product.unit, product.pack
    line.price_vnd, line.weight_g = chosen.price_vnd or 0, product.weight_g
    line.category_slug, line.stars = (
        product.category_slug,
        stars_shown(product.certificate, clock.local_day(now)) or None,
    )


def may_leave_out(order: models.Order, line: models.OrderLine) -> bool:
    """Whether what is left is worth more than what went back of it already."""
    of_order = sale(order.number)
    return of_order is not None and 0 < order.goods_vnd - line.total_vnd >= of_order.refunded_goods_vnd


def leave_out(*, order: models.Order, made: Substitution, now: datetime) -> None:
    """Send the other goods only: they cost what they did, the post no more than before."""
    goods_vnd, shipping_vnd = _without(order, made)
    for line in order.lines:
        if line.product_id == made.product_id:
            db.session.delete(line)
    db.session.flush()
    db.session.expire(order, ["lines"])
    order.weight_g = sum(line.weight_g * line.quantity for line in order.lines)
    cost(order, goods_vnd, shipping_vnd, cause=made, now=now)
    events.publish(OrderReduced(at=now, order_id=order.id))


def cost(order: models.Order, goods_vnd: int, shipping_vnd: int, *, cause: Substitution, now: datetime) -> None:
    """The order costs this from now on, and its checkout as much less; what was paid too much goes back."""
    before = {"goods_vnd": order.goods_vnd, "shipping_vnd": order.shipping_vnd, "total_vnd": order.total_vnd}
    order.goods_vnd, order.shipping_vnd, order.total_vnd = goods_vnd, shipping_vnd, goods_vnd + shipping_vnd
    values = {name: getattr(models.Checkout, name) - (was - getattr(order, name)) for name, was in before.items()}
    whole = update(models.Checkout).where(models.Checkout.id == order.checkout_id).values(values)
    db.session.execute(whole.execution_options(synchronize_session=False))
    dues.settle_reduced(order=order, cause=str(cause.id), now=now)


def _without(order: models.Order, made: Substitution) -> tuple[int, int]:
    kept = [line for line in order.lines if line.product_id != made.product_id]
    if order.is_collected:
        return sum(line.total_vnd for line in kept), order.shipping_vnd
    goods = read_products([line.product_id for line in kept])
    packs = [
        pricing.Packs(line.price_vnd, line.weight_g, baskets.volume_g(goods[line.product_id]), line.quantity)
        for line in kept
    ]
    ways = (order.from_commune, order.to_commune, province_of(order.from_commune), province_of(order.to_commune))
    way = pricing.Way(*ways, order.payment_method == COD, order.service)
    return pricing.sums(packs, way, shipping_vnd=order.shipping_vnd)

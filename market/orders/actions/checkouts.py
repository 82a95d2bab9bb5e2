"""Checkout: all of a basket becomes orders, one a shop and fair, or nothing does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from market import clock, events, ids
from market.accounts.models import Person
from market.catalog.actions import stock
from market.catalog.rules.certificates import stars_shown
from market.db import insert_new, together
from market.orders import baskets, rules
from market.orders.actions.notifications import notify_buyer, notify_of_move
from market.orders.collection import queries as collection
from market.orders.collection.models import CollectionPoint
from market.orders.due import pay_by
from market.orders.models import Checkout, Order, OrderLine, OrderMove
from market.payments.cash.rules import COD
from market.payments.charges.actions import open_charge
from market.payments.methods import METHODS
from market.payments.sales import actions
from market.payments.sales.models import Sale


@dataclass(frozen=True)
class Recipient:
    """Who receives the parcels and where; copied onto each order."""

    name: str
    phone: str
    # Not needed where all is fetched.
    commune_code: str | None = None
    address_line: str | None = None


@dataclass(frozen=True)
class Purchase:
    """What a buyer asks for: packs of each product, where to, how paid, and the total they saw (đồng)."""

    wanted: dict[UUID, int]
    recipient: Recipient
    payment_method: str
    expected_total_vnd: int | None = None
    note: str = ""
    buyer_is_18: bool = False
    service: str = "standard"
    # The `Source` of the link by which the buyer came: each order keeps it.
    via: str | None = None
    id: UUID | None = None
    # Where the goods of a shop are fetched (one point a shop); those of all others are sent to the recipient.
    collect_at: Sequence[UUID] = ()


def check_out(
    *, by: Person, purchase: Purchase, now: datetime, new_number: Callable[[], str] = ids.new_order_number
) -> Checkout:
    """Take the stock and place one order a shop and fair, each with a number from `new_number`.

    What is paid beforehand is placed once its money is there. Raises AmountTooSmall, StockTooLow, OwnShop, NotForSale,
    ParcelTooHeavy, AgeNotStated, TotalChanged; then nothing is taken.
    """
    method = METHODS[purchase.payment_method]
    checkout_id = purchase.id or ids.new_id()
    points = collection.chosen(purchase.collect_at)
    fetched = collection.given_by_hand(points)
    recipient = purchase.recipient
    with together():
        products = stock.take_stock(
            wanted=purchase.wanted, reference=str(checkout_id), buyer=by, now=now, fetched=fetched
        )
        collection.require_address(
            points, products, {"commune_code": recipient.commune_code, "address_line": recipient.address_line}
        )
        basket = baskets.fill(
            products,
            purchase.wanted,
            to_commune=recipient.commune_code,
            cod=method.name == COD,
            service=purchase.service,
            points=points,
        )
        _agree(basket, purchase)
        checkout = Checkout(
            id=checkout_id,
            buyer_id=by.id,
            payment_method=purchase.payment_method,
            goods_vnd=basket.goods_vnd,
            shipping_vnd=basket.shipping_vnd,
            total_vnd=basket.total_vnd,
            created_at=now,
        )
        checkout.orders = [_copied(checkout, parcel, by, purchase, new_number(), now) for parcel in basket.parcels]
        _write(checkout, now)
    _tell(checkout, now)
    if method.is_prepaid:
        shares = {order.number: order.total_vnd for order in checkout.orders}
        open_charge(
            reference=str(checkout.id),
            method=method.name,
            at_gateway=method.at_gateway,
            shares=shares,
            expires_at=pay_by(now + method.pay_within, (order.gathers_until for order in checkout.orders)),
            now=now,
        )
    return checkout


def _agree(basket: baskets.Basket, purchase: Purchase) -> None:
    if not purchase.buyer_is_18 and basket.holds_alcohol:
        raise rules.AgeNotStated
    if purchase.expected_total_vnd not in (None, basket.total_vnd):
        raise rules.TotalChanged(total_vnd=basket.total_vnd, members={"total_vnd": basket.total_vnd})


def _write(checkout: Checkout, now: datetime) -> None:
    """All of it, in one statement a table however many its lines and shops."""
    orders = checkout.orders
    lines = [line for order in orders for line in order.lines]
    insert_new([checkout, *orders, *lines, *(move for order in orders for move in order.history)])
    actions.open_sales([_sale(order) for order in orders], now=now)


def _tell(checkout: Checkout, now: datetime) -> None:
    for order in checkout.orders:
        state = rules.OrderState(order.state)
        notify_of_move(order=order, origin=None, to=state, by="buyer", now=now)
        if order.gathers and state == rules.OrderState.PLACED:
            notify_buyer(order=order, notice="order_gathers", now=now)
        events.publish(rules.OrderMoved(at=now, order_id=order.id, origin=None, target=state, by="buyer"))


def _whereto(recipient: Recipient, point: CollectionPoint | None) -> dict[str, Any]:
    """Where the goods go. Of what is fetched nobody needs to know where its buyer lives."""
    if point is None:
        return {"to_commune": recipient.commune_code, "address_line": recipient.address_line}
    told = {"collect_kind": point.kind, "collect_place": point.place, "collect_office": point.post_office_code}
    return {"to_commune": point.commune_code, "address_line": "", "collect_at": point.id, **told}


def _lines(order_id: UUID, parcel: baskets.ShopParcel, now: datetime) -> list[OrderLine]:
    return [
        OrderLine(
            order_id=order_id,
            line_no=line_no,
            product_id=line.product.id,
            name=line.product.name,
            unit=line.product.unit,
            pack=line.product.pack,
            price_vnd=line.product.price_vnd,
            quantity=line.quantity,
            weight_g=line.product.weight_g,
            category_slug=line.product.category_slug,
            stars=stars_shown(line.product.certificate, clock.local_day(now)) or None,
        )
        for line_no, line in enumerate(parcel.lines, start=1)
    ]


def _sale(order: Order) -> Sale:
    return Sale(
        reference=order.number,
        shop_id=order.shop_id,
        seller_id=order.seller_id,
        buyer_id=order.buyer_id,
        channel=order.payment_method,
        goods_vnd=order.goods_vnd,
        shipping_vnd=order.shipping_vnd,
        placements=1,
        opened_at=order.placed_at,
    )


def _copied(
    checkout: Checkout, parcel: baskets.ShopParcel, by: Person, purchase: Purchase, number: str, now: datetime
) -> Order:
    """The order with prices, names and the address as they are at this moment."""
    shop, recipient = parcel.shop, purchase.recipient
    state = (
        rules.OrderState.AWAITING_PAYMENT if METHODS[purchase.payment_method].is_prepaid else rules.OrderState.PLACED
    )
    order_id = ids.new_id()
    placed = OrderMove(order_id=order_id, move_no=1, at=now, target=state, by="buyer", by_id=by.id, note="")
    order = Order(
        id=order_id,
        number=number,
        checkout_id=checkout.id,
        buyer_id=by.id,
        shop_id=shop.id,
        shop_name=shop.name,
        seller_id=shop.owner_id,
        from_commune=shop.commune_code,
        village_key=shop.village_key,
        state=state,
        state_since=now,
        goods_vnd=parcel.goods_vnd,
        shipping_vnd=parcel.shipping_vnd,
        total_vnd=parcel.goods_vnd + parcel.shipping_vnd,
        weight_g=parcel.weight_g,
        is_fresh=parcel.is_fresh,
        promised_days=parcel.shipping.max_days,
        shelf_life_days=parcel.shelf_life_days,
        fragile=parcel.fragile,
        service=purchase.service,
        payment_method=purchase.payment_method,
        payment_status=rules.PaymentStatus.DUE if state == rules.OrderState.PLACED else rules.PaymentStatus.AWAITING,
        recipient_name=recipient.name,
        recipient_phone=recipient.phone,
        **_whereto(recipient, parcel.point),
        note=purchase.note,
        via=purchase.via,
        **parcel.of_fair,
        placed_at=now,
        changed_at=now,
        lines=_lines(order_id, parcel, now),
        history=[placed],
    )
    order.wind(0)
    return order

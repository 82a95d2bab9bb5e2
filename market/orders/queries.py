"""Reads of orders. Who looks decides what is there: what you may not see does not exist."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, or_, select, union_all
from sqlalchemy.orm import lazyload
from sqlalchemy.orm.attributes import set_committed_value

from market.accounts.models import Person
from market.catalog.models import Product, Shop
from market.catalog.queries import sale
from market.catalog.rules.products import ProductReinstated, ProductSuspended, SalesAsked
from market.catalog.rules.shops import OpenOrdersAsked, Reinstated, ShopReinstated, ShopSuspended, Suspended
from market.db import Look, db
from market.db import locked as db_locked
from market.delivery.queries import parcels
from market.delivery.rules.news import SendingDaysAsked
from market.orders.baskets import Basket, fill
from market.orders.collection import queries as collection
from market.orders.models import Checkout, Order, OrderLine, OrderMove
from market.orders.rules import OPEN, UNFINISHED, UNSENT, OrderState
from market.payments.cash.rules import COD
from market.search.rules import LastSalesAsked

# Asked by every checkout: built once, and without a list, which SQLAlchemy writes anew for every asking.
_WAITING = select(func.count()).where(or_(*(Order.state == state for state in UNSENT)), Order.payment_method == COD)
_FOR_PHONE = Order.recipient_phone == bindparam("phone")
_WAITING_OF_BOTH = Look(
    select(
        _WAITING.where(Order.buyer_id == bindparam("buyer_id")).scalar_subquery().label("hers"),
        _WAITING.where(_FOR_PHONE).scalar_subquery().label("theirs"),
    )
)
_PARTS: tuple[tuple[str, Any], ...] = (("lines", OrderLine), ("history", OrderMove))


def quote(
    *,
    wanted: dict[UUID, int],
    to_commune: str | None,
    cod: bool,
    now: datetime,
    buyer: Person | None = None,
    service: str = "standard",
    collect_at: Sequence[UUID] = (),
) -> Basket:
    """What a basket would cost `buyer` (None: a guest) now. Raises as a checkout would, but takes nothing."""
    points = collection.chosen(collect_at)
    fetched = collection.given_by_hand(points)
    products = sale.products_for_sale(list(wanted), now=now, buyer=buyer, fetched=fetched)
    collection.require_address(points, products, {"commune_code": to_commune})
    return fill(products, wanted, to_commune=to_commune, cod=cod, service=service, points=points)


def open_cash_orders(buyer_id: UUID, phone: str | None) -> int:
    """How many orders to be paid at the door and not yet sent a buyer has, or a recipient's phone if that is more."""
    return max(_WAITING_OF_BOTH.first(buyer_id=buyer_id, phone=phone))


def open_cash_orders_for(phone: str) -> int:
    """The same of a recipient's phone alone, whoever bought them."""
    return db.session.scalar(_WAITING.where(_FOR_PHONE), {"phone": phone}) or 0


def with_number(number: str) -> Order | None:
    return db.session.scalars(select(Order).filter_by(number=number)).first()


def locked(number: str, *, with_parcel: bool = False) -> Order | None:
    """The order, held until this transaction ends, as others left it.

    `with_parcel` for what may change the parcel too: scans hold the parcel first and then its order,
    and two who hold them in opposite order would wait for each other.
    """
    if with_parcel:
        parcels.hold_parcels(references=[number])
    return db.session.scalars(db_locked(select(Order).filter_by(number=number))).first()


def locked_bare(numbers: Collection[str]) -> dict[str, Order]:
    """Orders by number, whose parcels are held already, held too; without lines and history: see `read_whole`."""
    wanted = select(Order).where(Order.number.in_(numbers)).order_by(Order.number)
    bare = wanted.options(lazyload(Order.lines), lazyload(Order.history))
    return {order.number: order for order in db.session.scalars(db_locked(bare))}


def read_whole(orders: Collection[Order]) -> None:
    """Have the lines and the history of held orders at hand, in a statement each."""
    for name, of in _PARTS if orders else ():
        parts: dict[UUID, list[Any]] = {order.id: [] for order in orders}
        for part in db.session.scalars(select(of).where(of.order_id.in_(parts)).order_by(*of.__table__.primary_key)):
            parts[part.order_id].append(part)
        for order in orders:
            set_committed_value(order, name, parts[order.id])


def locked_together(numbers: Collection[str]) -> Sequence[Order]:
    """Many orders and their parcels, held in one order for all, in three statements and one."""
    parcels.hold_parcels(references=numbers)
    wanted = select(Order).where(Order.number.in_(numbers)).order_by(Order.number)
    return db.session.scalars(db_locked(wanted)).all()


def others_await(order: Order) -> bool:
    """Whether another order of its checkout still waits for its money."""
    other = select(Order.id).filter_by(checkout_id=order.checkout_id, state=OrderState.AWAITING_PAYMENT)
    return db.session.scalar(other.where(Order.id != order.id).limit(1)) is not None


def open_numbers(about: Suspended | Reinstated) -> list[str]:
    """The numbers of the open orders of a shop or good that is suspended, or no longer."""
    wanted = select(Order.number).where(Order.state.in_(OPEN)).order_by(Order.id)
    if isinstance(about, ShopSuspended | ShopReinstated):
        return list(db.session.scalars(wanted.where(Order.shop_id == about.shop_id)))
    assert isinstance(about, ProductSuspended | ProductReinstated)  # noqa: S101 - there are no others
    holding = select(OrderLine.order_id).where(OrderLine.product_id == about.product_id)
    return list(db.session.scalars(wanted.where(Order.id.in_(holding))))


def add_unfinished(asked: OpenOrdersAsked) -> None:
    """Add some of a shop's orders that are not finished."""
    wanted = select(Order.number).where(Order.shop_id == asked.shop_id, Order.state.in_(UNFINISHED))
    asked.numbers.extend(db.session.scalars(wanted.order_by(Order.id).limit(5)))


def add_sending_days(asked: SendingDaysAsked) -> None:
    """Add on which day those orders go that were ordered at a fair."""
    told = select(Order.number, Order.ship_on).where(Order.number.in_(asked.references), Order.fair_slug.is_not(None))
    asked.days.update({number: day for number, day in db.session.execute(told) if day is not None})


def add_sales(asked: SalesAsked) -> None:
    """Add an order of a good, if it was ever ordered."""
    wanted = select(Order.number).join(OrderLine, OrderLine.order_id == Order.id)
    asked.numbers.extend(db.session.scalars(wanted.where(OrderLine.product_id == asked.product_id).limit(1)))


def add_last_sales(asked: LastSalesAsked) -> None:
    """Add when each good was last ordered that came to its buyer."""
    last = func.max(Order.placed_at)
    wanted = select(OrderLine.product_id, last).join(Order, Order.id == OrderLine.order_id)
    came = Order.state.in_([OrderState.DELIVERED, OrderState.COMPLETED]) & (Order.placed_at >= asked.since)
    wanted = wanted.where(OrderLine.product_id.in_(asked.product_ids), came).group_by(OrderLine.product_id)
    asked.ordered.update((product_id, day) for product_id, day in db.session.execute(wanted))


def is_covered(order: Order, *, besides: Suspended | Reinstated) -> bool:
    """Whether its shop, or a good of it, is suspended, `besides` what is spoken about."""
    spoken = {getattr(besides, "shop_id", None), getattr(besides, "product_id", None)}
    shop = select(Shop.id).where(Shop.id == order.shop_id, Shop.suspension_reason.is_not(None))
    goods = [line.product_id for line in order.lines]
    product = select(Product.id).where(Product.id.in_(goods), Product.suspension_reason.is_not(None))
    return not set(db.session.scalars(union_all(shop, product))) <= spoken


def due(now: datetime, *, limit: int) -> list[str]:
    """The numbers of orders whose timer is due, longest due first."""
    wanted = select(Order.number).where(Order.timer_at <= now).order_by(Order.timer_at).limit(limit)
    return list(db.session.scalars(wanted))


def checkout(checkout_id: UUID) -> Checkout:
    """A checkout and its orders as others left them."""
    wanted = select(Checkout).filter_by(id=checkout_id).execution_options(populate_existing=True)
    return db.session.scalars(wanted).one()


def checkout_of(buyer: Person, checkout_id: UUID) -> Checkout | None:
    """What this buyer has bought at once."""
    return db.session.scalars(select(Checkout).filter_by(id=checkout_id, buyer_id=buyer.id)).first()


def by_id(order_id: UUID) -> Order | None:
    return db.session.get(Order, order_id)

"""Reads of orders. Who looks decides what is there: what you may not see does not exist."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, false, func, or_, select, true, union_all
from sqlalchemy.orm import lazyload

from market.accounts.models import Delegation, Person
from market.accounts.rules import RoleName
from market.accounts.services.access import acting_service
from market.catalog.models import Product, Shop
from market.catalog.queries import sale
from market.catalog.rules.products import ProductReinstated, ProductSuspended
from market.catalog.rules.shops import Reinstated, ShopReinstated, ShopSuspended, Suspended
from market.db import db
from market.db import locked as db_locked
from market.delivery.queries import parcels
from market.orders.baskets import Basket, fill
from market.orders.models import Checkout, Order, OrderLine
from market.orders.rules import OPEN, UNSENT, OrderState
from market.payments.cash.rules import COD
from market.places.models import Commune


def quote(
    *,
    wanted: dict[UUID, int],
    to_commune: str,
    cod: bool,
    now: datetime,
    buyer: Person | None = None,
    service: str = "standard",
) -> Basket:
    """What a basket would cost `buyer` (None: a guest) now. Raises as a checkout would, but takes nothing."""
    products = sale.products_for_sale(list(wanted), now=now, buyer=buyer)
    return fill(products, wanted, to_commune=to_commune, cod=cod, service=service)


def open_cash_orders(buyer_id: UUID, phone: str | None) -> int:
    """How many orders to be paid at the door and not yet sent a buyer has, or a recipient's phone if that is more."""
    waiting = select(func.count()).where(Order.state.in_(UNSENT), Order.payment_method == COD)
    of_buyer, for_phone = waiting.where(Order.buyer_id == buyer_id), waiting.where(Order.recipient_phone == phone)
    return max(db.session.execute(select(of_buyer.scalar_subquery(), for_phone.scalar_subquery())).one())


def open_cash_orders_for(phone: str) -> int:
    """The same of a recipient's phone alone, whoever bought them."""
    waiting = select(func.count()).where(Order.state.in_(UNSENT), Order.payment_method == COD)
    return db.session.scalar(waiting.where(Order.recipient_phone == phone)) or 0


def with_number(number: str) -> Order | None:
    return db.session.scalars(select(Order).filter_by(number=number)).first()


def locked(number: str, *, with_parcel: bool = False, bare: bool = False) -> Order | None:
    """The order, held until this transaction ends, as others left it; if `bare`, without lines and history.

    `with_parcel` for what may change the parcel too: scans hold the parcel first and then its order,
    and two who hold them in opposite order would wait for each other.
    """
    if with_parcel:
        parcels.hold_parcel(reference=number)
    wanted = db_locked(select(Order).filter_by(number=number))
    if bare:
        wanted = wanted.options(lazyload(Order.lines), lazyload(Order.history))
    return db.session.scalars(wanted).first()


def others_await(order: Order) -> bool:
    """Whether another order of its checkout still waits for its money."""
    other = select(Order.id).filter_by(checkout_id=order.checkout_id, state=OrderState.AWAITING_PAYMENT)
    return db.session.scalar(other.where(Order.id != order.id).limit(1)) is not None


def orders_of(
    person: Person, *, looking_as: str, state: str | None, shop_id: UUID | None = None, held: bool | None = None
) -> Select[Any]:
    """The orders that `person` has part in as buyer, seller (own shops and their villages'), officer, operator.

    Of one state, one shop, or those that are `held` (or not).
    """
    wanted = select(Order).where(_part(person, looking_as))
    if shop_id is not None:
        wanted = wanted.where(Order.shop_id == shop_id)
    if held is not None:
        wanted = wanted.where(Order.held_since.is_not(None) if held else Order.held_since.is_(None))
    return wanted.where(Order.state == state) if state else wanted


def open_numbers(about: Suspended | Reinstated) -> list[str]:
    """The numbers of the open orders of a shop or good that is suspended, or no longer."""
    wanted = select(Order.number).where(Order.state.in_(OPEN)).order_by(Order.id)
    if isinstance(about, ShopSuspended | ShopReinstated):
        return list(db.session.scalars(wanted.where(Order.shop_id == about.shop_id)))
    assert isinstance(about, ProductSuspended | ProductReinstated)  # noqa: S101 - there are no others
    holding = select(OrderLine.order_id).where(OrderLine.product_id == about.product_id)
    return list(db.session.scalars(wanted.where(Order.id.in_(holding))))


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


def _part(person: Person, looking_as: str) -> ColumnElement[bool]:
    if looking_as == "buyer":
        return Order.buyer_id == person.id
    if looking_as == "seller":
        return or_(Order.seller_id == person.id, _served(person), _connected(person))
    if looking_as == "officer":
        return or_(*(_in_place(place) for place in sorted(person.places(RoleName.OFFICER))), false())
    return true() if person.holds(RoleName.OPERATOR) else false()


def _served(person: Person) -> ColumnElement[bool]:
    """Orders of the households that `person`'s team acts for."""
    places = person.places(RoleName.TEAM_MEMBER)
    if not places:
        return false()
    agreed = exists().where(Delegation.person_id == Order.seller_id, Delegation.role == RoleName.TEAM_MEMBER)
    return or_(Order.village_key.in_(places), Order.from_commune.in_(places)) & agreed


def _connected(person: Person) -> ColumnElement[bool]:
    """Orders that the household of now has sold in the shop that a service is connected to."""
    if acting_service() is None:
        return false()
    there = [UUID(place) for place in person.places(RoleName.SELLER)]
    sold = exists().where(Shop.id == Order.shop_id, Shop.owner_id == Order.seller_id)
    return Order.shop_id.in_(there) & sold


def _in_place(place: str) -> ColumnElement[bool]:
    if len(place) > 2:
        return Order.from_commune == place
    return Order.from_commune.in_(select(Commune.code).where(Commune.province_code == place))

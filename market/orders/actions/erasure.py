"""What is left of somebody in the orders once they ask to be forgotten, and what they may take with them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from market.accounts import queries as accounts
from market.accounts.leaving import StopsAsked
from market.accounts.rules import ExportAsked, PersonErased
from market.catalog.models import Shop
from market.db import db
from market.delivery.actions import parcels
from market.errors import Conflict
from market.language import Sentence
from market.orders.collection.models import CollectionPoint
from market.orders.models import Order, OrderMove
from market.orders.proposals.models import Proposal
from market.orders.rules import UNFINISHED


class OrdersOpen(Conflict):
    type = "orders-open"
    title = Sentence("Còn đơn chưa xong", en="Orders still open")
    detail = Sentence(
        "Bạn còn đơn hàng chưa xong. Xin chờ xong rồi xóa tài khoản.",
        en="You have orders that are not finished. Please let them finish, then delete your account.",
    )


def erase_person(erased: PersonErased) -> None:
    """Take name, phone, address and all that was typed off a person's finished orders. Raises OrdersOpen."""
    if _has_unfinished(erased.person_id):
        raise OrdersOpen
    bought, sold = Order.buyer_id == erased.person_id, Order.seller_id == erased.person_id
    person = accounts.person(erased.person_id)
    name, phone = (person.name, person.phone) if person else ("", None)
    received = or_(bought, _sent_to(phone)) if phone else bought
    parcels.erase_people(name=name, received=_numbers(received), sent=_numbers(sold))
    typed = OrderMove.order_id.in_(select(Order.id).where(or_(received, sold)))
    db.session.execute(update(OrderMove).where(typed).values(note=""))
    said = Proposal.order_id.in_(select(Order.id).where(or_(received, sold)))
    db.session.execute(update(Proposal).where(said).values(note=""))
    db.session.execute(update(Order).where(or_(received, sold)).values(note=""))
    _forget_places(erased.person_id, now=erased.at)
    blank = {"recipient_name": "", "recipient_phone": "", "address_line": ""}
    db.session.execute(update(Order).where(received).values(blank))


def add_orders_open(asked: StopsAsked) -> None:
    """Whether a person's orders keep her from leaving."""
    asked.stops.extend([OrdersOpen()] if _has_unfinished(asked.person_id) else [])


def _has_unfinished(person_id: UUID) -> bool:
    hers = or_(Order.buyer_id == person_id, Order.seller_id == person_id)
    return db.session.scalar(select(Order.id).where(hers, Order.state.in_(UNFINISHED)).limit(1)) is not None


def _forget_places(person_id: UUID, *, now: datetime) -> None:
    """Where her goods were fetched may be her own door."""
    hers = CollectionPoint.shop_id.in_(select(Shop.id).where(Shop.owner_id == person_id))
    closed = func.coalesce(CollectionPoint.closed_at, now)
    db.session.execute(update(CollectionPoint).where(hers).values(name="", address="", hours="", closed_at=closed))
    fetched = (Order.seller_id == person_id) & Order.collect_at.is_not(None)
    db.session.execute(update(Order).where(fetched).values(collect_place=""))


def _sent_to(phone: str) -> ColumnElement[bool]:
    """Finished orders that others had sent to her phone."""
    return and_(Order.recipient_phone == phone, Order.state.not_in(UNFINISHED))


def _numbers(which: ColumnElement[bool]) -> list[str]:
    return list(db.session.scalars(select(Order.number).where(which)))


def add_orders(asked: ExportAsked) -> None:
    """Add what a person bought, and sold (without the buyers), to what they may take with them."""
    bought = select(Order).where(Order.buyer_id == asked.person_id).order_by(Order.id)
    asked.parts["orders"] = [
        {
            "number": order.number,
            "placed_at": order.placed_at.isoformat(),
            "state": order.state,
            "shop": order.shop_name,
            "items": [f"{line.quantity} x {line.name}" for line in order.lines],
            "total_vnd": order.total_vnd,
            "collect_at": order.collect_place,
            "deliver_to": [order.recipient_name, order.recipient_phone, order.to_commune, order.address_line],
            "note": order.note,
        }
        for order in db.session.scalars(bought)
    ]
    place = (CollectionPoint.kind, CollectionPoint.name, CollectionPoint.address, CollectionPoint.hours)
    hers = select(*place).join(Shop, Shop.id == CollectionPoint.shop_id).where(Shop.owner_id == asked.person_id)
    asked.add("collection_points", db.session.execute(hers.order_by(CollectionPoint.id)).mappings())
    told = (Order.number, Order.placed_at, Order.state, Order.shop_name, Order.total_vnd)
    sold = select(*told).where(Order.seller_id == asked.person_id).order_by(Order.id)
    asked.add("sales", db.session.execute(sold).mappings())
    said = (Order.number, Proposal.proposed_at, Proposal.state, Proposal.ship_on, Proposal.note)
    mine = or_(Order.buyer_id == asked.person_id, Order.seller_id == asked.person_id)
    proposed = select(*said).join(Order, Order.id == Proposal.order_id).where(mine).order_by(Proposal.id)
    asked.add("order_proposals", db.session.execute(proposed).mappings())

"""What is left of somebody in the orders once they ask to be forgotten, and what they may take with them."""

from sqlalchemy import or_, select, update

from market.accounts.rules import ExportAsked, PersonErased
from market.db import db
from market.delivery.actions import parcels
from market.errors import Conflict
from market.language import Sentence
from market.orders.models import Order
from market.orders.rules import OrderState

_OPEN = (
    OrderState.AWAITING_PAYMENT,
    OrderState.PLACED,
    OrderState.ACCEPTED,
    OrderState.PACKED,
    OrderState.SHIPPED,
    OrderState.DELIVERED,
)


class OrdersOpen(Conflict):
    type = "orders-open"
    title = Sentence("Còn đơn chưa xong", en="Orders still open")
    detail = Sentence(
        "Bạn còn đơn hàng chưa xong. Xin chờ xong rồi xóa tài khoản.",
        en="You have orders that are not finished. Please let them finish, then delete your account.",
    )


def erase_person(erased: PersonErased) -> None:
    """Take name, phone and address off a person's finished orders. Raises OrdersOpen."""
    theirs = or_(Order.buyer_id == erased.person_id, Order.seller_id == erased.person_id)
    if db.session.scalar(select(Order.id).where(theirs, Order.state.in_(_OPEN)).limit(1)):
        raise OrdersOpen
    bought = Order.buyer_id == erased.person_id
    parcels.erase_recipients(references=list(db.session.scalars(select(Order.number).where(bought))))
    blank = {"recipient_name": "", "recipient_phone": "", "address_line": "", "note": ""}
    db.session.execute(update(Order).where(bought).values(blank))


def add_orders(asked: ExportAsked) -> None:
    """Add what a person bought to what they may take with them."""
    bought = select(Order).where(Order.buyer_id == asked.person_id).order_by(Order.id)
    asked.parts["orders"] = [
        {
            "number": order.number,
            "placed_at": order.placed_at.isoformat(),
            "state": order.state,
            "shop": order.shop_name,
            "items": [f"{line.quantity} x {line.name}" for line in order.lines],
            "total_vnd": order.total_vnd,
            "deliver_to": [order.recipient_name, order.recipient_phone, order.to_commune, order.address_line],
            "note": order.note,
        }
        for order in db.session.scalars(bought)
    ]

"""What is left of somebody in messages once they ask to be forgotten, and what they may take with them."""

from typing import Any

from sqlalchemy import or_, select, update

from market import outbox, phones
from market.accounts.rules import ExportAsked, PersonErased
from market.db import db
from market.messages import rules
from market.messages.models import OrderMessage, Thread
from market.messages.rules import Side
from market.orders.models import Order


def erase_messages(erased: PersonErased) -> None:
    """Of the orders of somebody who was forgotten nothing is left of what both have written: it names her too."""
    hers = select(Order.id).where(or_(Order.buyer_id == erased.person_id, Order.seller_id == erased.person_id))
    of_hers = OrderMessage.order_id.in_(hers)
    shown = select(OrderMessage.order_id).where(of_hers, OrderMessage.photo.is_not(None)).distinct()
    for order_id in db.session.scalars(shown).all():
        outbox.put(rules.DISCARD, {"order_id": str(order_id)}, now=erased.at)
    db.session.execute(
        update(OrderMessage).where(of_hers, OrderMessage.reported_at.is_not(None)).values(report_reason="")
    )
    db.session.execute(update(OrderMessage).where(of_hers).values(text="", photo=None))
    db.session.execute(update(Thread).where(Thread.order_id.in_(hers)).values(team_at=None))


def add_messages(asked: ExportAsked) -> None:
    """What a person wrote of orders, and what was written to her, as she reads it."""
    mine = or_(Order.buyer_id == asked.person_id, Order.seller_id == asked.person_id)
    wanted = select(Order, OrderMessage, Thread).join(OrderMessage, OrderMessage.order_id == Order.id)
    wanted = wanted.join(Thread, Thread.order_id == Order.id).where(mine)
    asked.parts["messages"] = [
        _exported(order, one, of, Side.BUYER if order.buyer_id == asked.person_id else Side.HOUSEHOLD)
        for order, one, of in db.session.execute(wanted.order_by(Order.id, OrderMessage.message_no))
    ]


def _exported(order: Order, one: OrderMessage, of: Thread, side: Side) -> dict[str, Any]:
    mine = one.side == side
    return {
        "order": order.number,
        "by": one.by,
        "sent_at": one.sent_at.isoformat(),
        "text": one.text if mine or of.shows_phones else str(phones.hidden(one.text)),
        "photo": one.photo is not None,
        "reported": None if mine else one.report_reason,
    }

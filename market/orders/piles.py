"""What is to be done with a shop's orders, pile by pile: how many lie in each, and which."""

from datetime import datetime, timedelta
from itertools import count, takewhile
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select

from market.accounts.models import Person
from market.db import db
from market.http import page
from market.orders import gathering, lists, rules
from market.orders.models import Order, OrderLine, OrderMove
from market.orders.proposals.models import Proposal
from market.orders.proposals.rules import ProposalState

_S = rules.OrderState
_LATELY = timedelta(days=90)


def _piles(now: datetime) -> dict[str, ColumnElement[bool]]:
    free, packed, fetched = Order.held_since.is_(None), Order.state == _S.PACKED, Order.collect_at.is_not(None)
    return {
        "new": (Order.state == _S.PLACED) & ~gathering.gathers(),
        "gathered": (Order.state == _S.PLACED) & gathering.gathers(),
        "pack": Order.state == _S.ACCEPTED,
        "sent": Order.state.in_((_S.PACKED, _S.SHIPPED)),
        "done": Order.state.not_in(rules.OPEN) & (Order.state != _S.SHIPPED),
        "accept": (Order.state == _S.PLACED) & free & ~gathering.gathers(),
        "ready": (Order.state == _S.ACCEPTED) & free & gathering.is_due(now),
        "bring": packed & free & (~fetched | Order.collect_office.is_not(None)),
        "fetch": packed & free & fetched & Order.collect_office.is_(None),
        "late": lists.is_late(),
        "held": Order.held_since.is_not(None),
        "back": (Order.state == _S.RETURNED) & Order.return_received_at.is_(None),
        "asked": _asked(now),
        "changed": Order.state.in_((_S.PLACED, _S.ACCEPTED)) & _changed(),
    }


def counted(person: Person, *, shop_id: UUID, now: datetime) -> dict[str, int]:
    """How many of a shop's orders lie in each pile, to whoever sells there or acts for the household."""
    counts = [func.count().filter(condition).label(name) for name, condition in _piles(now).items()]
    row = db.session.execute(_of(person, shop_id).with_only_columns(*counts)).one()
    return dict(row._mapping)


def pile(
    person: Person,
    *,
    shop_id: UUID,
    name: str | None,
    now: datetime,
    q: str | None = None,
    limit: int = 20,
    cursor: str | None = None,
) -> dict[str, Any]:
    """A page of the orders of one pile, or of all with the words of `q`; newest first. Raises InvalidInput."""
    wanted = _of(person, shop_id, q=q)
    if name is not None:
        wanted = wanted.where(_piles(now)[name])
    return page(wanted, Order.id, limit=limit, cursor=cursor)


def most_urgent(person: Person, *, shop_id: UUID, most: int, now: datetime) -> list[Order]:
    """What waits longest to be accepted."""
    waiting = _of(person, shop_id).where(_piles(now)["accept"])
    return list(db.session.scalars(waiting.order_by(Order.state_since, Order.id).limit(most)))


def sold_lately(shop_id: UUID, *, now: datetime, most: int = 3) -> list[tuple[str, int]]:
    """The goods of which a shop has lately sold the most packs."""
    packs = func.sum(OrderLine.quantity)
    sold = select(OrderLine.name, packs).join(Order, Order.id == OrderLine.order_id)
    sold = sold.where(Order.shop_id == shop_id, Order.placed_at >= now - _LATELY)
    sold = sold.where(Order.state.in_((_S.DELIVERED, _S.COMPLETED))).group_by(OrderLine.name)
    return [(name, int(many)) for name, many in db.session.execute(sold.order_by(packs.desc()).limit(most))]


def ends_at(order: Order) -> datetime | None:
    """When an order that nobody moves on is called off by itself; None where it is not."""
    if order.gathers and order.held_since is None:
        return None
    kind = {"is_fresh": order.is_fresh, "is_held": order.held_since is not None, "is_collected": order.is_collected}
    steps = (rules.timer(rules.OrderState(order.state), step, **kind) for step in count())
    ends = [step.after for step in takewhile(bool, steps) if step and step.action == rules.TimerAction.CANCEL]
    return (order.held_since or order.waits_since) + ends[0] if ends else None


def done_at(order: Order) -> datetime:
    """Since when it is in its state, by its history."""
    moves = [line.at for line in order.history if line.target == order.state != line.origin]
    return moves[-1] if moves else order.state_since


def was_changed(order: Order) -> bool:
    """Whether its buyer has put something right, or has answered, and it is not packed yet."""
    return order.state in rules.BEFORE_PACKING and any(
        line.by == "buyer" and line.origin == line.target for line in order.history
    )


def _of(person: Person, shop_id: UUID, **which: Any) -> Select[Any]:
    return lists.orders_of(person, looking_as="seller", shop_id=shop_id, **which)


def _asked(now: datetime) -> ColumnElement[bool]:
    proposal = Proposal.order_id == Order.id, Proposal.state == ProposalState.OPEN, Proposal.expires_at > now
    return exists().where(*proposal)


def _changed() -> ColumnElement[bool]:
    of_buyer = OrderMove.order_id == Order.id, OrderMove.by == "buyer", OrderMove.origin == OrderMove.target
    return exists().where(*of_buyer)

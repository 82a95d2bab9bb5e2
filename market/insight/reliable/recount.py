"""What became of the orders of shops, read from their histories. A cousin who buys every week counts a few times."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, distinct, func, select

from market import clock
from market.complaints.models import Complaint
from market.complaints.rules.holders import Level
from market.complaints.rules.kinds import OF_GOODS, Side
from market.complaints.rules.outcomes import Outcome
from market.db import db
from market.insight.reliable.rules import ACCEPT_WITHIN, DAYS, Record
from market.orders.models import Order, OrderLine, OrderMove
from market.orders.rules import HOUSEHOLD, UNSENT, OrderState

_S = OrderState
_SENT = (_S.DELIVERED, _S.COMPLETED, _S.RETURNED, _S.LOST, _S.DAMAGED)
_BOUGHT = (_S.DELIVERED, _S.COMPLETED)
# Of one buyer so many orders speak for a shop.
OF_A_BUYER = 3
_RIGHTED = (Outcome.REPLACED, Outcome.REFUND)


def records(shop_ids: Collection[UUID], *, now: datetime) -> dict[UUID, Record]:
    """Of each of these shops; one of which nothing was settled has none."""
    since = clock.ago(now, days=DAYS)
    counts: dict[UUID, Counter[str]] = defaultdict(Counter)
    of_buyer: Counter[tuple[UUID, UUID]] = Counter()
    for row in db.session.execute(_settled(since).where(Order.shop_id.in_(shop_ids)).order_by(Order.id)):
        became = _became(row)
        if became == "kept":
            of_buyer[row.shop_id, row.buyer_id] += 1
        if became and (became != "kept" or of_buyer[row.shop_id, row.buyer_id] <= OF_A_BUYER):
            counts[row.shop_id][became] += 1
    for shop_id, upheld in db.session.execute(_upheld(since).where(Complaint.shop_id.in_(shop_ids))):
        if shop_id is not None:
            counts[shop_id]["upheld"] = upheld
    return {shop_id: Record(**found) for shop_id, found in counts.items()}


def sold(*, now: datetime) -> dict[UUID, int]:
    """How many different buyers had each good delivered; its household is none of them."""
    since = clock.ago(now, days=DAYS)
    wanted = select(OrderLine.product_id, func.count(distinct(Order.buyer_id)).label("buyers")).join(Order)
    wanted = wanted.where(Order.changed_at >= since, Order.state_since >= since, Order.state.in_(_BOUGHT))
    wanted = wanted.where(Order.buyer_id != Order.seller_id)
    return {row.product_id: row.buyers for row in db.session.execute(wanted.group_by(OrderLine.product_id))}


def shops_with_orders(*, now: datetime) -> set[UUID]:
    since = clock.ago(now, days=DAYS)
    return set(db.session.scalars(select(Order.shop_id).where(Order.changed_at >= since).distinct()))


def _settled(since: datetime) -> Select[Any]:
    columns = (Order.shop_id, Order.buyer_id, Order.state, Order.placed_at, Order.gathers_until, Order.collect_at)
    accepted = select(func.min(OrderMove.at)).where(OrderMove.order_id == Order.id, OrderMove.target == _S.ACCEPTED)
    begun = select(func.max(OrderMove.at)).where(OrderMove.order_id == Order.id, OrderMove.target == _S.PLACED)
    named = {"accepted_at": accepted, "begun_at": begun, "ended_by": _last("by"), "ended_from": _last("origin")}
    wanted = select(*columns, Order.held_since, *(one.scalar_subquery().label(name) for name, one in named.items()))
    wanted = wanted.where(Order.changed_at >= since, Order.state_since >= since, Order.buyer_id != Order.seller_id)
    return wanted.where(Order.state.in_((*_SENT, _S.CANCELLED)))


def _last(name: str) -> Select[Any]:
    ended = (OrderMove.order_id == Order.id) & (OrderMove.target == _S.CANCELLED)
    return select(getattr(OrderMove, name)).where(ended).order_by(OrderMove.move_no.desc()).limit(1)


def _became(row: Row[Any]) -> str | None:
    """What it counts as; None of what is not the shop's doing: called off by the buyer, unpaid, held or not fetched."""
    if row.state in _SENT:
        begun = row.gathers_until or row.begun_at or row.placed_at
        return "late" if row.accepted_at is not None and row.accepted_at - begun > ACCEPT_WITHIN else "kept"
    if row.ended_from not in UNSENT:
        return None
    if row.ended_by in HOUSEHOLD:
        return "cancelled"
    waits_for_buyer = row.ended_from == _S.PACKED and row.collect_at is not None
    return "lapsed" if row.ended_by == "worker" and row.held_since is None and not waits_for_buyer else None


def _upheld(since: datetime) -> Select[UUID | None, int]:
    """Of its goods, put right by somebody above the shop: what it puts right itself speaks for it."""
    wanted = select(Complaint.shop_id, func.count()).where(Complaint.answered_at >= since)
    wanted = wanted.where(Complaint.kind.in_(OF_GOODS), Complaint.side != Side.SELLER, Complaint.outcome.in_(_RIGHTED))
    return wanted.where(Complaint.answered_from != Level.SHOP).group_by(Complaint.shop_id)

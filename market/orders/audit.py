"""What must always be true of orders, for `market audit`. Everything is compared in the database, whatever its size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from market.catalog.models import StockMovement
from market.catalog.rules import Reason
from market.db import db
from market.delivery.models import Parcel
from market.orders.models import Checkout, Order, OrderLine, OrderMove
from market.orders.rules import STATES, OrderState
from market.payments.models import Sale
from market.payments.models.ledger import LedgerEntry, Posting
from market.payments.rules import COD
from market.payments.rules.accounts import Kind
from market.payments.rules.charges import PREPAID

_NO_PARCEL = (OrderState.AWAITING_PAYMENT, OrderState.PLACED, OrderState.ACCEPTED)
_AT_ONCE = 1000


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken."""
    yield from _goods_that_differ()
    yield from _checkouts_that_differ()
    yield from _histories_that_differ()
    yield from _parcels_that_differ()
    yield from _stock_that_differs()
    yield from _sales_that_differ()
    yield from _unpaid()


def _rows(query: Any) -> Iterator[Any]:
    yield from db.session.execute(query.execution_options(yield_per=_AT_ONCE))


def _goods_that_differ() -> Iterator[str]:
    lines = func.coalesce(func.sum(OrderLine.price_vnd * OrderLine.quantity), 0)
    sums = select(Order.number, Order.goods_vnd, lines).outerjoin(OrderLine, OrderLine.order_id == Order.id)
    for number, goods, total in _rows(
        sums.group_by(Order.id, Order.number, Order.goods_vnd).having(lines != Order.goods_vnd)
    ):
        yield f"order {number}: goods_vnd is {goods}, its lines add up to {total}"
    empty = select(Order.number).where(~exists().where(OrderLine.order_id == Order.id))
    for (number,) in _rows(empty):
        yield f"order {number}: has no lines"


def _checkouts_that_differ() -> Iterator[str]:
    for name in ("goods_vnd", "shipping_vnd", "total_vnd"):
        whole, parts = getattr(Checkout, name), func.coalesce(func.sum(getattr(Order, name)), 0)
        sums = select(Checkout.id, whole, parts).outerjoin(Order, Order.checkout_id == Checkout.id)
        for key, wanted, found in _rows(sums.group_by(Checkout.id, whole).having(parts != whole)):
            yield f"checkout {key}: {name} is {wanted}, its orders add up to {found}"
    lone = select(Order.number).where(~exists().where(Checkout.id == Order.checkout_id))
    for (number,) in _rows(lone):
        yield f"order {number}: its checkout is not there"


def _histories_that_differ() -> Iterator[str]:
    before, move = aliased(OrderMove), OrderMove
    follows = and_(before.order_id == move.order_id, before.move_no == move.move_no - 1)
    steps = select(Order.number, before.target, move.origin, move.target).join(move, move.order_id == Order.id)
    allowed = [f"{origin}>{target}" for origin, target in STATES.moves]
    wrong = or_(
        and_(move.move_no == 1, or_(move.origin.is_not(None), move.target.not_in([str(s) for s in STATES.initial]))),
        and_(move.move_no > 1, or_(before.target.is_(None), move.origin.is_(None), before.target != move.origin)),
        and_(move.origin.is_not(None), (move.origin + ">" + move.target).not_in(allowed)),
    )
    for number, was, origin, target in _rows(steps.outerjoin(before, follows).where(wrong)):
        yield f"order {number}: its history jumps from {was or 'nothing'} to {target} (as if from {origin})"
    yield from _states_that_differ()


def _states_that_differ() -> Iterator[str]:
    newest = select(OrderMove.order_id, func.max(OrderMove.move_no).label("move_no")).group_by(OrderMove.order_id)
    last = newest.subquery()
    said = select(Order.number, Order.state, OrderMove.target).outerjoin(last, last.c.order_id == Order.id)
    said = said.outerjoin(OrderMove, and_(OrderMove.order_id == Order.id, OrderMove.move_no == last.c.move_no))
    differs = or_(OrderMove.target.is_(None), OrderMove.target != Order.state)
    for number, state, target in _rows(said.where(differs)):
        yield f"order {number}: it is {state}, its history says {target}"


def _parcels_that_differ() -> Iterator[str]:
    count = func.count(Parcel.id)
    counted = select(Order.number, Order.state, count).outerjoin(Parcel, Parcel.reference == Order.number)
    early = Order.state.in_([str(state) for state in _NO_PARCEL])
    wrong = or_(count > 1, and_(count > 0, early), and_(count == 0, ~early, Order.state != OrderState.CANCELLED))
    for number, state, found in _rows(counted.group_by(Order.id, Order.number, Order.state).having(wrong)):
        yield f"order {number}: {found} parcels while it is {state}"
    copied = select(Order.number, Order.tracking_number, Order.parcel_state, Parcel.tracking_number, Parcel.state)
    differs = or_(Order.tracking_number.is_distinct_from(Parcel.tracking_number), Order.parcel_state != Parcel.state)
    for number, mine, state, its, its_state in _rows(
        copied.join(Parcel, Parcel.reference == Order.number).where(differs)
    ):
        yield f"order {number}: it names parcel {mine} {state}, its parcel is {its} {its_state}"
    kept = copied.join(Parcel, Parcel.reference == Order.number).where(
        Order.state == OrderState.CANCELLED, Parcel.state != "cancelled"
    )
    for number, *_, its, its_state in _rows(kept):
        yield f"order {number}: it is cancelled, its parcel {its} is {its_state}"


def _stock_that_differs() -> Iterator[str]:
    """What was sold left the stock, product by product; what was cancelled came back, order by order."""
    line, moved = OrderLine, StockMovement
    taken = (
        select(moved.product_id, func.sum(-moved.change).label("packs"))
        # What a late payment revived was sold before, and came back: its second leaving is under the order's number.
        .where(moved.reason == Reason.SOLD, moved.reference.not_like("CP-%"))
        .group_by(moved.product_id)
        .subquery()
    )
    packs = func.sum(line.quantity)
    sold = select(line.product_id, packs, taken.c.packs).outerjoin(taken, taken.c.product_id == line.product_id)
    sold = sold.group_by(line.product_id, taken.c.packs).having(packs != func.coalesce(taken.c.packs, 0))
    for product, ordered, left in _rows(sold):
        yield f"product {product}: {ordered} packs were ordered, {left or 0} left the stock for it"
    yield from _stock_not_returned()


def _stock_not_returned() -> Iterator[str]:
    back = select(func.coalesce(func.sum(StockMovement.change), 0)).where(
        StockMovement.product_id == OrderLine.product_id, StockMovement.reference == Order.number
    )
    came = back.correlate(OrderLine, Order).scalar_subquery()
    cancelled = select(Order.number, OrderLine.product_id, OrderLine.quantity, came).join(
        OrderLine, OrderLine.order_id == Order.id
    )
    for number, product, quantity, found in _rows(
        cancelled.where(Order.state == OrderState.CANCELLED, came != OrderLine.quantity)
    ):
        yield f"order {number}: {quantity} packs of product {product} should be back in stock, {found} are"


def _unpaid() -> Iterator[str]:
    """Orders paid beforehand that went on without their money, by the ledger."""
    owed = (Posting.kind == Kind.BUYERS) & Posting.owner.in_(PREPAID)
    unpaid = select(Order.number, Order.state).join(LedgerEntry, LedgerEntry.reference == Order.number)
    unpaid = unpaid.join(Posting, Posting.entry_id == LedgerEntry.id).where(owed)
    unpaid = unpaid.where(Order.state != OrderState.AWAITING_PAYMENT).group_by(Order.id, Order.number, Order.state)
    for number, state in db.session.execute(unpaid.having(func.sum(Posting.amount_vnd) != 0)):
        yield f"order {number}: it is {state}, but its buyer has not paid what it costs"


def _sales_that_differ() -> Iterator[str]:
    """Each order is in the books for what it is worth; once it is completed, nothing of it is left to share out."""
    joined = select(Order, Sale).outerjoin(Sale, Sale.reference == Order.number)
    for order, sale in db.session.execute(joined.execution_options(yield_per=500)):
        if sale is None:
            yield f"order {order.number}: it is not in the books"
        elif (sale.goods_vnd, sale.shipping_vnd) != (order.goods_vnd, order.shipping_vnd):
            yield f"order {order.number}: it is worth {order.total_vnd} đ, in the books {sale.total_vnd} đ"
        elif order.state == OrderState.COMPLETED and sale.released_at is None and order.payment_method != COD:
            yield f"order {order.number}: it is completed, but its money is not shared out"

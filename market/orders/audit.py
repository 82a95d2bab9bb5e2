"""What must always be true of orders, for `market audit`."""

from collections.abc import Iterator

from sqlalchemy import func, select

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


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken."""
    yield from _goods_that_differ()
    yield from _checkouts_that_differ()
    yield from _histories_that_differ()
    yield from _parcels_missing()
    yield from _sales_that_differ()
    yield from _unpaid()


def _goods_that_differ() -> Iterator[str]:
    lines = func.coalesce(func.sum(OrderLine.price_vnd * OrderLine.quantity), 0)
    sums = select(Order.number).outerjoin(OrderLine).group_by(Order.id, Order.number, Order.goods_vnd)
    for number in db.session.scalars(sums.having(lines != Order.goods_vnd)):
        yield f"order {number}: its lines do not add up to its goods_vnd"


def _checkouts_that_differ() -> Iterator[str]:
    total = func.coalesce(func.sum(Order.total_vnd), 0)
    sums = select(Checkout.id).outerjoin(Order, Order.checkout_id == Checkout.id)
    for checkout_id in db.session.scalars(
        sums.group_by(Checkout.id, Checkout.total_vnd).having(total != Checkout.total_vnd)
    ):
        yield f"checkout {checkout_id}: its orders do not add up to its total_vnd"


def _histories_that_differ() -> Iterator[str]:
    moves = select(Order, OrderMove).join(OrderMove).order_by(Order.id, OrderMove.move_no)
    last: dict[str, str] = {}
    for order, move in db.session.execute(moves.execution_options(yield_per=1000)):
        before = last.get(order.number)
        allowed = before is None or (OrderState(before), OrderState(move.target)) in STATES.moves
        if move.origin != before or not allowed:
            yield f"order {order.number}: its history jumps to {move.target}"
        last[order.number] = move.target
    for number, state in db.session.execute(select(Order.number, Order.state)):
        if last.get(number) != state:
            yield f"order {number}: it is {state}, its history says {last.get(number)}"


def _unpaid() -> Iterator[str]:
    """Orders paid beforehand that went on without their money, by the ledger."""
    owed = (Posting.kind == Kind.BUYERS) & Posting.owner.in_(PREPAID)
    unpaid = select(Order.number, Order.state).join(LedgerEntry, LedgerEntry.reference == Order.number)
    unpaid = unpaid.join(Posting, Posting.entry_id == LedgerEntry.id).where(owed)
    unpaid = unpaid.where(Order.state != OrderState.AWAITING_PAYMENT).group_by(Order.id, Order.number, Order.state)
    for number, state in db.session.execute(unpaid.having(func.sum(Posting.amount_vnd) != 0)):
        yield f"order {number}: it is {state}, but its buyer has not paid what it costs"


def _parcels_missing() -> Iterator[str]:
    parcels = select(Order.number, Order.state, func.count(Parcel.id)).outerjoin(
        Parcel, Parcel.reference == Order.number
    )
    for number, state, count in db.session.execute(parcels.group_by(Order.id, Order.number, Order.state)):
        if count > 1 or (count == 0 and state not in (*_NO_PARCEL, OrderState.CANCELLED)):
            yield f"order {number}: {count} parcels while it is {state}"


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

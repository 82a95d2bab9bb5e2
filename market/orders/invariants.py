"""What must always be true of orders, for `market audit`. Everything is compared in the database, whatever its size."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, union_all
from sqlalchemy.orm import aliased

from market.catalog.models import Product, Shop, StockMovement
from market.catalog.rules.stock import Reason
from market.db import db
from market.delivery.models import Parcel
from market.money import dong
from market.orders import gathering, models, rules
from market.orders.collection import invariants as collection
from market.orders.proposals import invariants as proposals
from market.orders.proposals.invariants import fewer
from market.orders.substitutions import invariants as substitutions
from market.orders.substitutions.invariants import given_up
from market.payments.cash.models import CashOnDelivery
from market.payments.cash.rules import COD
from market.payments.ledger.accounts import Kind
from market.payments.ledger.models import LedgerEntry, Posting
from market.payments.methods import PREPAID
from market.payments.refunds.queries import settled_sums
from market.payments.sales.models import Sale

_NO_PARCEL = (rules.OrderState.AWAITING_PAYMENT, rules.OrderState.PLACED, rules.OrderState.ACCEPTED)
_AT_ONCE = 1000


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken."""
    yield from _goods_that_differ()
    yield from _checkouts_that_differ()
    yield from _histories_that_differ()
    yield from _parcels_that_differ()
    yield from _held_for_nothing()
    yield from _stock_that_differs()
    yield from _sales_that_differ()
    yield from _unpaid()
    yield from _payments_that_differ()
    yield from gathering.audit()
    yield from proposals.audit()
    yield from substitutions.audit()
    yield from collection.audit()


def _rows(query: Any) -> Iterator[Any]:
    yield from db.session.execute(query.execution_options(yield_per=_AT_ONCE))


def _goods_that_differ() -> Iterator[str]:
    lines = func.coalesce(func.sum(models.OrderLine.price_vnd * models.OrderLine.quantity), 0)
    sums = select(models.Order.number, models.Order.goods_vnd, lines).outerjoin(
        models.OrderLine, models.OrderLine.order_id == models.Order.id
    )
    for number, goods, total in _rows(
        sums.group_by(models.Order.id, models.Order.number, models.Order.goods_vnd).having(
            lines != models.Order.goods_vnd
        )
    ):
        yield f"order {number}: goods_vnd is {goods}, its lines add up to {total}"
    empty = select(models.Order.number).where(~exists().where(models.OrderLine.order_id == models.Order.id))
    for (number,) in _rows(empty):
        yield f"order {number}: has no lines"


def _checkouts_that_differ() -> Iterator[str]:
    for name in ("goods_vnd", "shipping_vnd", "total_vnd"):
        whole, parts = getattr(models.Checkout, name), func.coalesce(func.sum(getattr(models.Order, name)), 0)
        sums = select(models.Checkout.id, whole, parts).outerjoin(
            models.Order, models.Order.checkout_id == models.Checkout.id
        )
        for key, wanted, found in _rows(sums.group_by(models.Checkout.id, whole).having(parts != whole)):
            yield f"checkout {key}: {name} is {wanted}, its orders add up to {found}"
    lone = select(models.Order.number).where(~exists().where(models.Checkout.id == models.Order.checkout_id))
    for (number,) in _rows(lone):
        yield f"order {number}: its checkout is not there"


def _histories_that_differ() -> Iterator[str]:
    before, move = aliased(models.OrderMove), models.OrderMove
    follows = and_(before.order_id == move.order_id, before.move_no == move.move_no - 1)
    steps = select(models.Order.number, before.target, move.origin, move.target).join(
        move, move.order_id == models.Order.id
    )
    allowed = [f"{origin}>{target}" for origin, target in rules.STATES.moves]
    wrong = or_(
        and_(
            move.move_no == 1, or_(move.origin.is_not(None), move.target.not_in([str(s) for s in rules.STATES.initial]))
        ),
        and_(move.move_no > 1, or_(before.target.is_(None), move.origin.is_(None), before.target != move.origin)),
        # A line that stays in its state says what was put right.
        and_(move.origin.is_not(None), move.origin != move.target, (move.origin + ">" + move.target).not_in(allowed)),
    )
    for number, was, origin, target in _rows(steps.outerjoin(before, follows).where(wrong)):
        yield f"order {number}: its history jumps from {was or 'nothing'} to {target} (as if from {origin})"
    yield from _states_that_differ()


def _states_that_differ() -> Iterator[str]:
    newest = select(models.OrderMove.order_id, func.max(models.OrderMove.move_no).label("move_no")).group_by(
        models.OrderMove.order_id
    )
    last = newest.subquery()
    said = select(models.Order.number, models.Order.state, models.OrderMove.target).outerjoin(
        last, last.c.order_id == models.Order.id
    )
    said = said.outerjoin(
        models.OrderMove, and_(models.OrderMove.order_id == models.Order.id, models.OrderMove.move_no == last.c.move_no)
    )
    differs = or_(models.OrderMove.target.is_(None), models.OrderMove.target != models.Order.state)
    for number, state, target in _rows(said.where(differs)):
        yield f"order {number}: it is {state}, its history says {target}"


def _parcels_that_differ() -> Iterator[str]:
    count = func.count(Parcel.id)
    counted = select(models.Order.number, models.Order.state, count).outerjoin(
        Parcel, Parcel.reference == models.Order.number
    )
    early = models.Order.state.in_([str(state) for state in _NO_PARCEL])
    fetched = models.Order.collect_at.is_not(None)
    none = and_(count == 0, ~early, ~fetched, models.Order.state != rules.OrderState.CANCELLED)
    wrong = or_(count > 1, and_(count > 0, or_(early, fetched)), none)
    for number, state, found in _rows(
        counted.group_by(models.Order.id, models.Order.number, models.Order.state, models.Order.collect_at).having(
            wrong
        )
    ):
        yield f"order {number}: {found} parcels while it is {state}"
    copied = select(
        models.Order.number,
        models.Order.tracking_number,
        models.Order.parcel_state,
        Parcel.tracking_number,
        Parcel.state,
    )
    differs = or_(
        models.Order.tracking_number.is_distinct_from(Parcel.tracking_number), models.Order.parcel_state != Parcel.state
    )
    for number, mine, state, its, its_state in _rows(
        copied.join(Parcel, Parcel.reference == models.Order.number).where(differs)
    ):
        yield f"order {number}: it names parcel {mine} {state}, its parcel is {its} {its_state}"
    kept = copied.join(Parcel, Parcel.reference == models.Order.number).where(
        models.Order.state == rules.OrderState.CANCELLED, Parcel.state != "cancelled"
    )
    for number, *_, its, its_state in _rows(kept):
        yield f"order {number}: it is cancelled, its parcel {its} is {its_state}"


def _held_for_nothing() -> Iterator[str]:
    """Orders that wait for an operator though nothing of theirs is suspended, or though they are past being held."""
    stopped = select(Shop.id).where(Shop.suspension_reason.is_not(None))
    goods = select(models.OrderLine.order_id).join(Product, Product.id == models.OrderLine.product_id)
    goods = goods.where(Product.suspension_reason.is_not(None))
    free = and_(models.Order.shop_id.not_in(stopped), models.Order.id.not_in(goods))
    past = models.Order.state.not_in([str(state) for state in rules.OPEN])
    held = select(models.Order.number, models.Order.state).where(models.Order.held_since.is_not(None))
    for number, state in _rows(held.where(or_(free, past))):
        yield f"order {number}: it is {state} and held, though nothing of it is suspended or it is on its way"


def _stock_that_differs() -> Iterator[str]:
    """What was sold left the stock, product by product; what was cancelled came back, order by order."""
    line, moved = models.OrderLine, StockMovement
    taken = (
        select(moved.product_id, func.sum(-moved.change).label("packs"))
        # What a late payment revived was sold before, and came back: its second leaving is under the order's number.
        .where(moved.reason == Reason.SOLD, moved.reference.not_like("CP-%"))
        .group_by(moved.product_id)
        .subquery()
    )
    ordered = union_all(select(line.product_id, line.quantity), fewer(), given_up()).subquery()
    packs = func.sum(ordered.c.quantity)
    sold = select(ordered.c.product_id, packs, taken.c.packs).outerjoin(
        taken, taken.c.product_id == ordered.c.product_id
    )
    sold = sold.group_by(ordered.c.product_id, taken.c.packs).having(packs != func.coalesce(taken.c.packs, 0))
    for product, ordered, left in _rows(sold):
        yield f"product {product}: {ordered} packs were ordered, {left or 0} left the stock for it"
    yield from _stock_not_returned()


def _stock_not_returned() -> Iterator[str]:
    back = select(func.coalesce(func.sum(StockMovement.change), 0)).where(
        StockMovement.product_id == models.OrderLine.product_id, StockMovement.reference == models.Order.number
    )
    came = back.correlate(models.OrderLine, models.Order).scalar_subquery()
    cancelled = select(models.Order.number, models.OrderLine.product_id, models.OrderLine.quantity, came).join(
        models.OrderLine, models.OrderLine.order_id == models.Order.id
    )
    for number, product, quantity, found in _rows(
        cancelled.where(models.Order.state == rules.OrderState.CANCELLED, came != models.OrderLine.quantity)
    ):
        yield f"order {number}: {quantity} packs of product {product} should be back in stock, {found} are"


def _unpaid() -> Iterator[str]:
    """Orders paid beforehand that went on without their money, by the ledger."""
    owed = (Posting.kind == Kind.BUYERS) & Posting.owner.in_(PREPAID)
    unpaid = select(models.Order.number, models.Order.state).join(
        LedgerEntry, LedgerEntry.reference == models.Order.number
    )
    unpaid = unpaid.join(Posting, Posting.entry_id == LedgerEntry.id).where(owed)
    unpaid = unpaid.where(models.Order.state != rules.OrderState.AWAITING_PAYMENT).group_by(
        models.Order.id, models.Order.number, models.Order.state
    )
    for number, state in db.session.execute(unpaid.having(func.sum(Posting.amount_vnd) != 0)):
        yield f"order {number}: it is {state}, but its buyer has not paid what it costs"


def _sales_that_differ() -> Iterator[str]:
    """Each order is in the books for what it is worth; once it is completed, nothing of it is left to share out."""
    joined = select(models.Order, Sale).outerjoin(Sale, Sale.reference == models.Order.number)
    for order, sale in db.session.execute(joined.execution_options(yield_per=500)):
        if sale is None:
            yield f"order {order.number}: it is not in the books"
        elif (sale.goods_vnd, sale.shipping_vnd) != (order.goods_vnd, order.shipping_vnd):
            yield f"order {order.number}: it is worth {dong(order.total_vnd)} đ, in the books {dong(sale.total_vnd)} đ"
        elif order.state == rules.OrderState.COMPLETED and sale.released_at is None and order.payment_method != COD:
            yield f"order {order.number}: it is completed, but its money is not shared out"


def _payments_that_differ() -> Iterator[str]:
    """What an order says of its money is what its sale, its cash and its refunds say."""
    settled = settled_sums().subquery()
    back = func.coalesce(settled.c.amount_vnd, 0)
    said = select(models.Order.number, models.Order.payment_status).join(Sale, Sale.reference == models.Order.number)
    said = said.outerjoin(CashOnDelivery, CashOnDelivery.reference == models.Order.number)
    said = said.outerjoin(settled, settled.c.reference == models.Order.number)
    borne_out = case(_borne_out(back), value=models.Order.payment_status, else_=False)
    for number, status in _rows(said.where(~borne_out)):
        yield f"order {number}: its payment is {status}, its sale, cash and refunds say otherwise"


def _borne_out(back: ColumnElement[int]) -> dict[str, ColumnElement[bool]]:
    """What must be true in each status, where `back` đồng are back with the buyer."""
    prepaid = models.Order.payment_method.in_(PREPAID)
    total, taken_back = Sale.goods_vnd + Sale.shipping_vnd, Sale.refunded_goods_vnd + Sale.refunded_shipping_vnd
    closed = Sale.closed_at.is_not(None)
    return {
        rules.PaymentStatus.DUE: and_(~prepaid, ~closed),
        rules.PaymentStatus.COLLECTED: and_(~prepaid, CashOnDelivery.collected_at.is_not(None)),
        rules.PaymentStatus.NOT_DUE: and_(~prepaid, closed),
        rules.PaymentStatus.AWAITING: and_(prepaid, models.Order.state == rules.OrderState.AWAITING_PAYMENT),
        rules.PaymentStatus.PAID: and_(prepaid, Sale.unpaid_vnd == 0, back == 0),
        rules.PaymentStatus.CANCELLED: and_(prepaid, closed, Sale.unpaid_vnd == total),
        rules.PaymentStatus.REFUNDING: and_(prepaid, taken_back > 0, back == 0),
        rules.PaymentStatus.PARTLY_REFUNDED: and_(taken_back > 0, back < total),
        # Of its own money all, or nothing at all but what came too late.
        rules.PaymentStatus.REFUNDED: or_(taken_back == total, Sale.unpaid_vnd == total),
    }

"""What must always be true of complaints, for `market audit`."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from market.complaints.models import Complaint, ComplaintMove
from market.complaints.rules.holders import Level
from market.complaints.rules.states import OPEN, STATES, UNANSWERED
from market.db import db
from market.orders.models import Order, OrderMove
from market.orders.rules import OrderState
from market.payments.refunds.models import Refund
from market.payments.sales.models import Sale

_AT_ONCE = 1000


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken."""
    yield from _held_by_nobody()
    yield from _histories_that_differ()
    yield from _orders_that_do_not_wait()
    yield from _orders_that_wait_for_nothing()
    yield from _completed_meanwhile()
    yield from _shared_out_meanwhile()
    yield from _merged_with_another_matter()
    yield from _refunds_that_differ()


def _rows(query: Any) -> Iterator[Any]:
    yield from db.session.execute(query.execution_options(yield_per=_AT_ONCE))


def _held_by_nobody() -> Iterator[str]:
    """Somebody has it at every instant, and whoever is not the last has it until a day."""
    stuck = and_(Complaint.holder != Level.OPERATORS, Complaint.moves_on_at.is_(None))
    nowhere = and_(Complaint.holder != Level.OPERATORS, Complaint.holder_code == "")
    waits = Complaint.state.in_(UNANSWERED)
    for number, holder in _rows(select(Complaint.number, Complaint.holder).where(or_(nowhere, and_(waits, stuck)))):
        yield f"complaint {number}: it lies with {holder}, where nobody has it or nobody is next"


def _histories_that_differ() -> Iterator[str]:
    before, move = aliased(ComplaintMove), ComplaintMove
    follows = and_(before.complaint_id == move.complaint_id, before.move_no == move.move_no - 1)
    allowed = [f"{origin}>{target}" for origin, target in STATES.moves]
    jumps = or_(
        and_(move.move_no == 1, or_(move.origin.is_not(None), move.target != "received")),
        and_(move.move_no > 1, move.origin.is_distinct_from(before.target)),
        and_(move.origin.is_not(None), move.origin != move.target, (move.origin + ">" + move.target).not_in(allowed)),
    )
    steps = select(Complaint.number, move.origin, move.target).join(move, move.complaint_id == Complaint.id)
    for number, origin, target in _rows(steps.outerjoin(before, follows).where(jumps)):
        yield f"complaint {number}: its history jumps from {origin} to {target}"
    newest = select(move.complaint_id, func.max(move.move_no).label("no")).group_by(move.complaint_id).subquery()
    said = select(Complaint.number, Complaint.state, move.target).outerjoin(
        newest, newest.c.complaint_id == Complaint.id
    )
    said = said.outerjoin(move, and_(move.complaint_id == Complaint.id, move.move_no == newest.c.no))
    where = or_(
        move.target.is_distinct_from(Complaint.state),
        move.holder != Complaint.holder,
        move.holder_code != Complaint.holder_code,
    )
    for number, state, target in _rows(said.where(where)):
        yield f"complaint {number}: it is {state}, its history says {target} or other hands"


def _orders_that_do_not_wait() -> Iterator[str]:
    waits = select(Complaint.number, Order.number).join(Order, Order.id == Complaint.order_id)
    waits = waits.join(Sale, Sale.reference == Order.number).where(Complaint.state.in_(OPEN))
    free = or_(Order.complained_since.is_(None), Sale.contested_at.is_(None))
    for number, order in _rows(waits.where(free)):
        yield f"complaint {number}: it is open, but order {order} or its money does not wait"


def _orders_that_wait_for_nothing() -> Iterator[str]:
    open_one = exists().where(Complaint.order_id == Order.id, Complaint.state.in_(OPEN))
    held = or_(Order.complained_since.is_not(None), Sale.contested_at.is_not(None), Sale.withheld_at.is_not(None))
    orders = select(Order.number).join(Sale, Sale.reference == Order.number).where(held, ~open_one)
    for (number,) in _rows(orders):
        yield f"order {number}: it or its money waits, though nothing is complained of any more"


def _completed_meanwhile() -> Iterator[str]:
    moved = select(Complaint.number, Order.number).join(Order, Order.id == Complaint.order_id)
    moved = moved.join(OrderMove, OrderMove.order_id == Order.id)
    done = and_(OrderMove.target == OrderState.COMPLETED, OrderMove.origin != OrderState.COMPLETED)
    within = and_(OrderMove.at > Complaint.received_at, func.coalesce(OrderMove.at < Complaint.ended_at, True))
    for number, order in _rows(moved.where(done, within)):
        yield f"complaint {number}: order {order} was completed while it was open"


def _shared_out_meanwhile() -> Iterator[str]:
    shared = select(Complaint.number, Sale.reference).join(Sale, Sale.reference == Complaint.order_number)
    within = and_(Sale.released_at > Complaint.received_at, func.coalesce(Sale.released_at < Complaint.ended_at, True))
    for number, order in _rows(shared.where(within)):
        yield f"complaint {number}: the money of order {order} was shared out while it was open"


def _merged_with_another_matter() -> Iterator[str]:
    into = aliased(Complaint)
    pairs = select(Complaint.number).outerjoin(into, into.id == Complaint.merged_into)
    differs = or_(
        into.id.is_(None),
        into.order_id.is_distinct_from(Complaint.order_id),
        into.shop_id.is_distinct_from(Complaint.shop_id),
    )
    for (number,) in _rows(pairs.where(Complaint.merged_into.is_not(None), differs)):
        yield f"complaint {number}: it is merged into one about something else"


def _refunds_that_differ() -> Iterator[str]:
    asked = select(Complaint.number).outerjoin(Refund, Refund.id == Complaint.refund_id)
    differs = or_(
        Refund.id.is_(None), Refund.reference != Complaint.order_number, Refund.amount_vnd != Complaint.refund_vnd
    )
    for (number,) in _rows(asked.where(Complaint.refund_id.is_not(None), differs)):
        yield f"complaint {number}: the refund that it tells of is another's, or another sum"

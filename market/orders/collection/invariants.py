"""What must always be true of orders that are fetched: their place is known, and their cash is where they stand."""

from collections.abc import Iterator

from sqlalchemy import and_, or_, select

from market.db import db
from market.delivery.models import Parcel
from market.orders import models, rules
from market.orders.collection.rules import BY_HAND, PointKind
from market.payments.cash.models import CashOnDelivery
from market.payments.cash.rules import COD, CashState

_EARLY = (rules.OrderState.AWAITING_PAYMENT, rules.OrderState.PLACED, rules.OrderState.ACCEPTED)
_RECEIVED = (rules.OrderState.DELIVERED, rules.OrderState.COMPLETED)
# On their way they never are, so nothing comes back or is lost.
_NEVER = (rules.OrderState.SHIPPED, rules.OrderState.RETURNED, rules.OrderState.LOST, rules.OrderState.DAMAGED)


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken."""
    yield from _places_that_differ()
    yield from _cash_that_differs()
    yield from _cash_of_nothing()


def _places_that_differ() -> Iterator[str]:
    order = models.Order
    fetched, at_post = order.collect_at.is_not(None), order.collect_kind == PointKind.POST_OFFICE
    half = or_(order.collect_kind.is_(None), order.collect_office.is_not(None) != at_post)
    wrong = or_(
        and_(fetched, or_(half, order.state.in_(_NEVER))),
        and_(~fetched, or_(order.collect_kind.is_not(None), order.collect_office.is_not(None))),
    )
    for number, state, kind in db.session.execute(select(order.number, order.state, order.collect_kind).where(wrong)):
        yield f"order {number}: it is {state} and fetched at {kind or 'no place'}"


def _cash_of_nothing() -> Iterator[str]:
    """Only a scan says that cash was collected, or who gave out what is fetched."""
    order, cash = models.Order, CashOnDelivery
    alone = select(cash.reference, cash.state).outerjoin(Parcel, Parcel.reference == cash.reference)
    alone = alone.outerjoin(order, order.number == cash.reference).where(Parcel.id.is_(None))
    taken = cash.state.in_((CashState.COLLECTED, CashState.SHORT))
    for reference, state in db.session.execute(alone.where(taken, order.collect_at.is_(None))):
        yield f"cash for {reference} is {state}, but its parcel is not there"


def _cash_that_differs() -> Iterator[str]:
    """Due from the moment it waits, and taken by who handed it over; by the household only what is fetched from her."""
    order, cash = models.Order, CashOnDelivery
    said = select(order.number, order.state, cash.state).outerjoin(cash, cash.reference == order.number)
    in_cash = and_(order.collect_at.is_not(None), order.payment_method == COD)
    by_hand = order.collect_kind.in_(BY_HAND)
    wrong = or_(
        and_(in_cash, order.state.in_(_EARLY), cash.state.is_not(None)),
        and_(in_cash, order.state == rules.OrderState.PACKED, cash.state.is_distinct_from(CashState.DUE)),
        and_(in_cash, order.state.in_(_RECEIVED), by_hand, cash.state.is_distinct_from(CashState.KEPT)),
        and_(in_cash, order.state.in_(_RECEIVED), ~by_hand, or_(cash.state.is_(None), cash.state == CashState.DUE)),
        and_(cash.state == CashState.KEPT, or_(~in_cash, ~by_hand, order.state.not_in(_RECEIVED))),
        and_(~in_cash, order.collect_at.is_not(None), cash.state.is_not(None)),
    )
    for number, state, found in db.session.execute(said.where(wrong)):
        yield f"order {number}: it is {state}, fetched by its buyer, but its cash is {found or 'not there'}"

"""How far the money of an order has come: every cell of its table, and the audit that compares it."""

from itertools import product

import pytest
from sqlalchemy import update

from market.db import db, transaction
from market.errors import Conflict, NotAllowed, WrongState
from market.ops.invariants import broken
from market.orders.actions.dues import move_payment
from market.orders.models import Order
from market.orders.rules import PAYMENT_STATES, PaymentStatus
from tests.support.village import placed_order

# From → who takes it where.
LEADS = {
    "due": {"post collected", "end not_due", "refund partly_refunded", "refund refunded"},
    "collected": {"reversal due", "refund partly_refunded", "refund refunded"},
    "not_due": {"reversal due", "refund partly_refunded", "refund refunded"},
    "awaiting": {"payment paid", "end cancelled"},
    "paid": {"end refunding", "refund partly_refunded", "refund refunded"},
    "cancelled": {"payment paid", "refund refunded"},
    "refunding": {"refund partly_refunded", "refund refunded"},
    "partly_refunded": {"refund refunded", "reversal due", "post collected", "end not_due"},
    "refunded": {"refund partly_refunded", "payment paid", "reversal due", "post collected", "end not_due"},
}
BY = ("payment", "post", "reversal", "refund", "end")


@pytest.mark.parametrize(("origin", "target", "by"), list(product(PaymentStatus, PaymentStatus, BY)))
def test_every_cell_of_the_payment_table(origin: PaymentStatus, target: PaymentStatus, by: str) -> None:
    order = Order(payment_status=origin)
    if target == origin or f"{by} {target}" in LEADS[origin]:
        move_payment(order=order, to=target, by=by)
        assert order.payment_status == target
    else:
        with pytest.raises((WrongState, NotAllowed)):
            move_payment(order=order, to=target, by=by)
        assert order.payment_status == origin


def test_no_payment_status_is_out_of_reach() -> None:
    assert PAYMENT_STATES.unreachable() == set()


@pytest.mark.parametrize("status", [status for status in PaymentStatus if status != "due"])
def test_the_audit_finds_an_order_that_says_otherwise_than_its_books(app, status) -> None:
    number = transaction(placed_order).number
    transaction(lambda: db.session.execute(update(Order).values(payment_status=status)))
    line = f"order {number}: its payment is {status}, its sale, cash and refunds say otherwise"
    assert line in transaction(lambda: list(broken()))


def test_the_database_refuses_a_status_that_has_no_name(app) -> None:
    transaction(placed_order)
    with pytest.raises(Conflict):
        transaction(lambda: db.session.execute(update(Order).values(payment_status="owed")))

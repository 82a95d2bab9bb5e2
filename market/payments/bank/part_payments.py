"""Reads of what has come for a checkout by transfer and is in no order yet: a part of its price, or too much."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from market import money
from market.db import db
from market.payments.bank.models import BankTransfer
from market.payments.bank.rules import OPEN, PARTIAL
from market.payments.charges.models import Charge
from market.payments.charges.queries import latest_charge
from market.payments.charges.rules import UNPAID
from market.payments.refunds.models import Refund
from market.payments.refunds.rules import RefundState

_ON_ITS_WAY = (RefundState.REQUESTED, RefundState.APPROVED, RefundState.FAILED)
_IS_PART = BankTransfer.queue.in_(PARTIAL)


class PartPayment(NamedTuple):
    """What of it is one order's: what came, and what of that is back; `waiting_vnd` is that of its whole checkout."""

    came_vnd: int
    refunded_vnd: int
    waiting_vnd: int


def came_for(charge: Charge) -> int:
    """What has come of a charge that is not filled yet, in đồng."""
    return _sum_of(BankTransfer.open_vnd, (BankTransfer.charge_id == charge.id) & _IS_PART)


def waiting_of(reference: str) -> int:
    """Đồng of the checkout `reference` that wait to go back to its buyer."""
    last = latest_charge(reference)
    can_fill = _IS_PART & (BankTransfer.charge_id == last.id) if last is not None and last.state in UNPAID else None
    of_checkout = BankTransfer.charge_id.in_(select(Charge.id).filter_by(reference=reference))
    open_ = _sum_of(BankTransfer.open_vnd, of_checkout & BankTransfer.queue.in_(OPEN))
    on_its_way = _sum_of(Refund.amount_vnd, _of_lines(of_checkout) & Refund.state.in_(_ON_ITS_WAY))
    return open_ + on_its_way - (0 if can_fill is None else _sum_of(BankTransfer.open_vnd, can_fill))


def part_payment(reference: str, number: str) -> PartPayment:
    """How the parts that came for the checkout `reference` stand for its order `number`: divided as its price is."""
    last = latest_charge(reference)
    waiting = waiting_of(reference)
    shares = {share.reference: share.amount_vnd for share in last.shares} if last is not None else {}
    if last is None or number not in shares:
        return PartPayment(0, 0, waiting)
    parts = (BankTransfer.charge_id == last.id) & _IS_PART
    is_open = last.state in UNPAID
    came = _sum_of(BankTransfer.open_vnd if is_open else BankTransfer.amount_vnd, parts)
    back = 0 if is_open else _sum_of(Refund.amount_vnd, _of_lines(parts) & (Refund.state == RefundState.SETTLED))
    mine = list(shares).index(number)
    came_vnd, refunded_vnd = (money.split(whole, list(shares.values()))[mine] for whole in (came, back))
    return PartPayment(came_vnd, refunded_vnd, waiting)


def _of_lines(lines: ColumnElement[bool]) -> ColumnElement[bool]:
    return Refund.bank_line_id.in_(select(BankTransfer.id).where(lines))


def _sum_of(amount: InstrumentedAttribute[int], which: ColumnElement[bool]) -> int:
    return int(db.session.scalar(select(func.coalesce(func.sum(amount), 0)).where(which)) or 0)

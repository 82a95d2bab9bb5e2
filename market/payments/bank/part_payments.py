"""Reads of what has come for a checkout by transfer and is in no order yet: a part of its price, or too much."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, false, func, select
from sqlalchemy.orm import InstrumentedAttribute

from market import money
from market.db import db
from market.payments.bank.models import BankTransfer
from market.payments.bank.rules import OPEN, PARTIAL
from market.payments.charges.models import Charge, ChargeShare
from market.payments.charges.queries import latest_charge
from market.payments.charges.rules import UNPAID, ChargeState
from market.payments.refunds.models import Refund
from market.payments.refunds.rules import RefundState
from market.payments.sales.queries import sale

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


def part_payment(reference: str, number: str) -> PartPayment:
    """How the parts that came for the checkout `reference` stand for its order `number`: divided as its price is."""
    last = latest_charge(reference)
    open_shares = _open_shares(last)
    waiting = _waiting(reference, last.id if last is not None and open_shares else None)
    if last is None or last.state == ChargeState.PAID:
        return PartPayment(0, 0, waiting)
    parts = (BankTransfer.charge_id == last.id) & _IS_PART
    came = _sum_of(BankTransfer.open_vnd if open_shares else BankTransfer.amount_vnd, parts)
    back = 0 if open_shares else _sum_of(Refund.amount_vnd, _of_lines(parts) & (Refund.state == RefundState.SETTLED))
    shares = open_shares or last.shares
    came_vnd, refunded_vnd = (_share(shares, number, whole) for whole in (came, back))
    return PartPayment(came_vnd, refunded_vnd, waiting)


def _open_shares(charge: Charge | None) -> list[ChargeShare]:
    """Those of a charge that somebody may still pay: of orders that have not ended."""
    if charge is None or charge.state not in UNPAID:
        return []
    return [
        share for share in charge.shares if (found := sale(share.reference)) is not None and found.closed_at is None
    ]


def _share(shares: Sequence[ChargeShare], number: str, whole_vnd: int) -> int:
    parts = money.split(whole_vnd, [share.amount_vnd for share in shares])
    return sum(part for share, part in zip(shares, parts, strict=True) if share.reference == number)


def _waiting(reference: str, fills_id: UUID | None) -> int:
    """Đồng of a checkout that wait to go back to its buyer: not the parts of the charge that they still may fill."""
    of_checkout = BankTransfer.charge_id.in_(select(Charge.id).filter_by(reference=reference))
    filling = _IS_PART & (BankTransfer.charge_id == fills_id) if fills_id else false()
    open_vnd = _sum_of(BankTransfer.open_vnd, of_checkout & BankTransfer.queue.in_(OPEN) & ~filling)
    return open_vnd + _sum_of(Refund.amount_vnd, _of_lines(of_checkout) & Refund.state.in_(_ON_ITS_WAY))


def _of_lines(lines: ColumnElement[bool]) -> ColumnElement[bool]:
    return Refund.bank_line_id.in_(select(BankTransfer.id).where(lines))


def _sum_of(amount: InstrumentedAttribute[int], which: ColumnElement[bool]) -> int:
    return int(db.session.scalar(select(func.coalesce(func.sum(amount), 0)).where(which)) or 0)

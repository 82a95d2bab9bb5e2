"""A refund is asked for and approved.

What is approved leaves the order's account at once, so that it is refunded only once. The worker then sends it to the
card, the next transfer file to the bank account (`refund_sending`), or a code takes it out in cash.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from market import outbox
from market.db import db
from market.ids import new_id
from market.notices.actions import tell
from market.payments.actions.refund_sending import finish, on_its_way, post_refund, was_unmatched
from market.payments.actions.sales import take_back
from market.payments.models.bank import BankTransfer
from market.payments.models.charges import Charge
from market.payments.models.refunds import Refund
from market.payments.models.sales import Sale
from market.payments.queries.charges import charge_that_paid
from market.payments.queries.payouts import payout_account
from market.payments.queries.rates import rate_vnd
from market.payments.queries.refunds import asked_for, refund_with_cause
from market.payments.queries.sales import refundable
from market.payments.rules import accounts
from market.payments.rules.accounts import Account
from market.payments.rules.cash import COD
from market.payments.rules.cash_outs import amount_words
from market.payments.rules.rates import SECOND_APPROVAL
from market.payments.rules.refunds import (
    STATES,
    Channel,
    ChannelNotPossible,
    Reason,
    RefundState,
    SameOperator,
)
from market.payments.rules.shares import RefundTooHigh

SEND = "refund.send"
_OPERATOR = {"operator"}


def refund_by_rule(*, sale: Sale, amount_vnd: int, reason: Reason, now: datetime) -> Refund | None:
    """Give back `amount_vnd` of an order at once, the way it was paid, because a rule says so. Once for each reason."""
    cause = f"{reason}:{sale.reference}"
    known = refund_with_cause(cause)
    if known is not None or amount_vnd <= 0:
        return known
    refund = _made(sale, amount_vnd, _way_back(sale), reason, cause=cause, by_id=None, now=now)
    _approve(refund, by_id=None, now=now)
    return refund


def request_refund(
    *,
    sale: Sale,
    amount_vnd: int,
    channel: str | None,
    reason: Reason,
    note: str,
    by_id: UUID,
    now: datetime,
    id: UUID | None = None,
) -> Refund:
    """A person wants `amount_vnd` of an order given back; above the set sum a second operator has to approve it.

    Raises RefundTooHigh, ChannelNotPossible.
    """
    left = refundable(sale.reference) - asked_for(sale.reference)
    if amount_vnd > left:
        raise RefundTooHigh(max(left, 0))
    way = Channel(channel) if channel else _way_back(sale)
    refund_id = id or new_id()
    refund = _made(
        sale, amount_vnd, way, reason, cause=f"asked:{refund_id}", by_id=by_id, now=now, note=note, id=refund_id
    )
    _approve_or_wait(refund, by_id, now)
    return refund


def return_unmatched(
    *,
    reference: str,
    charge: Charge | None,
    bank_line_id: UUID | None,
    channel: Channel,
    amount_vnd: int,
    person_id: UUID | None,
    reason: Reason,
    cause: str,
    by_id: UUID | None,
    now: datetime,
) -> Refund:
    """Give back money that came and that no order takes: too late, twice, too much, or of nobody we know."""
    known = refund_with_cause(cause)
    if known is not None:
        return known
    refund = Refund(
        id=new_id(),
        reference=reference,
        cause=cause,
        charge_id=charge.id if charge else None,
        bank_line_id=bank_line_id,
        channel=channel,
        person_id=person_id,
        amount_vnd=amount_vnd,
        reason=reason,
        note="",
        state=RefundState.REQUESTED,
        requested_by_id=by_id,
        requested_at=now,
        failure="",
    )
    db.session.add(refund)
    _approve_or_wait(refund, by_id, now)
    return refund


def approve(*, refund: Refund, by_id: UUID, now: datetime) -> None:
    """A second operator agrees. Raises SameOperator, WrongState, RefundTooHigh."""
    if refund.decided_by_id == by_id and refund.state != RefundState.REQUESTED:
        return
    STATES.role_for(RefundState(refund.state), RefundState.APPROVED, roles=_OPERATOR)
    if refund.requested_by_id == by_id:
        raise SameOperator
    _approve(refund, by_id=by_id, now=now)


def reject(*, refund: Refund, by_id: UUID, note: str, now: datetime) -> None:
    """An operator does not agree. Raises WrongState."""
    if refund.state == RefundState.REJECTED:
        return
    STATES.role_for(RefundState(refund.state), RefundState.REJECTED, roles=_OPERATOR)
    refund.state, refund.decided_by_id, refund.decided_at = RefundState.REJECTED, by_id, now
    refund.note = note or refund.note
    if refund.bank_line_id is not None:
        again = update(BankTransfer).where(BankTransfer.id == refund.bank_line_id).values(open_vnd=refund.amount_vnd)
        db.session.execute(again)


def _made(
    sale: Sale,
    amount_vnd: int,
    way: Channel,
    reason: Reason,
    *,
    cause: str,
    by_id: UUID | None,
    now: datetime,
    note: str = "",
    id: UUID | None = None,
) -> Refund:
    paid_by = charge_that_paid(sale.reference)
    if way == Channel.CARD and (paid_by is None or paid_by.gateway_id is None):
        raise ChannelNotPossible
    refund = Refund(
        id=id or new_id(),
        reference=sale.reference,
        cause=cause,
        charge_id=paid_by.id if paid_by else None,
        channel=way,
        person_id=sale.buyer_id,
        amount_vnd=amount_vnd,
        reason=reason,
        note=note,
        state=RefundState.REQUESTED,
        requested_by_id=by_id,
        requested_at=now,
        failure="",
    )
    db.session.add(refund)
    db.session.flush()
    return refund


def _way_back(sale: Sale) -> Channel:
    return Channel.CASH if sale.channel == COD else Channel(sale.channel)


def _approve_or_wait(refund: Refund, by_id: UUID | None, now: datetime) -> None:
    if by_id is None or refund.amount_vnd <= rate_vnd(SECOND_APPROVAL, now):
        _approve(refund, by_id=by_id, now=now)


def _approve(refund: Refund, *, by_id: UUID | None, now: datetime) -> None:
    """The money leaves the order (or what nobody took) for good; what happens next depends on the way."""
    refund.state, refund.decided_by_id, refund.decided_at = RefundState.APPROVED, by_id, now
    post_refund(
        refund, "refund", {_source(refund, now): refund.amount_vnd}, {on_its_way(refund): refund.amount_vnd}, now=now
    )
    if refund.channel == Channel.CARD:
        outbox.put(SEND, {"refund_id": str(refund.id)}, now=now)
    elif refund.channel == Channel.CASH:
        finish(refund, now=now)
    elif refund.person_id is not None and payout_account(refund.person_id) is None:
        words = amount_words(refund.amount_vnd)
        tell(person_id=refund.person_id, notice="refund_needs_account", words=words, now=now)


def _source(refund: Refund, now: datetime) -> Account:
    if was_unmatched(refund):
        return accounts.unmatched("card" if refund.channel == Channel.CARD else "bank_transfer")
    take_back(reference=refund.reference, amount_vnd=refund.amount_vnd, key=f"refund:{refund.id}", now=now)
    return accounts.order(refund.reference)

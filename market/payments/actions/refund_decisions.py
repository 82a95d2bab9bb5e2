"""Whether money goes back: at once up to the set sum, above it when a second operator agrees.

What is approved leaves the order's account at once, so that it is refunded only once. The worker then sends it to the
card, the next transfer file to the bank account (`refund_sending`), or a code takes it out in cash.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from market import outbox
from market.db import db
from market.notices.actions import tell
from market.payments.actions.refund_sending import finish, on_its_way, post_refund, was_unmatched
from market.payments.actions.sales import take_back
from market.payments.models.bank import BankTransfer
from market.payments.models.refunds import Refund
from market.payments.queries.payouts import payout_account
from market.payments.queries.rates import rate_vnd
from market.payments.rules import accounts
from market.payments.rules.accounts import Account
from market.payments.rules.cash_outs import amount_words
from market.payments.rules.rates import SECOND_APPROVAL
from market.payments.rules.refunds import (
    STATES,
    Channel,
    RefundState,
    SameOperator,
)

SEND = "refund.send"
_OPERATOR = {"operator"}


def approve_or_wait(*, refund: Refund, by_id: UUID | None, now: datetime) -> None:
    """Approve it unless a person asks for more than the set sum."""
    if by_id is None or refund.amount_vnd <= rate_vnd(SECOND_APPROVAL, now):
        pass_on(refund=refund, by_id=by_id, now=now)


def pass_on(*, refund: Refund, by_id: UUID | None, now: datetime) -> None:
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


def approve(*, refund: Refund, by_id: UUID, now: datetime) -> None:
    """A second operator agrees. Raises SameOperator, WrongState, RefundTooHigh."""
    if refund.decided_by_id == by_id and refund.state != RefundState.REQUESTED:
        return
    STATES.role_for(RefundState(refund.state), RefundState.APPROVED, roles=_OPERATOR)
    if refund.requested_by_id == by_id:
        raise SameOperator
    pass_on(refund=refund, by_id=by_id, now=now)


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


def _source(refund: Refund, now: datetime) -> Account:
    if was_unmatched(refund):
        return accounts.unmatched("card" if refund.channel == Channel.CARD else "bank_transfer")
    take_back(reference=refund.reference, amount_vnd=refund.amount_vnd, key=f"refund:{refund.id}", now=now)
    return accounts.order(refund.reference)

"""Whether money goes back: at once up to the set sum, above it when a second operator agrees.

What is approved leaves the order's account at once, so that it is refunded only once. The worker then sends it to the
card, the next transfer file to the bank account (`refund_sending`), or a code takes it out in cash.
"""

from datetime import datetime
from uuid import UUID

from market import clock, errors, events, money, outbox
from market.notices.actions import notify
from market.payments.ledger import accounts
from market.payments.ledger.accounts import Account
from market.payments.payouts.queries import payout_account
from market.payments.rates.queries import rate_vnd
from market.payments.rates.rules import SECOND_APPROVAL
from market.payments.refunds import models, queries, rules, sending
from market.payments.refunds.rules import RefundRejected
from market.payments.sales.actions import take_back
from market.payments.sales.queries import sale

SEND = "refund.send"
_OPERATOR = {"operator"}


def approve_or_wait(*, refund: models.Refund, by_id: UUID | None, now: datetime) -> None:
    """Approve it unless it is more than the set sum, with what went alone before, or goes to who asks."""
    if by_id is None:
        alone = refund.reason not in rules.BY_SCAN or refund.amount_vnd <= rate_vnd(SECOND_APPROVAL, now)
    else:
        before = queries.given_alone(refund.reference, by_id, since=clock.day_of(now)[0])
        alone = refund.person_id != by_id and before + refund.amount_vnd <= rate_vnd(SECOND_APPROVAL, now)
    if alone:
        pass_on(refund=refund, by_id=by_id, now=now)


def pass_on(*, refund: models.Refund, by_id: UUID | None, now: datetime) -> None:
    """The money leaves the order (or what nobody took) for good; what happens next depends on the way."""
    refund.state, refund.decided_by_id, refund.decided_at = rules.RefundState.APPROVED, by_id, now
    sending.post_refund(
        refund,
        "refund-in-hand" if refund.channel == rules.Channel.IN_HAND else "refund",
        {_source(refund, now): refund.amount_vnd},
        {sending.on_its_way(refund): refund.amount_vnd},
        now=now,
    )
    _tell_who_sold(refund, now)
    if refund.channel == rules.Channel.CARD:
        outbox.put(SEND, {"refund_id": str(refund.id)}, now=now)
    elif refund.channel in rules.AT_ONCE:
        sending.finish(refund, now=now)
    elif refund.person_id is not None and payout_account(refund.person_id) is None:
        words = money.amount_words(refund.amount_vnd)
        notify(person_id=refund.person_id, notice="refund_needs_account", words=words, now=now)


def approve(*, refund: models.Refund, by_id: UUID, now: datetime) -> None:
    """A second operator agrees. Raises SameOperator, WrongState, RefundTooHigh."""
    if refund.decided_by_id == by_id and refund.state != rules.RefundState.REQUESTED:
        return
    rules.STATES.role_for(rules.RefundState(refund.state), rules.RefundState.APPROVED, roles=_OPERATOR)
    if by_id in (refund.requested_by_id, refund.person_id):
        raise errors.SameOperator
    pass_on(refund=refund, by_id=by_id, now=now)


def reject(*, refund: models.Refund, by_id: UUID, note: str, now: datetime) -> None:
    """An operator does not agree. Raises WrongState."""
    if refund.state == rules.RefundState.REJECTED:
        return
    rules.STATES.role_for(rules.RefundState(refund.state), rules.RefundState.REJECTED, roles=_OPERATOR)
    refund.state, refund.decided_by_id, refund.decided_at = rules.RefundState.REJECTED, by_id, now
    refund.note = note or refund.note
    if refund.bank_line_id is not None:
        events.publish(RefundRejected(bank_line_id=refund.bank_line_id, amount_vnd=refund.amount_vnd, at=now))


def _tell_who_sold(refund: models.Refund, now: datetime) -> None:
    """The household hears of every đồng that somebody else gives back of its sale."""
    of_order = None if sending.was_unmatched(refund) else sale(refund.reference)
    if of_order is not None and refund.requested_by_id not in (None, of_order.seller_id):
        words = money.amount_words(refund.amount_vnd) | {"number": refund.reference}
        notify(person_id=of_order.seller_id, notice="refund_of_sale", words=words, now=now)


def _source(refund: models.Refund, now: datetime) -> Account:
    if sending.was_unmatched(refund):
        return accounts.unmatched("card" if refund.channel == rules.Channel.CARD else "bank_transfer")
    take_back(reference=refund.reference, amount_vnd=refund.amount_vnd, key=f"refund:{refund.id}", now=now)
    return accounts.order(refund.reference)

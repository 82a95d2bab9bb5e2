"""Whether money goes back: at once up to the set sum, above it when a second operator agrees.

What is approved leaves the order's account at once, so that it is refunded only once. The worker then sends it to the
card, the next transfer file to the bank account (`refund_sending`), or a code takes it out in cash.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from market import clock, errors, events, money, outbox
from market.notices.actions import notify
from market.payments.ledger import accounts
from market.payments.ledger.accounts import Account
from market.payments.ledger.actions import post_all
from market.payments.ledger.rules import Draft
from market.payments.payouts.queries import accounts_filed
from market.payments.rates.queries import rate_vnd
from market.payments.rates.rules import SECOND_APPROVAL
from market.payments.refunds import models, queries, rules, sending
from market.payments.refunds.rules import RefundRejected
from market.payments.sales.actions import take_back
from market.payments.sales.queries import sale

SEND = "refund.send"
_OPERATOR = {"operator"}


def approve_or_wait(*, refunds: Sequence[models.Refund], by_id: UUID | None, now: datetime) -> None:
    """Approve each unless it is more than the set sum, with what went alone before, or goes to who asks."""
    pass_on(refunds=[refund for refund in refunds if _alone(refund, by_id, now)], by_id=by_id, now=now)


def _alone(refund: models.Refund, by_id: UUID | None, now: datetime) -> bool:
    if by_id is None:
        return refund.reason not in rules.BY_SCAN or refund.amount_vnd <= rate_vnd(SECOND_APPROVAL, now)
    before = queries.given_alone(refund.reference, by_id, since=clock.day_of(now)[0])
    return refund.person_id != by_id and before + refund.amount_vnd <= rate_vnd(SECOND_APPROVAL, now)


def pass_on(*, refunds: Sequence[models.Refund], by_id: UUID | None, now: datetime) -> None:
    """The money leaves its order (or what nobody took) for good; what happens next depends on the way."""
    for refund in refunds:
        refund.state, refund.decided_by_id, refund.decided_at = rules.RefundState.APPROVED, by_id, now
    _take_back(refunds, now)
    post_all((_leaving(refund) for refund in refunds), now=now)
    file = accounts_filed({refund.person_id for refund in refunds if refund.channel == rules.Channel.BANK_TRANSFER})
    for refund in refunds:
        _tell_who_sold(refund, now)
        if refund.channel == rules.Channel.CARD:
            outbox.put(SEND, {"refund_id": str(refund.id)}, now=now)
        elif refund.channel in rules.AT_ONCE:
            sending.finish(refund, now=now)
        elif refund.person_id is not None and refund.person_id not in file:
            words = money.amount_words(refund.amount_vnd)
            notify(person_id=refund.person_id, notice="refund_needs_account", words=words, now=now)


def _leaving(refund: models.Refund) -> Draft:
    kind = "refund-in-hand" if refund.channel == rules.Channel.IN_HAND else "refund"
    amounts = {_source(refund): refund.amount_vnd}, {sending.on_its_way(refund): refund.amount_vnd}
    return sending.drafted(refund, kind, *amounts)


def approve(*, refund: models.Refund, by_id: UUID, now: datetime) -> None:
    """A second operator agrees. Raises SameOperator, WrongState, RefundTooHigh."""
    if refund.decided_by_id == by_id and refund.state != rules.RefundState.REQUESTED:
        return
    rules.STATES.role_for(rules.RefundState(refund.state), rules.RefundState.APPROVED, roles=_OPERATOR)
    if by_id in (refund.requested_by_id, refund.person_id):
        raise errors.SameOperator
    pass_on(refunds=[refund], by_id=by_id, now=now)


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
    if refund.requested_by_id is None or sending.was_unmatched(refund):
        return
    of_order = sale(refund.reference)
    if of_order is not None and refund.requested_by_id != of_order.seller_id:
        words = money.amount_words(refund.amount_vnd) | {"number": refund.reference}
        notify(person_id=of_order.seller_id, notice="refund_of_sale", words=words, now=now)


def _take_back(refunds: Sequence[models.Refund], now: datetime) -> None:
    of_orders = [refund for refund in refunds if not sending.was_unmatched(refund)]
    amounts = {(refund.reference, f"refund:{refund.id}"): refund.amount_vnd for refund in of_orders}
    if amounts:
        take_back(amounts=amounts, now=now)


def _source(refund: models.Refund) -> Account:
    if sending.was_unmatched(refund):
        return accounts.unmatched("card" if refund.channel == rules.Channel.CARD else "bank_transfer")
    return accounts.order(refund.reference)

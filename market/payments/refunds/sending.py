"""A refund on its way: by the gateway to the card, by the bank to an account, at once to the buyer's balance."""

from datetime import datetime
from uuid import UUID

from market import errors, events, money
from market.notices.actions import notify
from market.payments.charges.actions import record_money
from market.payments.charges.rules import MoneyKind
from market.payments.ledger import accounts
from market.payments.ledger.accounts import Account
from market.payments.ledger.actions import post_all
from market.payments.ledger.rules import Draft
from market.payments.refunds import rules
from market.payments.refunds.models import Refund
from market.payments.sales.queries import sale

_OPERATOR = {"operator"}


def settle_by_bank(*, refund: Refund, by_id: UUID, note: str, now: datetime) -> None:
    """An operator has sent it from our bank account; also what the gateway could not give back.

    Raises SameOperator where it goes to that operator, WrongState.
    """
    if refund.state == rules.RefundState.SETTLED:
        return
    if refund.person_id == by_id:
        raise errors.SameOperator
    if refund.channel == rules.Channel.CARD and refund.state != rules.RefundState.FAILED:
        raise rules.STATES.refusal(rules.RefundState(refund.state), rules.RefundState.SETTLED)
    rules.STATES.role_for(rules.RefundState(refund.state), rules.RefundState.SETTLED, roles=_OPERATOR)
    refund.note = note or refund.note
    _settle(refund, out_of=accounts.BANK, by_id=by_id, now=now)


def record_sending(*, refund: Refund, gateway_id: str, status: str, now: datetime) -> None:
    """What the gateway says of a refund by card. Its `failed` is its last word, so it outweighs what came before."""
    refund.gateway_id = refund.gateway_id or gateway_id
    if refund.failure:
        return
    if status == "succeeded" and refund.state == rules.RefundState.APPROVED:
        _settle(refund, out_of=accounts.CARD, by_id=None, now=now)
    elif status in ("failed", "canceled"):
        record_failure(refund=refund, failure=status, now=now)


def record_failure(*, refund: Refund, failure: str, now: datetime) -> None:
    """The gateway will not give it back: it waits for a person, who may send it from the bank."""
    if refund.failure or refund.state not in (rules.RefundState.APPROVED, rules.RefundState.SETTLED):
        return
    if refund.state == rules.RefundState.SETTLED:
        amounts = {accounts.CARD: refund.amount_vnd}, {on_its_way(refund): refund.amount_vnd}
        post_refund(refund, "refund-failed", *amounts, now=now)
        _count(refund, MoneyKind.REFUND_FAILED, now)
        refund.settled_at = None
    refund.state, refund.failure = rules.RefundState.FAILED, failure[:60]


def return_from_bank(*, refund: Refund, note: str, now: datetime) -> None:
    """The bank could not send it: it waits for the buyer to file another account, or for an operator's hand.

    Raises WrongState for one that has been settled.
    """
    rules.STATES.role_for(rules.RefundState(refund.state), rules.RefundState.SETTLED, roles=_OPERATOR)
    refund.file_id, refund.note = None, note or refund.note
    if refund.person_id is not None:
        notify(
            person_id=refund.person_id, notice="refund_not_sent", words=money.amount_words(refund.amount_vnd), now=now
        )


def finish(refund: Refund, *, now: datetime) -> None:
    """It is back with its buyer."""
    refund.state, refund.settled_at = rules.RefundState.SETTLED, now
    _count(refund, MoneyKind.REFUNDED, now)
    events.publish(
        rules.RefundSettled(
            at=now,
            reference=refund.reference,
            of_order=not was_unmatched(refund),
            channel=refund.channel,
            amount_vnd=refund.amount_vnd,
        )
    )


def was_unmatched(refund: Refund) -> bool:
    """Whether it gives back what no order took."""
    return refund.reason in rules.UNTAKEN or refund.bank_line_id is not None


def on_its_way(refund: Refund) -> Account:
    """Where its money lies until its buyer has it; what the household gives back herself is hers again."""
    if refund.channel == rules.Channel.CASH and refund.person_id is not None:
        return accounts.person(refund.person_id)
    of_order = sale(refund.reference) if refund.channel == rules.Channel.IN_HAND else None
    if of_order is not None:
        return accounts.shop(of_order.shop_id)
    return accounts.refunds(refund.channel)


def post_refund(
    refund: Refund,
    kind: str,
    debit: dict[Account, int],
    credit: dict[Account, int],
    *,
    now: datetime,
    by_id: UUID | None = None,
) -> None:
    """Post one step of a refund, once: `kind` names it."""
    post_all([drafted(refund, kind, debit, credit)], now=now, by_id=by_id)


def drafted(refund: Refund, kind: str, debit: dict[Account, int], credit: dict[Account, int]) -> Draft:
    """The same, to be posted with others."""
    return Draft(
        key=f"{kind}:{refund.id}",
        kind=kind.replace("-", "_"),
        reference=refund.reference,
        debit=debit,
        credit=credit,
        note=refund.reason,
    )


def _settle(refund: Refund, *, out_of: Account, by_id: UUID | None, now: datetime) -> None:
    post_refund(
        refund,
        "refund-bank" if out_of == accounts.BANK else "refund-sent",
        {on_its_way(refund): refund.amount_vnd},
        {out_of: refund.amount_vnd},
        now=now,
        by_id=by_id,
    )
    finish(refund, now=now)


def _count(refund: Refund, kind: MoneyKind, now: datetime) -> None:
    if refund.charge_id is not None:
        # Sent from the bank after the card refused it is another return than the first.
        source_id = f"{refund.id}:bank" if refund.failure and kind == MoneyKind.REFUNDED else str(refund.id)
        record_money(refund.charge_id, kind, source_id, refund.amount_vnd, now)

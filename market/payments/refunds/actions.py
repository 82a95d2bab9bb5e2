"""A refund is asked for: by a rule, by a person, or for money that no order takes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from market.db import db
from market.ids import new_id
from market.payments.cash.queries import is_kept
from market.payments.charges.models import Charge
from market.payments.charges.queries import charges_that_paid
from market.payments.methods import METHODS
from market.payments.refunds import decisions, models, queries, rules
from market.payments.sales.models import Sale
from market.payments.sales.queries import refundable
from market.payments.sales.rules import RefundTooHigh


def refund_by_rule(
    *, amounts: Sequence[tuple[Sale, int]], reason: rules.Reason, now: datetime
) -> dict[str, models.Refund]:
    """Give back so much (đồng) of each order, the way it was paid, because a rule says so. Once for each reason.

    What rests on a scan alone waits above the set sum for an operator. Returns the refunds, of before too, by order.
    """
    known = queries.refunds_with_causes([_cause(sale, reason) for sale, _ in amounts])
    new = [(sale, amount) for sale, amount in amounts if amount > 0 and _cause(sale, reason) not in known]
    paid_by = charges_that_paid([sale.reference for sale, _ in new])
    made = [
        _made(sale, amount, _way_back(sale), reason, paid_by, cause=_cause(sale, reason), by_id=None, now=now)
        for sale, amount in new
    ]
    db.session.flush()  # who has refunded it meanwhile must show now
    decisions.approve_or_wait(refunds=made, by_id=None, now=now)
    return {refund.reference: refund for refund in [*known.values(), *made]}


def _cause(sale: Sale, reason: rules.Reason) -> str:
    return f"{reason}:{sale.reference}"


def request_refund(
    *,
    sale: Sale,
    amount_vnd: int,
    channel: str | None,
    reason: rules.Reason,
    note: str,
    by_id: UUID,
    now: datetime,
    id: UUID | None = None,
    waits: bool = False,
) -> models.Refund:
    """A person wants `amount_vnd` of an order given back; above the set sum a second operator has to approve it.

    `waits`: whatever the sum, for whoever asks has no money to give.
    Raises RefundTooHigh, ChannelNotPossible.
    """
    left = refundable(sale.reference) - queries.asked_for(sale.reference)
    if amount_vnd > left:
        raise RefundTooHigh(max(left, 0))
    way, paid_by = _possible_way(sale, channel), charges_that_paid([sale.reference])
    refund_id = id or new_id()
    cause = f"asked:{refund_id}"
    refund = _made(sale, amount_vnd, way, reason, paid_by, cause=cause, by_id=by_id, now=now, note=note, id=refund_id)
    db.session.flush()
    if not waits:
        decisions.approve_or_wait(refunds=[refund], by_id=by_id, now=now)
    return refund


def return_unmatched(
    *,
    reference: str,
    charge: Charge | None,
    bank_line_id: UUID | None,
    channel: rules.Channel,
    amount_vnd: int,
    person_id: UUID | None,
    reason: rules.Reason,
    cause: str,
    by_id: UUID | None,
    now: datetime,
) -> models.Refund:
    """Give back money that came and that no order takes: too late, twice, too much, or of nobody we know."""
    known = queries.refund_with_cause(cause)
    if known is not None:
        return known
    refund = models.Refund(
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
        state=rules.RefundState.REQUESTED,
        requested_by_id=by_id,
        requested_at=now,
        failure="",
    )
    db.session.add(refund)
    decisions.approve_or_wait(refunds=[refund], by_id=by_id, now=now)
    return refund


def _made(
    sale: Sale,
    amount_vnd: int,
    way: rules.Channel,
    reason: rules.Reason,
    charges: Mapping[str, Charge],
    *,
    cause: str,
    by_id: UUID | None,
    now: datetime,
    note: str = "",
    id: UUID | None = None,
) -> models.Refund:
    paid_by = charges.get(sale.reference)
    if way == rules.Channel.CARD and (paid_by is None or paid_by.gateway_id is None):
        raise rules.ChannelNotPossible
    refund = models.Refund(
        id=id or new_id(),
        reference=sale.reference,
        cause=cause,
        charge_id=paid_by.id if paid_by else None,
        channel=way,
        person_id=sale.buyer_id,
        amount_vnd=amount_vnd,
        reason=reason,
        note=note,
        state=rules.RefundState.REQUESTED,
        requested_by_id=by_id,
        requested_at=now,
        failure="",
    )
    db.session.add(refund)
    return refund


def _possible_way(sale: Sale, channel: str | None) -> rules.Channel:
    """The way that was asked for, or the default. Raises ChannelNotPossible: nobody gives back what they never held."""
    way, in_hand = rules.Channel(channel) if channel else None, is_kept(sale.reference)
    if way is not None and (way == rules.Channel.IN_HAND) != in_hand:
        raise rules.ChannelNotPossible
    return rules.Channel.IN_HAND if in_hand else way or _way_back(sale)


def _way_back(sale: Sale) -> rules.Channel:
    return rules.Channel(METHODS[sale.channel].refund_channel)

"""What refunds, and what the gateway told us, look like to an operator."""

from __future__ import annotations

from market.fields import Choice, Dong, Id, Instant, Integer, Items, Nested, Schema, String
from market.http import PageQuery
from market.payments.rules.card_events import Outcome
from market.payments.rules.refunds import RefundState


class RefundQuery(PageQuery):
    state = Choice([str(state) for state in RefundState])


class RefundOut(Schema):
    id = Id()
    reference = String(longest=40, metadata={"description": "the order, or the transfer that belongs to none"})
    amount_vnd = Dong()
    channel = String(longest=20)
    reason = String(longest=20)
    note = String(shortest=0, longest=500)
    state = String(longest=12)
    requested_at = Instant()
    decided_at = Instant(allow_none=True)
    settled_at = Instant(allow_none=True)
    failure = String(shortest=0, longest=60)


class RefundPage(Schema):
    items = Items(Nested(RefundOut), most=100)
    next = String(longest=400, allow_none=True)


class CardEventQuery(PageQuery):
    outcome = Choice([str(outcome) for outcome in Outcome], load_default=str(Outcome.UNMATCHED))


class CardEventOut(Schema):
    id = Id()
    event_id = String(longest=100)
    type = String(longest=60)
    object_id = String(shortest=0, longest=100)
    amount_vnd = Integer(least=0, most=10**15, allow_none=True)
    currency = String(shortest=0, longest=10)
    outcome = String(longest=12)
    reason = String(shortest=0, longest=60)
    told_at = Instant()
    received_at = Instant()
    resolved_at = Instant(allow_none=True)
    note = String(shortest=0, longest=500)


class CardEventPage(Schema):
    items = Items(Nested(CardEventOut), most=100)
    next = String(longest=400, allow_none=True)

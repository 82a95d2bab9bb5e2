"""Webhook events of the card gateway, as operators see them."""

from market.fields import Choice, Id, Instant, Integer, Items, Nested, Schema, String
from market.http import PageQuery
from market.payments.cards.rules import Outcome


class CardEventQuery(PageQuery):
    outcome = Choice([str(outcome) for outcome in Outcome], load_default=str(Outcome.UNMATCHED))


class CardEventOut(Schema):
    id = Id()
    event_id = String(longest=100)
    type = String(longest=60)
    object_id = String(shortest=0, longest=100)
    amount_vnd = Integer(least=0, most=10**15, allow_none=True)
    currency = String(shortest=0, longest=10)
    outcome = Choice([*Outcome])
    reason = String(shortest=0, longest=60)
    told_at = Instant()
    received_at = Instant()
    resolved_at = Instant(allow_none=True)
    note = String(shortest=0, longest=500)


class CardEventPage(Schema):
    items = Items(Nested(CardEventOut), most=100)
    next = String(longest=400, allow_none=True)

"""Refunds over HTTP."""

from market.fields import Choice, Dong, Id, Instant, Items, Nested, Schema, String
from market.http import PageQuery
from market.payments.refunds.rules import Channel, Reason, RefundState


class RefundQuery(PageQuery):
    state = Choice([str(state) for state in RefundState])


class RefundOut(Schema):
    id = Id()
    reference = String(longest=40, metadata={"description": "the order, or the transfer that belongs to none"})
    amount_vnd = Dong()
    channel = Choice([*Channel])
    reason = Choice([*Reason])
    note = String(shortest=0, longest=500)
    state = Choice([*RefundState])
    requested_at = Instant()
    decided_at = Instant(allow_none=True)
    settled_at = Instant(allow_none=True)
    failure = String(shortest=0, longest=60)


class RefundPage(Schema):
    items = Items(Nested(RefundOut), most=100)
    next = String(longest=400, allow_none=True)

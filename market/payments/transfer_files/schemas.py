"""Transfer files over HTTP."""

from market.fields import Dong, Id, Instant, Integer, Items, Nested, Schema, String


class PayoutFileOut(Schema):
    id = Id()
    payouts = Integer(least=1, most=2000, metadata={"description": "the transfers in it, refunds too"})
    total_vnd = Dong()
    at = Instant()


class PayoutFilePage(Schema):
    items = Items(Nested(PayoutFileOut), most=100)
    next = String(longest=400, allow_none=True)

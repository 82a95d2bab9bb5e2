"""What waits for a second operator, from outside."""

from market.fields import Choice, Dong, Id, Instant, Items, Nested, Schema, String
from market.http import PageQuery


class WriteOffQuery(PageQuery):
    state = Choice(["waiting", "agreed"], load_default="waiting")


class WriteOffOut(Schema):
    id = Id()
    subject = String(longest=120, metadata={"description": "the address of the deed, below /api/v1"})
    amount_vnd = Dong()
    note = String(shortest=0, longest=500)
    asked_by_id = Id()
    requested_at = Instant(attribute="asked_at")
    agreed_by_id = Id(allow_none=True)
    agreed_at = Instant(allow_none=True)


class WriteOffPage(Schema):
    items = Items(Nested(WriteOffOut), most=100)
    next = String(longest=400, allow_none=True)

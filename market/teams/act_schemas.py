"""What was done for people, as it is read."""

from market.fields import Id, Instant, Items, Nested, PastDay, Schema, String
from market.http import PageQuery


class ActOut(Schema):
    id = Id()
    by = String(longest=120)
    act = String(longest=60, attribute="deed")
    subject_id = Id(allow_none=True)
    reason = String(shortest=0, longest=500, metadata={"description": "why, where an operator did it"})
    typed_at = Instant()
    at = Instant()


class ActPage(Schema):
    items = Items(Nested(ActOut), most=100)
    next = String(longest=400, allow_none=True)


class OperatorActOut(ActOut):
    by_id = Id()
    subject = String(shortest=0, longest=200, metadata={"description": "the address of the deed, below /api/v1"})
    for_id = Id(allow_none=True, metadata={"description": "the person it concerns, who reads of it in GET /me/acts"})
    for_name = String(shortest=0, longest=120)


class OperatorActPage(Schema):
    items = Items(Nested(OperatorActOut), most=100)
    next = String(longest=400, allow_none=True)


class OperatorActQuery(PageQuery):
    by = Id(metadata={"description": "one operator"})
    about = String(longest=60, metadata={"description": "the id of a person or thing, the number of an order, a code"})
    on = PastDay(metadata={"description": "a day in Vietnam"})

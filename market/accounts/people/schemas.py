"""People as operators see them."""

from market.accounts.schemas import LookUpQuery, Phone, RoleOut
from market.fields import Id, Instant, Items, Nested, Schema, String


class PersonQuery(LookUpQuery):
    phone = Phone(required=True)


class ReasonQuery(Schema):
    reason = String(shortest=3, longest=500, required=True, metadata={"description": "why; the person reads it"})


class FoundPerson(Schema):
    id = Id()
    name = String(shortest=0, longest=120)
    phone = String(longest=16, allow_none=True, metadata={"description": "what she signs in with"})
    roles = Items(Nested(RoleOut), most=100)
    created_at = Instant()
    signed_in_at = Instant(allow_none=True, metadata={"description": "for the first time; none: others wrote her down"})


class FoundPeople(Schema):
    items = Items(Nested(FoundPerson), most=100)
    next = String(longest=400, allow_none=True)

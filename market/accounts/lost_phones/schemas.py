"""Changes of phone, in and out."""

from market.accounts.lost_phones.rules import ChangeState
from market.accounts.schemas import Phone
from market.fields import Choice, Id, Instant, Items, Nested, Schema, String


class PhoneChangeIn(Schema):
    phone = Phone(required=True, metadata={"description": "what the account signs in with now"})
    new_phone = Phone(required=True)
    reason = String(longest=500, required=True, metadata={"description": "how it was made sure who asks"})

    class Meta(Schema.Meta):
        example = {"phone": "0912 345 678", "new_phone": "0912 345 680", "reason": "Mất máy, đã xem căn cước tại xã"}


class PhoneChangeOut(Schema):
    id = Id()
    person_id = Id()
    former = String(longest=16, allow_none=True)
    phone = String(longest=16, allow_none=True)
    reason = String(longest=500, shortest=0)
    state = Choice([*ChangeState])
    asked_by = Id()
    requested_at = Instant(attribute="asked_at")
    agreed_by = Id(allow_none=True)
    due_at = Instant(allow_none=True, metadata={"description": "until when it may still be refused"})
    ended_at = Instant(allow_none=True)


class PhoneChangePage(Schema):
    items = Items(Nested(PhoneChangeOut), most=100)
    next = String(longest=400, allow_none=True)

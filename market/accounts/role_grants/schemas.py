"""Roles, in and out."""

from market.accounts.people.schemas import ReasonQuery
from market.accounts.role_grants.rules import GIVEN, GrantState
from market.accounts.rules import RoleName
from market.accounts.schemas import RoleOut
from market.fields import Choice, Id, Instant, Items, Nested, Schema, String
from market.http import PageQuery

_PLACE = "a post office for clerk and courier, a commune or province for officer, none for operator"


class RoleIn(Schema):
    role = Choice([*GIVEN], required=True)
    place = String(shortest=0, longest=90, load_default="", metadata={"description": _PLACE})
    reason = String(shortest=3, longest=500, required=True, metadata={"description": "why; the person reads it"})

    class Meta(Schema.Meta):
        example = {"role": "clerk", "place": "25715", "reason": "Nhận việc từ 1/12, theo giấy của bưu điện"}


class TakenQuery(ReasonQuery):
    place = String(shortest=0, longest=90, load_default="")


class HeldQuery(PageQuery):
    place = String(longest=90, metadata={"description": "the code of a commune, province, village, office or shop"})
    role = Choice([*RoleName])


class HeldOut(RoleOut):
    person_id = Id()
    name = String(shortest=0, longest=120)
    granted_at = Instant()


class HeldPage(Schema):
    items = Items(Nested(HeldOut), most=100)
    next = String(longest=400, allow_none=True)


class GrantQuery(PageQuery):
    state = Choice([*GrantState])


class GrantOut(RoleOut):
    id = Id()
    person_id = Id()
    reason = String(shortest=0, longest=500)
    state = Choice([*GrantState])
    asked_by = Id()
    requested_at = Instant(attribute="asked_at")
    agreed_by = Id(allow_none=True)
    ended_at = Instant(allow_none=True)


class GrantPage(Schema):
    items = Items(Nested(GrantOut), most=100)
    next = String(longest=400, allow_none=True)

"""Services, in and out. A token is told once, in the answer that makes it."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from market.accounts.services.rules import SCOPES, ServiceState
from market.fields import Boolean, Choice, Id, Instant, Items, Matching, Nested, Schema, String
from market.language import Sentence

_PLACE = Sentence("Mã xã có 5 chữ số, mã tỉnh có 2.", en="A commune has five digits, a province two.")
_ONE_PLACE = Sentence(
    "Xin ghi shop_id hoặc place_code, một trong hai.", en="Send shop_id or place_code, one of the two."
)


class ServiceIn(Schema):
    name = String(longest=120, required=True, metadata={"description": "whose program it is, as people call it"})
    scopes = Items(Choice([*SCOPES]), least=1, most=20, required=True)
    shop_id = Id(metadata={"description": "for one shop; or"})
    place_code = Matching(
        r"[0-9]{2}|[0-9]{5}", _PLACE, metadata={"description": "for a commune or province; neither: everywhere"}
    )
    expires_at = Instant(required=True, metadata={"description": "within a year"})

    class Meta(Schema.Meta):
        example: dict[str, Any] = {
            "name": "Kho Na Chi Lăng",
            "scopes": ["orders:read"],
            "place_code": "06463",
            "expires_at": "2027-06-30T00:00:00Z",
        }

    @validates_schema
    def one_place(self, data: dict[str, Any], **kwargs: Any) -> None:
        if "shop_id" in data and "place_code" in data:
            raise ValidationError(_ONE_PLACE, "place_code")


class ServiceOut(Schema):
    id = Id(metadata={"description": "under which its acts are recorded"})
    name = String(longest=120)
    scopes = Items(String(longest=40), most=20)
    place_kind = String(shortest=0, longest=20, metadata={"description": "shop, commune, province; empty: everywhere"})
    place = String(longest=36, allow_none=True)
    state = Choice([*ServiceState])
    asked_by_id = Id()
    requested_at = Instant(attribute="asked_at")
    agreed_by_id = Id(allow_none=True)
    agreed_at = Instant(allow_none=True)
    expires_at = Instant()
    ended_at = Instant(allow_none=True)
    last_used_at = Instant(allow_none=True, metadata={"description": "to ten minutes"})


class ServiceTokenOut(Schema):
    service = Nested(ServiceOut)
    token = String(
        longest=80, allow_none=True, metadata={"description": "told once; null while a second operator is waited for"}
    )


class ServicePage(Schema):
    items = Items(Nested(ServiceOut), most=100)
    next = String(longest=400, allow_none=True)


class ScopeOut(Schema):
    scope = String(longest=40)
    wide = Boolean(metadata={"description": "a second operator must agree"})
    meaning = String(longest=200)


class ScopePage(Schema):
    items = Items(Nested(ScopeOut), most=100)
    next = String(longest=400, allow_none=True)

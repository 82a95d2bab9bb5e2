"""Teams, households and consent, in and out."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from market.accounts.schemas import Phone
from market.fields import Boolean, Choice, Id, Instant, Integer, Items, Matching, Nested, Schema, String
from market.http import PageQuery
from market.language import Sentence
from market.teams.rules import Method

_COMMUNE = Sentence("Mã xã gồm 5 chữ số.", en="A commune's code has 5 digits.")
_CODE = Sentence("Mã gồm 6 chữ số.", en="The code has 6 digits.")
_BY_CODE = Sentence(
    "Số mới cần mã vừa gửi tới chính số ấy: phone và code đi cùng nhau.",
    en="A new phone needs the code that was just sent to it: phone and code go together.",
)
_NOTHING = Sentence("Chưa nói sửa gì.", en="Nothing to change was said.")


def _commune_code() -> Matching:
    return Matching(r"[0-9]{5}", _COMMUNE, longest=5, required=True)


class NewTeam(Schema):
    id = Id()
    name = String(longest=120, required=True)
    commune_code = _commune_code()
    villages = Items(String(longest=80), least=1, most=50, required=True)

    class Meta(Schema.Meta):
        example = {"name": "Tổ công nghệ số Đồng Đĩnh", "commune_code": "06463", "villages": ["Đồng Đĩnh"]}


class TeamVillages(Schema):
    villages = Items(String(longest=80), least=1, most=50, required=True)

    class Meta(Schema.Meta):
        example = {"villages": ["Đồng Đĩnh", "Quán Thanh"]}


class VillageOut(Schema):
    village_key = String(longest=90)
    name = String(longest=80)


class MemberOut(Schema):
    id = Id()
    name = String(longest=120)
    phone = String(longest=16, allow_none=True)


class TeamLine(Schema):
    id = Id()
    name = String(longest=120)
    commune_code = String(longest=5)
    villages = Items(Nested(VillageOut), most=50)
    created_at = Instant()


class TeamOut(TeamLine):
    members = Items(Nested(MemberOut), most=200)


class TeamPage(Schema):
    items = Items(Nested(TeamLine), most=100)
    next = String(longest=400, allow_none=True)


class NewMember(Schema):
    phone = Phone(required=True)
    name = String(longest=120, required=True)

    class Meta(Schema.Meta):
        example = {"phone": "0912 345 679", "name": "Vi Văn Tuấn"}


class InvitationOut(Schema):
    """What was typed, and no more: who has this phone is told once she has joined."""

    id = Id()
    phone = String(longest=16)
    name = String(longest=120)
    expires_at = Instant()


class JoinCode(Schema):
    code = Matching(r"[0-9]{6}", _CODE, longest=6, required=True)

    class Meta(Schema.Meta):
        example = {"code": "123456"}


class NewHousehold(Schema):
    """A household, and the shop prepared for it."""

    id = Id()
    shop_id = Id()
    name = String(longest=120, required=True)
    phone = Phone(allow_none=True, load_default=None)
    commune_code = _commune_code()
    village = String(longest=80, required=True)
    shop_name = String(longest=120, shortest=0, load_default="")
    about = String(longest=2000, shortest=0, load_default="")

    class Meta(Schema.Meta):
        example = {
            "name": "Nông Thị Páo",
            "phone": "0912 345 670",
            "commune_code": "06463",
            "village": "Đồng Đĩnh",
            "shop_name": "Hồng nhà bà Páo",
        }


class HouseholdChange(Schema):
    """What was written down wrongly. A phone needs the `correction` code that it has received."""

    name = String(longest=120)
    village = String(longest=80)
    phone = Phone()
    code = Matching(r"[0-9]{6}", _CODE, longest=6)

    class Meta(Schema.Meta):
        example = {"phone": "0912 345 671", "code": "123456"}

    @validates_schema
    def phone_by_code(self, data: dict[str, Any], **kwargs: Any) -> None:
        if ("phone" in data) != ("code" in data):
            raise ValidationError(_BY_CODE, "code")
        if not data:
            raise ValidationError(_NOTHING, "name")


class ConsentOut(Schema):
    method = Choice([*Method], metadata={"description": "by a code, on paper, or by itself"})
    given_by = String(longest=120)
    given_at = Instant()
    recorded_by = Id()
    team_id = Id(allow_none=True)


class HouseholdOut(Schema):
    id = Id()
    person_id = Id()
    name = String(longest=120)
    phone = String(longest=16, allow_none=True)
    commune_code = String(longest=5)
    village = String(longest=80)
    shop_id = Id(allow_none=True)
    is_leading = Boolean()
    has_account = Boolean()
    signed_in_at = Instant(allow_none=True, metadata={"description": "since when the household acts for itself"})
    version = Integer(least=1, most=2**31, metadata={"description": "for If-Match of a correction"})
    consent = Nested(ConsentOut, allow_none=True)


class HouseholdPage(Schema):
    items = Items(Nested(HouseholdOut), most=100)
    next = String(longest=400, allow_none=True)


class HouseholdQuery(PageQuery):
    village = String(longest=80)
    consent = Boolean(metadata={"description": "only those that have agreed, or that have not"})

"""What people send about themselves and get back."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from market.accounts.rules import SHORTEST_PASSWORD, RoleName, Scope, mobile_number
from market.fields import Boolean, Choice, Dictionary, Id, Instant, Integer, Items, Matching, Nested, Schema, String
from market.http import PageQuery
from market.language import Sentence

_NOT_MOBILE = Sentence(
    "Không phải số di động Việt Nam, ví dụ 0912 345 678.", en="Not a Vietnamese mobile number, such as 0912 345 678."
)
_SIX_DIGITS = Sentence("Mã gồm 6 chữ số.", en="A code has six digits.")
_ONE_OF_TWO = Sentence("Xin gửi code hoặc password, một trong hai.", en="Send code or password, one of the two.")


class Phone(String):
    """A Vietnamese mobile number in any usual spelling; loads as E.164."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(longest=30, **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        number = mobile_number(super()._deserialize(value, attr, data, **kwargs))
        if number is None:
            raise ValidationError(_NOT_MOBILE)
        return number


class Code(Matching):
    """The six digits of a one-time code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(r"[0-9]{6}", _SIX_DIGITS, **kwargs)


class CodeRequest(Schema):
    phone = Phone(required=True)

    class Meta(Schema.Meta):
        example = {"phone": "0912 345 678"}


class CodeSent(Schema):
    expires_in = Integer(least=1, most=86400, metadata={"description": "seconds"})


class Credentials(Schema):
    phone = Phone(required=True)
    code = Code()
    password = String(longest=200)

    class Meta(Schema.Meta):
        example = {"phone": "0912 345 678", "code": "123456"}

    @validates_schema
    def one_of_two(self, data: dict[str, Any], **kwargs: Any) -> None:
        if ("code" in data) == ("password" in data):
            raise ValidationError(_ONE_OF_TWO, "code")


class RoleOut(Schema):
    role = Choice([*RoleName])
    place = String(longest=90, allow_none=True)


class PersonOut(Schema):
    id = Id()
    name = String(shortest=0, longest=120)
    phone = String(longest=16)
    roles = Items(Nested(RoleOut), most=100)
    version = Integer(least=1, most=2**31, metadata={"description": "for If-Match of PATCH /me"})


class TokenOut(Schema):
    token = String(longest=80)
    expires_at = Instant()
    person = Nested(PersonOut)


class PersonChange(Schema):
    name = String(longest=120)
    password = String(shortest=SHORTEST_PASSWORD, longest=200)
    code = Code(metadata={"description": "a fresh sign-in code, for a new password"})

    class Meta(Schema.Meta):
        example = {"name": "Hoàng Thị Lan"}


class OwnName(Schema):
    name = String(longest=120, required=True)


class NewPassword(Schema):
    password = String(shortest=SHORTEST_PASSWORD, longest=200, required=True)
    code = Code()


class SessionOut(Schema):
    id = Id()
    scope = Choice([*Scope])
    created_at = Instant()
    last_seen_at = Instant(metadata={"description": "to half a day"})
    expires_at = Instant()
    current = Boolean(metadata={"description": "the session of this request"})


class SessionPage(Schema):
    items = Items(Nested(SessionOut), most=100)
    next = String(longest=400, allow_none=True)


class CodeQuery(Schema):
    code = Code(metadata={"description": "a fresh sign-in code"})


class PhoneIn(Schema):
    phone = Phone(required=True, metadata={"description": "what I sign in with from now on"})
    code = Code(metadata={"description": "a fresh sign-in code that my present phone has got"})
    new_code = Code(metadata={"description": "a fresh sign-in code that the new phone has got"})

    class Meta(Schema.Meta):
        example = {"phone": "0912 345 680", "code": "123456", "new_code": "654321"}


class LookUpQuery(PageQuery):
    """Whoever looks people up says why; they read it."""

    reason = String(shortest=3, longest=500, required=True)


class ExportOut(Schema):
    person = Nested(PersonOut)
    parts = Dictionary(
        metadata={"description": "what each package keeps, by name: orders, money, consents, acts, notices and more"}
    )

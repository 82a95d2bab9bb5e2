"""What is asked and answered by whoever looks an order up."""

import re
from typing import Any

from marshmallow import ValidationError

from market import ids
from market.accounts.schemas import Code, Phone
from market.fields import Id, Integer, Schema, String
from market.language import Sentence

_MISTYPED = Sentence(
    "Mã đơn ghi nhầm: mã có dạng CP-7Q4M-2KXW, xin xem lại.",
    en="The order's number is mistyped: it looks like CP-7Q4M-2KXW. Please look again.",
)


class OrderNumber(String):
    """An order's number as people type it off a message: in small letters, with blanks, without its hyphens."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(longest=30, **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        typed = re.sub(r"[\s.\-]", "", super()._deserialize(value, attr, data, **kwargs)).upper()
        bare = typed.removeprefix("CP") if len(typed) > 8 else typed
        number = f"CP-{bare[:4]}-{bare[4:]}"
        if not ids.is_order_number(number):
            raise ValidationError(_MISTYPED)
        return number


class LookUpIn(Schema):
    number = OrderNumber(required=True, metadata={"description": "of the order, as the messages say it"})
    phone = Phone(required=True, metadata={"description": "the recipient's, or the one its buyer signs in with"})

    class Meta(Schema.Meta):
        example = {"number": "CP-7Q4M-2KXX", "phone": "0912 345 678"}


class LookUpOut(Schema):
    id = Id()
    expires_in = Integer(least=1, most=86400, metadata={"description": "seconds"})


class LookUpAnswer(Schema):
    code = Code(required=True)

    class Meta(Schema.Meta):
        example = {"code": "123456"}

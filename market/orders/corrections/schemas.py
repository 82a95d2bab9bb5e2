"""What of an order its buyer may put right."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from market.accounts.schemas import Phone
from market.fields import Id, Nested, Schema, String
from market.http import Json
from market.language import Sentence

_NOTHING = Sentence("Thiếu mục này.", en="This is required.")


class RecipientChange(Schema):
    name = String(longest=120)
    phone = Phone()
    commune_code = String(longest=5, metadata={"description": "only where the delivery fee stays the same"})
    address_line = String(longest=200)


class OrderChange(Schema):
    deliver_to = Nested(RecipientChange)
    collect_at = Id(metadata={"description": "another place of the shop, of what is fetched and not accepted yet"})

    @validates_schema
    def require_something(self, data: Json, **kwargs: Any) -> None:
        if not data:
            raise ValidationError({"deliver_to": [_NOTHING]})

    class Meta(Schema.Meta):
        example = {"deliver_to": {"phone": "0912 345 679"}}

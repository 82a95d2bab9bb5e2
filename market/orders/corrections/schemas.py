"""What of an order its buyer may put right."""

from market.accounts.schemas import Phone
from market.fields import Nested, Schema, String


class RecipientChange(Schema):
    name = String(longest=120)
    phone = Phone()
    commune_code = String(longest=5, metadata={"description": "only where the delivery fee stays the same"})
    address_line = String(longest=200)


class OrderChange(Schema):
    deliver_to = Nested(RecipientChange, required=True)

    class Meta(Schema.Meta):
        example = {"deliver_to": {"phone": "0912 345 679"}}

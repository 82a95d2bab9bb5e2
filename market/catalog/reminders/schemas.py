"""Reminders, out."""

from market.catalog.schemas.cards import ProductCard
from market.fields import Day, Id, Instant, Items, Nested, Schema, String


class ReminderOut(Schema):
    product_id = Id()
    requested_at = Instant(attribute="asked_at")
    not_before = Day(
        allow_none=True,
        metadata={"description": "when the season begins that is waited for; null: as soon as it can be bought"},
    )
    product = Nested(
        ProductCard, allow_none=True, metadata={"description": "null: not to be seen any more, perhaps for a while"}
    )


class ReminderPage(Schema):
    items = Items(Nested(ReminderOut), most=100)
    next = String(longest=400, allow_none=True)

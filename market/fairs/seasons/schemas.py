"""Wishes, out."""

from market.fields import Id, Instant, Items, Nested, Schema, String


class SeasonWishOut(Schema):
    shop_id = Id()
    shop_name = String(shortest=0, longest=120)
    agreed_at = Instant()


class SeasonWishPage(Schema):
    items = Items(Nested(SeasonWishOut), most=100)
    next = String(longest=400, allow_none=True)

"""The basket of an order that is bought again."""

from market.fields import Boolean, Choice, Dong, Id, Integer, Items, Nested, Schema, String
from market.http import Spoken
from market.orders.changes import What
from market.orders.schemas.orders import MOST_ITEMS


class RepeatItem(Schema):
    product_id = Id()
    quantity = Integer(least=1, most=1000)


class ChangeOut(Schema):
    what = Choice([*What])
    said = Spoken(metadata={"description": "the same in words, in the reader's language"})


class RepeatLine(Schema):
    product_id = Id(attribute="line.product_id")
    name = String(longest=120, shortest=0, attribute="line.name", metadata={"description": "as it was bought"})
    unit = String(longest=30, shortest=0, attribute="line.unit")
    pack = String(longest=60, shortest=0, attribute="line.pack")
    quantity = Integer(least=1, most=1000, attribute="line.quantity")
    price_vnd = Dong(attribute="line.price_vnd", metadata={"description": "as it was bought, for one pack"})
    price_now_vnd = Dong(allow_none=True, metadata={"description": "null: not to be seen any more"})
    ready = Boolean(metadata={"description": "the same good in the same pack, and there: it stands among `items`"})
    changes = Items(Nested(ChangeOut), most=10, metadata={"description": "what is otherwise now"})


class BasketOut(Schema):
    number = String(longest=12, metadata={"description": "of the order"})
    items = Items(Nested(RepeatItem), most=MOST_ITEMS, metadata={"description": "for a quote or a checkout, as it is"})
    collect_at = Items(Id(), most=1, metadata={"description": "where it was fetched, for a quote; none: it was sent"})
    lines = Items(Nested(RepeatLine), most=MOST_ITEMS, metadata={"description": "all that the order held"})

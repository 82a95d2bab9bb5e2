"""What a buyer is offered instead of what is not there, as it looks from outside."""

from market.fields import Boolean, Choice, Day, Dong, Id, Instant, Integer, Schema, String
from market.http import Json
from market.orders.look_ups.schemas import OrderNumber
from market.orders.substitutions.rules import SubstitutionState


class SubstitutionOut(Schema):
    id = Id()
    state = Choice([str(state) for state in SubstitutionState])
    product_id = Id(metadata={"description": "the good that is not there"})
    quantity = Integer(least=1, most=1000, metadata={"description": "packs of it"})
    to_product_id = Id(allow_none=True, metadata={"description": "what is offered; null: nobody has an equal good"})
    to_name = String(shortest=0, longest=120, allow_none=True)
    to_shop_id = Id(allow_none=True)
    to_shop_name = String(shortest=0, longest=120, allow_none=True)
    price_vnd = Dong(allow_none=True, metadata={"description": "of one pack, never above what was paid"})
    goods_vnd = Dong(allow_none=True)
    shipping_vnd = Dong(allow_none=True)
    total_vnd = Dong(metadata={"description": "what the order costs once it is taken; the difference comes back"})
    ship_on = Day(allow_none=True)
    offered_at = Instant()
    expires_at = Instant(metadata={"description": "until then the packs are kept; after it the money comes back"})
    ended_at = Instant(allow_none=True)


class AnswerByCode(Schema):
    number = OrderNumber(required=True)
    code = String(longest=20, required=True, metadata={"description": "the last ten letters of the message's link"})
    take = Boolean(required=True, metadata={"description": "the other household's goods; false: the money back"})

    class Meta(Schema.Meta):
        example: Json = {"number": "CP-7Q4M-2KXX", "code": "7Q4M2KXX7Q", "take": True}

"""What is proposed and answered, as it looks from outside."""

from market.accounts.schemas import Code
from market.fields import Boolean, Choice, Day, Dong, Id, Instant, Integer, Items, Nested, Schema, String
from market.http import Json
from market.orders.proposals.rules import ProposalState
from market.orders.schemas.orders import MOST_ITEMS

_PRODUCT = "0190f6b4-7c1e-7d2a-9a55-3f6f0c1d2e3f"


class FewerIn(Schema):
    product_id = Id(required=True)
    quantity = Integer(least=0, most=1000, required=True, metadata={"description": "packs that are still sent"})


class ProposalIn(Schema):
    fewer = Items(Nested(FewerIn), most=MOST_ITEMS, load_default=list, metadata={"description": "the rest stays"})
    ship_on = Day(load_default=None, allow_none=True, metadata={"description": "a later day of sending"})
    restock = Boolean(load_default=False, metadata={"description": "what is not sent can be sold to others"})
    note = String(shortest=0, longest=500, load_default="")

    class Meta(Schema.Meta):
        example: Json = {"fewer": [{"product_id": _PRODUCT, "quantity": 1}], "note": "Một hộp chưa chín"}


class AnswerIn(Schema):
    id = Id(required=True, metadata={"description": "of the proposal that the buyer has seen"})

    class Meta(Schema.Meta):
        example: Json = {"id": _PRODUCT}


class AcceptanceIn(AnswerIn):
    code = Code(metadata={"description": "what the buyer has read aloud, where the household or its team types it"})


class FewerOut(Schema):
    product_id = Id()
    name = String(shortest=0, longest=120)
    ordered = Integer(least=1, most=1000)
    quantity = Integer(least=0, most=1000)


class ProposalOut(Schema):
    id = Id()
    state = Choice([str(state) for state in ProposalState])
    fewer = Items(Nested(FewerOut), most=MOST_ITEMS, attribute="lines")
    ship_on = Day(allow_none=True)
    restock = Boolean()
    note = String(shortest=0, longest=500)
    goods_vnd = Dong()
    shipping_vnd = Dong()
    total_vnd = Dong(metadata={"description": "what the order costs once the buyer agrees"})
    proposed_at = Instant()
    expires_at = Instant()
    ended_at = Instant(allow_none=True)

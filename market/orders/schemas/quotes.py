"""What a basket is, and what it would cost, way of paying by way of paying."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from market.catalog.schemas.shops import CommuneOut
from market.fields import Boolean, Choice, Day, Dong, Id, Instant, Integer, Items, Nested, Schema, String
from market.http import Json, Spoken
from market.language import Sentence
from market.orders.schemas.payment import PaymentMethodOut
from market.payments.methods import METHODS

MOST_ITEMS = 50
# A parcel has its own, lower bound; what is fetched has none but that of its lines.
MOST_WEIGHT_G = 2_000_000_000
COLLECT = {"description": "collection points, one a shop, where its goods are fetched instead of sent"}
FAIR = {"description": "the fair at which it is bought: the last word of its address"}
GATHERS = {"description": "until when orders of the fair are gathered: the buyer may leave without loss"}
ADDRESS = {"description": "needed unless all is fetched"}
_REQUIRED = Sentence("Thiếu mục này.", en="This is required.")
PRODUCT = "0190f6b4-7c1e-7d2a-9a55-3f6f0c1d2e3f"


class ItemIn(Schema):
    product_id = Id(required=True)
    quantity = Integer(least=1, most=1000, required=True, metadata={"description": "whole packs"})


class Destination(Schema):
    commune_code = String(longest=5, required=True)


class Sent(Schema):
    """What says where it goes; where every good is fetched, nobody needs to know where its buyer lives."""

    address: tuple[str, ...] = ("commune_code",)

    @validates_schema
    def require_address(self, data: Json, **kwargs: Any) -> None:
        given = data.get("deliver_to")
        if data.get("collect_at") or given is None:
            return  # what is sent all the same is seen with the goods
        if missing := {name: [_REQUIRED] for name in self.address if not given.get(name)}:
            raise ValidationError({"deliver_to": missing})


class QuoteIn(Sent):
    items = Items(Nested(ItemIn), least=1, most=MOST_ITEMS, required=True)
    deliver_to = Nested(Destination, metadata=ADDRESS)
    payment_method = Choice(list(METHODS), load_default="cod")
    service = Choice(["standard", "express"], load_default="standard")
    collect_at = Items(Id(), most=MOST_ITEMS, metadata=COLLECT)

    @validates_schema
    def require_destination(self, data: Json, **kwargs: Any) -> None:
        if not (data.get("deliver_to") or data.get("collect_at")):
            raise ValidationError({"deliver_to": [_REQUIRED]})

    class Meta(Schema.Meta):
        example = {"items": [{"product_id": PRODUCT, "quantity": 2}], "deliver_to": {"commune_code": "00070"}}


class DaysOut(Schema):
    min = Integer(least=0, most=60, attribute="min_days")
    max = Integer(least=0, most=60, attribute="max_days")


class QuotedShop(Schema):
    id = Id()
    name = String(longest=120)


class QuotedLine(Schema):
    product_id = Id(attribute="product.id")
    name = String(longest=120, attribute="product.name")
    unit = String(longest=30, attribute="product.unit")
    pack = String(shortest=0, longest=60, attribute="product.pack")
    price_vnd = Dong(attribute="product.price_vnd")
    quantity = Integer(least=1, most=1000)
    total_vnd = Dong(attribute="goods_vnd")


class ParcelQuote(Schema):
    shop_id = Id(attribute="shop.id")
    shop = Nested(QuotedShop)
    items = Items(Nested(QuotedLine), most=MOST_ITEMS, attribute="lines")
    goods_vnd = Dong()
    weight_g = Integer(least=1, most=MOST_WEIGHT_G)
    shipping_vnd = Dong()
    cod_fee_vnd = Dong(metadata={"description": "of the shipping, what it costs to pay at the door"})
    total_vnd = Dong()
    days = Nested(DaysOut, attribute="shipping")
    shelf_life_days = Integer(least=1, most=3650, allow_none=True, metadata={"description": "of the most delicate"})
    fair = String(longest=60, allow_none=True, attribute="of_fair.fair_slug", dump_default=None, metadata=FAIR)
    ship_on = Day(allow_none=True, attribute="of_fair.ship_on", dump_default=None)
    gathers_until = Instant(allow_none=True, attribute="of_fair.gathers_until", dump_default=None, metadata=GATHERS)
    collect_at = Id(allow_none=True, metadata={"description": "the collection point, where it is not sent"})
    warnings = Items(Spoken(), most=10, metadata={"description": "what may go wrong, in the reader's language"})


class QuotedPaymentMethod(PaymentMethodOut):
    """One way of paying this basket, whichever was asked for: its total is what a checkout by it expects."""

    open = Boolean(metadata={"description": "whether this basket can be paid so"})
    why_not = Spoken(allow_none=True)
    fee_title = Spoken(allow_none=True, metadata={"description": "what paying so costs, as people call it"})
    fee_vnd = Dong(metadata={"description": "it is in the shipping"})
    shipping_vnd = Dong()
    total_vnd = Dong()


class QuotedDestination(Schema):
    commune = Nested(CommuneOut)


class QuoteOut(Schema):
    parcels = Items(Nested(ParcelQuote), most=MOST_ITEMS)
    deliver_to = Nested(QuotedDestination, allow_none=True, metadata=ADDRESS)
    payment_method = Choice([*METHODS], metadata={"description": "by which these sums are paid"})
    goods_vnd = Dong()
    shipping_vnd = Dong()
    cod_fee_vnd = Dong(metadata={"description": "of the shipping, what it costs to pay at the doors"})
    total_vnd = Dong()
    payment_methods = Items(Nested(QuotedPaymentMethod), most=10)
    must_state = Items(
        Choice(["buyer_is_18"]), most=5, metadata={"description": "fields without which the checkout is refused"}
    )

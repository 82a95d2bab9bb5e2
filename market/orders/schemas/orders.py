"""What a quote, a checkout and an order look like from outside."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from market.accounts.schemas import Phone
from market.delivery.rules.parcels import ParcelState
from market.fields import Boolean, Choice, Day, Dong, Id, Instant, Integer, Items, Nested, Part, Schema, String
from market.http import Json, PageQuery, Spoken
from market.language import Sentence
from market.orders.collection.rules import PointKind
from market.orders.rules import OrderState
from market.orders.schemas import payment
from market.payments.methods import METHODS

MOST_ITEMS = 50
# A parcel has its own, lower bound; what is fetched has none but that of its lines.
MOST_WEIGHT_G = 2_000_000_000
_PRODUCT = "0190f6b4-7c1e-7d2a-9a55-3f6f0c1d2e3f"


_COLLECT = {"description": "collection points, one a shop, where its goods are fetched instead of sent"}

_ADDRESS = {"description": "needed unless all is fetched"}
_REQUIRED = Sentence("Thiếu mục này.", en="This is required.")


class ItemIn(Schema):
    product_id = Id(required=True)
    quantity = Integer(least=1, most=1000, required=True, metadata={"description": "whole packs"})


class Destination(Schema):
    commune_code = String(longest=5, required=True)


class Sent(Schema):
    """What says where it goes; where every good is fetched, nobody needs to know where its buyer lives."""

    @validates_schema(skip_on_field_errors=False)
    def require_address(self, data: Json, **kwargs: Any) -> None:
        if data.get("collect_at"):
            return  # what is sent all the same is seen with the goods
        given = data.get("deliver_to")
        if given is None:
            raise ValidationError({"deliver_to": [_REQUIRED]})
        if missing := {name: [_REQUIRED] for name in self.address if not given.get(name)}:
            raise ValidationError({"deliver_to": missing})

    address: tuple[str, ...] = ("commune_code",)


class QuoteIn(Sent):
    items = Items(Nested(ItemIn), least=1, most=MOST_ITEMS, required=True)
    deliver_to = Nested(Destination, metadata=_ADDRESS)
    payment_method = Choice(list(METHODS), load_default="cod")
    service = Choice(["standard", "express"], load_default="standard")
    collect_at = Items(Id(), most=MOST_ITEMS, metadata=_COLLECT)

    class Meta(Schema.Meta):
        example = {"items": [{"product_id": _PRODUCT, "quantity": 2}], "deliver_to": {"commune_code": "00070"}}


class DaysOut(Schema):
    min = Integer(least=0, most=60, attribute="min_days")
    max = Integer(least=0, most=60, attribute="max_days")


class ParcelQuote(Schema):
    shop_id = Id(attribute="shop.id")
    weight_g = Integer(least=1, most=MOST_WEIGHT_G)
    shipping_vnd = Dong()
    days = Nested(DaysOut, attribute="shipping")
    shelf_life_days = Integer(least=1, most=3650, allow_none=True, metadata={"description": "of the most delicate"})
    collect_at = Id(allow_none=True, metadata={"description": "the collection point, where it is not sent"})
    warnings = Items(Spoken(), most=10, metadata={"description": "what may go wrong, in the reader's language"})


class QuoteOut(Schema):
    parcels = Items(Nested(ParcelQuote), most=MOST_ITEMS)
    goods_vnd = Dong()
    shipping_vnd = Dong()
    total_vnd = Dong()


class RecipientIn(Schema):
    name = String(longest=120, required=True)
    phone = Phone(required=True)
    commune_code = String(longest=5, metadata=_ADDRESS)
    address_line = String(longest=200, metadata=_ADDRESS)


class CheckoutIn(Sent):
    address = ("commune_code", "address_line")

    id = Id()
    items = Items(Nested(ItemIn), least=1, most=MOST_ITEMS, required=True)
    deliver_to = Nested(RecipientIn, required=True)
    payment_method = Choice(list(METHODS), required=True)
    expected_total_vnd = Dong(metadata={"description": "refused with 409 total-changed if the total is another"})
    note = String(shortest=0, longest=500)
    service = Choice(["standard", "express"], load_default="standard")
    buyer_is_18 = Boolean(metadata={"description": "stated by the buyer; needed for alcohol"})
    collect_at = Items(Id(), most=MOST_ITEMS, metadata=_COLLECT)

    class Meta(Schema.Meta):
        example = {
            "items": [{"product_id": _PRODUCT, "quantity": 2}],
            "deliver_to": {
                "name": "Trần Thu Hà",
                "phone": "0912 345 678",
                "commune_code": "00070",
                "address_line": "12 Hàng Bài",
            },
            "payment_method": "cod",
        }


class OrderShopOut(Schema):
    id = Id(attribute="shop_id")
    name = String(longest=120, attribute="shop_name")


class LineOut(Schema):
    product_id = Id()
    name = String(shortest=0, longest=120)
    unit = String(shortest=0, longest=30)
    pack = String(shortest=0, longest=60)
    price_vnd = Dong()
    quantity = Integer(least=1, most=1000)
    total_vnd = Dong()


class RecipientOut(Schema):
    name = String(shortest=0, longest=120, attribute="recipient_name")
    phone = String(shortest=0, longest=16, attribute="recipient_phone")
    commune_code = String(shortest=0, longest=5, attribute="to_commune")
    address_line = String(shortest=0, longest=200)

    class Meta(Schema.Meta):
        left_out = ("name", "phone", "address_line")


class OrderParcelOut(Schema):
    tracking_number = String(longest=13)
    state = Choice([*ParcelState], attribute="parcel_state")


class MoveOut(Schema):
    at = Instant()
    origin = Choice([*OrderState], allow_none=True, data_key="from")
    target = Choice([*OrderState], data_key="to")
    by = String(longest=20, metadata={"description": "the role in which it was done"})
    note = String(shortest=0, longest=500)


class CollectionOut(Schema):
    point_id = Id(attribute="collect_at")
    kind = Choice([*PointKind], attribute="collect_kind")
    place = String(
        shortest=0, longest=420, attribute="collect_place", metadata={"description": "where and when to come"}
    )
    post_office_code = String(longest=10, allow_none=True, attribute="collect_office")


class OrderOut(Schema):
    number = String(longest=12)
    checkout_id = Id()
    state = Choice([str(state) for state in OrderState])
    shop = Part(OrderShopOut)
    items = Items(Nested(LineOut), most=MOST_ITEMS, attribute="lines")
    deliver_to = Part(RecipientOut)
    goods_vnd = Dong()
    shipping_vnd = Dong()
    total_vnd = Dong()
    weight_g = Integer(least=1, most=MOST_WEIGHT_G)
    note = String(shortest=0, longest=500)
    service = Choice(["standard", "express"])
    harvested_on = Day(allow_none=True)
    held_since = Instant(
        allow_none=True, metadata={"description": "since when a suspended shop or good makes it wait for an operator"}
    )
    ship_on = Day(allow_none=True, metadata={"description": "a later day of sending that the buyer has agreed to"})
    asks = Items(String(longest=20), most=5, metadata={"description": "what the next step should be told"})
    payment = Part(payment.PaymentOut)
    parcel = Part(OrderParcelOut, given="tracking_number")
    collect_at = Part(CollectionOut, given="collect_at", metadata={"description": "of goods that the buyer fetches"})
    history = Items(Nested(MoveOut), most=100)
    placed_at = Instant()

    class Meta(Schema.Meta):
        left_out = ("note",)


class OfficersDestination(Schema):
    commune_code = String(longest=5, attribute="to_commune")


class OfficersOrderOut(OrderOut):
    """An officer sees what is sold and where it goes, but not to whom."""

    deliver_to = Part(OfficersDestination)

    class Meta(OrderOut.Meta):
        exclude = ("note",)


class CheckoutOut(Schema):
    id = Id()
    orders = Items(Nested(OrderOut), most=MOST_ITEMS)
    goods_vnd = Dong()
    shipping_vnd = Dong()
    total_vnd = Dong()
    payment = Nested(payment.WayToPay)


class OrderQuery(PageQuery):
    looking_as = Choice(["buyer", "seller", "officer", "operator"], data_key="as", load_default="buyer")
    state = Choice([str(state) for state in OrderState])
    shop_id = Id()
    held = Boolean(metadata={"description": "those that wait, or do not, for an operator to decide"})


class OrderPage(Schema):
    items = Items(Nested(OrderOut), most=100)
    next = String(longest=400, allow_none=True)


class ReasonIn(Schema):
    reason = String(shortest=0, longest=500, load_default="")

    class Meta(Schema.Meta):
        example = {"reason": "Mưa to, na chưa hái được"}


class PackIn(Schema):
    """May be left out altogether; for fresh goods the day of harvest is asked for and stands on the label."""

    harvested_on = Day(load_default=None, allow_none=True)

    class Meta(Schema.Meta):
        example = {"harvested_on": "2026-11-22"}


class ReturnIn(Schema):
    restock = Boolean(required=True)

    class Meta(Schema.Meta):
        example: Json = {"restock": False}


class OrderLabelQuery(Schema):
    format = Choice(["pdf", "html"], load_default="pdf")

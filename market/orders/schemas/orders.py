"""What a quote, a checkout and an order look like from outside."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from market.accounts.schemas import Phone
from market.catalog.rules.sources import Source
from market.catalog.schemas.shops import CommuneOut
from market.delivery.rules.parcels import ParcelState
from market.fields import Boolean, Choice, Day, Dong, Id, Instant, Integer, Items, Nested, Part, Schema, String
from market.http import Json
from market.language import Sentence
from market.orders.collection.rules import PointKind
from market.orders.rules import OrderState
from market.orders.schemas import payment
from market.orders.schemas.quotes import (
    ADDRESS,
    COLLECT,
    FAIR,
    GATHERS,
    MOST_ITEMS,
    MOST_WEIGHT_G,
    PRODUCT,
    ItemIn,
    Sent,
)
from market.payments.ledger.schemas import Change
from market.payments.methods import METHODS

_ONE_PLACE = Sentence(
    "Xin gửi deliver_to hoặc address_id, một trong hai.", en="Send deliver_to or address_id, one of the two."
)


class RecipientIn(Schema):
    name = String(longest=120, required=True)
    phone = Phone(required=True)
    commune_code = String(longest=5, metadata=ADDRESS)
    address_line = String(longest=200, metadata=ADDRESS)


class CheckoutIn(Sent):
    address = ("commune_code", "address_line")

    id = Id()
    items = Items(Nested(ItemIn), least=1, most=MOST_ITEMS, required=True)
    deliver_to = Nested(RecipientIn, metadata={"description": "this or `address_id`, one of the two"})
    address_id = Id(metadata={"description": "of one's own address book; the order keeps a copy"})
    payment_method = Choice(list(METHODS), required=True)
    expected_total_vnd = Dong(metadata={"description": "refused with 409 total-changed if the total is another"})
    note = String(shortest=0, longest=500)
    service = Choice(["standard", "express"], load_default="standard")
    via = Choice([*Source], metadata={"description": "by which link the buyer came; left out, by none"})
    buyer_is_18 = Boolean(metadata={"description": "stated by the buyer; needed for alcohol"})
    collect_at = Items(Id(), most=MOST_ITEMS, metadata=COLLECT)

    class Meta(Schema.Meta):
        example = {
            "items": [{"product_id": PRODUCT, "quantity": 2}],
            "deliver_to": {
                "name": "Trần Thu Hà",
                "phone": "0912 345 678",
                "commune_code": "00070",
                "address_line": "12 Hàng Bài",
            },
            "payment_method": "cod",
        }

    @validates_schema
    def one_place(self, data: dict[str, Any], **kwargs: Any) -> None:
        if ("deliver_to" in data) == ("address_id" in data):
            raise ValidationError(_ONE_PLACE, "deliver_to")


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
    commune = Nested(CommuneOut, attribute="destination")
    address_line = String(shortest=0, longest=200)
    address = String(shortest=0, longest=400, metadata={"description": "the whole of it, ready to print"})

    class Meta(Schema.Meta):
        left_out = ("name", "phone", "address_line", "address")


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
    yours_vnd = Change(
        metadata={
            "description": "only to the household and its team: what of it is theirs, net of tax and fees; by today's "
            "rates as long as it is on its way, and nothing once it goes back"
        }
    )
    weight_g = Integer(least=1, most=MOST_WEIGHT_G)
    note = String(shortest=0, longest=500)
    service = Choice(["standard", "express"])
    via = Choice([*Source], allow_none=True, metadata={"description": "by which link the buyer came"})
    harvested_on = Day(allow_none=True)
    held_since = Instant(
        allow_none=True, metadata={"description": "since when a suspended shop or good makes it wait for an operator"}
    )
    complained_since = Instant(
        allow_none=True,
        metadata={"description": "since when somebody complains of it: until that is over it is not completed"},
    )
    ship_on = Day(allow_none=True, metadata={"description": "the day of sending: its fair's, or one agreed on later"})
    fair = String(longest=60, allow_none=True, attribute="fair_slug", metadata=FAIR)
    gathers_until = Instant(allow_none=True, metadata=GATHERS)
    asks = Items(String(longest=20), most=5, metadata={"description": "what the next step should be told"})
    payment = Part(payment.PaymentOut)
    parcel = Part(OrderParcelOut, given="tracking_number")
    collect_at = Part(CollectionOut, given="collect_at", metadata={"description": "of goods that the buyer fetches"})
    history = Items(Nested(MoveOut), most=100)
    placed_at = Instant()
    changed_at = Instant(metadata={"description": "when anything of it was last changed: send the largest as `since`"})

    class Meta(Schema.Meta):
        left_out = ("note", "yours_vnd")


class OfficersDestination(Schema):
    commune_code = String(longest=5, attribute="to_commune")
    commune = Nested(CommuneOut, attribute="destination")


class OfficersOrderOut(OrderOut):
    """An officer sees what is sold and where it goes, but not to whom."""

    deliver_to = Part(OfficersDestination)

    class Meta(OrderOut.Meta):
        exclude = ("note", "yours_vnd")


class CheckoutOut(Schema):
    id = Id()
    orders = Items(Nested(OrderOut), most=MOST_ITEMS)
    goods_vnd = Dong()
    shipping_vnd = Dong()
    total_vnd = Dong()
    payment = Nested(payment.WayToPay)


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

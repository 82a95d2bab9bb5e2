"""Collection points, and what hands an order over, from outside."""

from market.fields import Choice, Dong, Id, Instant, Items, Matching, Nested, Schema, String
from market.language import Sentence
from market.orders.collection.rules import PointKind
from market.orders.rules import OrderState

_CODE = Sentence("Mã nhận hàng gồm 6 chữ số.", en="A collection code has 6 digits.")


class PointIn(Schema):
    """At the `shop` (nothing else is needed), a `market` with its name, commune and hours, or a `post_office`."""

    id = Id()
    kind = Choice([*PointKind], required=True)
    name = String(longest=120, metadata={"description": "of a market; of the shop, where it has another than the shop"})
    commune_code = String(longest=5, metadata={"description": "of a market"})
    address = String(longest=120, metadata={"description": "as people find it; of the shop: its village if left out"})
    hours = String(longest=60, metadata={"description": "days and hours, as people say them"})
    post_office_code = String(longest=10, metadata={"description": "to which the household brings it"})

    class Meta(Schema.Meta):
        example = {"kind": "market", "name": "Chợ Đồng Mỏ", "commune_code": "06463", "hours": "thứ bảy, 6–11 giờ"}


class PointOut(Schema):
    id = Id()
    kind = Choice([*PointKind])
    name = String(shortest=0, longest=120)
    commune_code = String(longest=5)
    address = String(shortest=0, longest=120)
    hours = String(shortest=0, longest=60)
    place = String(shortest=0, longest=420, metadata={"description": "all of it in words"})
    post_office_code = String(longest=10, allow_none=True)
    phone = String(longest=16, allow_none=True, metadata={"description": "the household's, if it lets it be shown"})


class PointPage(Schema):
    items = Items(Nested(PointOut), most=100)
    next = String(longest=400, allow_none=True)


class HandOverByCode(Schema):
    code = Matching(r"[0-9]{6}", _CODE, required=True)

    class Meta(Schema.Meta):
        example = {"code": "123456"}


class HandOverAtCounter(HandOverByCode):
    cash_collected_vnd = Dong(
        metadata={"description": "what was taken, where it is paid here; refused if not what is due"}
    )


class WaitingOut(Schema):
    number = String(longest=12)
    state = Choice([*OrderState])
    shop_name = String(longest=120)
    recipient_name = String(shortest=0, longest=120)
    goods = String(shortest=0, longest=20_000)
    due_vnd = Dong(metadata={"description": "cash to take before it is given out"})
    collect_by = Instant(allow_none=True)


class WaitingPage(Schema):
    items = Items(Nested(WaitingOut), most=100)
    next = String(longest=400, allow_none=True)


class CollectionCodeOut(Schema):
    code = String(longest=6)
    place = String(shortest=0, longest=420)
    collect_by = Instant(metadata={"description": "after that the order is cancelled and what was paid goes back"})

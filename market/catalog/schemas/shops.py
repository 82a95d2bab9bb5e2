"""Shops, in and out."""

from typing import Any

from market.accounts.schemas import LookUpQuery
from market.catalog.rules.shops import SUSPENDED, OpenOrders, ShopStatus
from market.catalog.schemas.cards import ReviewsOut
from market.fields import Boolean, Choice, Decimal, Id, Instant, Integer, Items, Matching, Nested, Schema, String
from market.http import PageQuery, Spoken
from market.language import Sentence
from market.places.schemas import CommuneOut

_COMMUNE = Sentence("Mã xã gồm 5 chữ số.", en="A commune's code has 5 digits.")


def _commune_code(**kwargs: Any) -> Matching:
    return Matching(r"[0-9]{5}", _COMMUNE, longest=5, **kwargs)


class Location(Schema):
    """A point in Vietnam or its seas, in degrees; whoever swaps the two is told."""

    lat = Decimal(least=6, most=24, required=True)
    lon = Decimal(least=101, most=118, required=True)


class NewShop(Schema):
    id = Id()
    name = String(longest=120, required=True)
    commune_code = _commune_code(required=True)
    village = String(longest=80, required=True, metadata={"description": "as GET /places/{code}/villages lists it"})
    new_village = Boolean(load_default=False, metadata={"description": "a village that nobody has named here before"})
    about = String(longest=2000, shortest=0, load_default="")
    location = Nested(Location, allow_none=True)
    shows_contact = Boolean(load_default=False)
    owner_name = String(longest=120, metadata={"description": "of who opens it, where it is not known yet"})

    class Meta(Schema.Meta):
        example = {
            "name": "Na nhà bà Lan",
            "commune_code": "06463",
            "village": "Đồng Đĩnh",
            "about": "Na dai trồng trên núi đá, hái trong ngày.",
            "location": {"lat": 21.6099, "lon": 106.546},
        }


class ShopChange(Schema):
    name = String(longest=120)
    about = String(longest=2000, shortest=0)
    village = String(longest=80)
    new_village = Boolean(metadata={"description": "a village that nobody has named here before"})
    location = Nested(Location, allow_none=True)
    shows_contact = Boolean()

    class Meta(Schema.Meta):
        example = {"about": "Mùa này có na và mác mật.", "shows_contact": True}


class ShopQuery(PageQuery):
    commune_code = _commune_code()
    village = String(longest=80)


class ShopLookUp(LookUpQuery):
    name = String(longest=120, metadata={"description": "words of it, with or without accents"})
    status = Choice([*ShopStatus, SUSPENDED])
    commune_code = _commune_code()


class Pause(Schema):
    until = Instant(allow_none=True, load_default=None)

    class Meta(Schema.Meta):
        example = {"until": "2027-02-10T00:00:00Z"}


class Suspension(Schema):
    reason = String(longest=500, required=True)
    open_orders = Choice(
        [str(choice) for choice in OpenOrders],
        load_default=None,
        metadata={"description": "what becomes of orders not yet in the post's hands; held where nothing was said yet"},
    )

    class Meta(Schema.Meta):
        example = {"reason": "Hàng giả: không phải na Chi Lăng.", "open_orders": "called_off"}


class OwnerOut(Schema):
    """Empty unless the household shows its contact, or the reader acts for it."""

    name = String(longest=120, shortest=0)
    phone = String(longest=16, allow_none=True)

    class Meta(Schema.Meta):
        left_out = ("name", "phone")


class ShopOut(Schema):
    id = Id()
    name = String(longest=120)
    about = String(longest=2000, shortest=0)
    commune = Nested(CommuneOut)
    village = String(longest=80)
    digital_address = String(longest=20, allow_none=True, metadata={"description": "Plus Code, where given"})
    status = Choice([*ShopStatus, SUSPENDED])
    paused_until = Instant(allow_none=True)
    suspension_reason = String(longest=500, allow_none=True)
    how_to_object = Spoken(metadata={"description": "to a suspension; for those concerned"})
    owner = Nested(OwnerOut)
    shows_contact = Boolean()
    reviews = Nested(ReviewsOut)
    version = Integer(least=1, most=2**31)
    created_at = Instant()

    class Meta(Schema.Meta):
        left_out = ("suspension_reason", "how_to_object")


class ShopPage(Schema):
    items = Items(Nested(ShopOut), most=100)
    next = String(longest=400, allow_none=True)

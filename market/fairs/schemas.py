"""What comes in and goes out of fairs and their stands. Instants in UTC, days as in Vietnam, packs whole."""

from market.catalog.rules.shops import SUSPENDED, ShopStatus
from market.catalog.schemas.cards import CardCommune, ReviewsOut
from market.catalog.schemas.products import OcopOut
from market.fairs.rules import MOST_PACKS, FairState
from market.fairs.shown import Window
from market.fields import Boolean, Choice, Day, Dong, Id, Instant, Integer, Items, Matching, Nested, Schema, String
from market.http import PageQuery
from market.language import Sentence

_COMMUNE = Sentence("Mã xã gồm 5 chữ số.", en="A commune's code has 5 digits.")
_PROVINCE = Sentence("Mã tỉnh gồm 2 chữ số.", en="A province's code has 2 digits.")
_CODE = Sentence("Mã gồm 6 chữ số.", en="The code has 6 digits.")
_MOST = 2**31


class FairChange(Schema):
    """What may be changed of a fair: its address and its place stay. Once it is open, only what it says."""

    name = String(longest=120)
    about = String(longest=4000, shortest=0)
    opens_at = Instant()
    closes_at = Instant(metadata={"description": "until when orders are gathered"})
    ships_from = Day(metadata={"description": "the first day of sending, not before it closes"})
    ships_to = Day()
    minimum_packs = Integer(
        least=1, most=MOST_PACKS, allow_none=True, metadata={"description": "fewer ordered by closing: all called off"}
    )

    class Meta(Schema.Meta):
        example = {"about": "Na dai đầu mùa của ba bản, hái sáng sớm, gửi trong ngày."}


class NewFair(FairChange):
    name = String(longest=120, required=True)
    opens_at = Instant(required=True)
    closes_at = Instant(required=True, metadata={"description": "until when orders are gathered"})
    ships_from = Day(required=True, metadata={"description": "the first day of sending, not before it closes"})
    ships_to = Day(required=True)
    province = Matching(r"[0-9]{2}", _PROVINCE, longest=2, metadata={"description": "whose households may join"})
    communes = Items(
        Matching(r"[0-9]{5}", _COMMUNE, longest=5), most=100, metadata={"description": "only theirs, where given"}
    )

    class Meta(Schema.Meta):
        example = {
            "name": "Phiên na Chi Lăng",
            "about": "Na dai đầu mùa, hái sáng sớm, gửi ngay trong ngày.",
            "communes": ["06463"],
            "opens_at": "2027-08-01T08:00:00+07:00",
            "closes_at": "2027-08-12T20:00:00+07:00",
            "ships_from": "2027-08-15",
            "ships_to": "2027-08-20",
            "minimum_packs": 100,
        }


class FairQuery(PageQuery):
    province = Matching(r"[0-9]{2}", _PROVINCE, longest=2)
    state = Choice([*FairState])


class FairProvince(Schema):
    code = String(longest=2)
    name = String(longest=80)


class FairOut(Schema):
    slug = String(longest=60, metadata={"description": "the last word of its address, lasting"})
    name = String(longest=120)
    about = String(longest=4000, shortest=0)
    state = Choice([*FairState])
    window = Choice([*Window], metadata={"description": "how it stands at this moment, for whoever wants to buy"})
    province = Nested(FairProvince)
    communes = Items(Nested(CardCommune), most=100)
    opens_at = Instant()
    closes_at = Instant()
    ships_from = Day()
    ships_to = Day()
    minimum_packs = Integer(least=1, most=MOST_PACKS, allow_none=True)
    stands = Integer(least=0, most=_MOST)
    promised_packs = Integer(least=0, most=_MOST)
    ordered_packs = Integer(least=0, most=_MOST, metadata={"description": "of a fair that was called off: until then"})
    orders = Integer(least=0, most=_MOST)
    missing_packs = Integer(least=0, most=_MOST, metadata={"description": "until the minimum is reached"})


class FairMoveOut(Schema):
    at = Instant()
    origin = Choice([*FairState], data_key="from", allow_none=True)
    target = Choice([*FairState], data_key="to")
    by = String(longest=20, metadata={"description": "officer, operator, or worker: by itself"})
    note = String(longest=500, shortest=0)


class FairDetail(FairOut):
    history = Items(Nested(FairMoveOut), most=1000)
    settled_at = Instant(allow_none=True, metadata={"description": "when the last of its orders was decided"})
    version = Integer(least=1, most=_MOST)


class FairPage(Schema):
    items = Items(Nested(FairOut), most=100)
    next = String(longest=400, allow_none=True)


class CallingOff(Schema):
    reason = String(longest=500, required=True, metadata={"description": "told to the households and buyers"})

    class Meta(Schema.Meta):
        example = {"reason": "Bão số 3 làm rụng hết quả."}


class StandChange(Schema):
    packs = Integer(least=1, most=MOST_PACKS, metadata={"description": "promised in all"})
    from_stock = Integer(least=0, most=MOST_PACKS, metadata={"description": "of these at hand, taken from its stock"})
    price_vnd = Dong(metadata={"description": "of one pack"})
    ready_on = Day(metadata={"description": "one of the fair's days of sending"})
    household_code = Matching(
        r"[0-9]{6}", _CODE, longest=6, metadata={"description": "from a team, for a price that differs by over half"}
    )

    class Meta(Schema.Meta):
        example = {"packs": 60}


class NewStand(StandChange):
    product_id = Id(required=True, metadata={"description": "the good that it is a part of"})
    packs = Integer(least=1, most=MOST_PACKS, required=True, metadata={"description": "promised in all"})
    from_stock = Integer(
        least=0, most=MOST_PACKS, load_default=0, metadata={"description": "of these at hand, taken from its stock"}
    )
    price_vnd = Dong(metadata={"description": "of one pack; left out, what it costs on any day"})
    ready_on = Day(required=True, metadata={"description": "one of the fair's days of sending"})

    class Meta(Schema.Meta):
        example = {
            "product_id": "01998e5c-7c7a-7d4e-8f1a-2b3c4d5e6f70",
            "packs": 40,
            "price_vnd": 60000,
            "ready_on": "2027-08-15",
        }


class StandShop(Schema):
    id = Id()
    name = String(longest=120)
    status = Choice([*ShopStatus, SUSPENDED])
    village = String(longest=80)


class StandOcop(OcopOut):
    class Meta(OcopOut.Meta):
        exclude = ("issued_on",)


class StandOut(Schema):
    product_id = Id(metadata={"description": "the good that is sold there; basket and checkout take it as any other"})
    parent_id = Id(metadata={"description": "the good that it is a part of"})
    name = String(longest=120)
    slug = String(longest=120)
    unit = String(longest=30)
    pack = String(longest=60, shortest=0)
    price_vnd = Dong()
    packs = Integer(least=1, most=MOST_PACKS, metadata={"description": "promised in all"})
    left = Integer(least=0, most=_MOST)
    ready_on = Day()
    first_ready_on = Day(metadata={"description": "as it was first said, where it was moved"})
    moved = Boolean()
    packs_ready = Integer(least=0, most=MOST_PACKS, allow_none=True, metadata={"description": "once there are fewer"})
    category = String(longest=40)
    shop = Nested(StandShop)
    commune = Nested(CardCommune)
    reviews = Nested(ReviewsOut)
    ocop = Nested(StandOcop, allow_none=True)
    photo = String(longest=200, allow_none=True)
    version = Integer(least=1, most=_MOST)


class StandPage(Schema):
    items = Items(Nested(StandOut), most=100)
    next = String(longest=400, allow_none=True)

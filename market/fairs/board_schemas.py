"""What the board of a fair and a household's picking list give out."""

from typing import Any

from market.fairs.board import Visit
from market.fields import Boolean, Choice, Day, Id, Instant, Integer, Items, Matching, Nested, Schema, String
from market.http import Json
from market.language import Sentence
from market.orders.collection.rules import PointKind
from market.orders.rules import OrderState
from market.places.schemas import CommuneOut

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
A_SLUG = Sentence("Phải là tên ngắn của phiên: na-chi-lang-2026.", en="Must be a fair's slug: na-chi-lang-2026.")


def _packs(**given: Any) -> Integer:
    return Integer(least=0, most=10**9, **given)


class SumsOut(Schema):
    promised = _packs()
    ordered = _packs(metadata={"description": "Paid, or to be paid at the door"})
    packed = _packs()
    handed_in = _packs(metadata={"description": "To the post, or to whoever came for it"})
    on_time = _packs(metadata={"description": "Handed in before the day of sending was over"})


class FairVisitOut(Schema):
    reason = Choice([str(why) for why in Visit])
    said = String(longest=200)


class BoardStandOut(SumsOut):
    product_id = Id()
    name = String(longest=120)
    unit = String(longest=30)
    pack = String(shortest=0, longest=60)
    shop_id = Id()
    shop = String(longest=120)
    village = String(longest=80)
    commune_code = String(longest=5)
    village_key = String(longest=90)
    ready_on = Day()
    moved = Boolean(metadata={"description": "The household has moved its day"})
    packs_ready = _packs(allow_none=True, metadata={"description": "Said, where it has fewer than promised"})
    visit = Nested(FairVisitOut, allow_none=True, metadata={"description": "Why somebody should go there, if so"})


class BoardOut(Schema):
    slug = String(longest=60)
    name = String(longest=120)
    state = String(longest=12)
    stands = Items(Nested(BoardStandOut), most=10_000, metadata={"description": "Who needs a visit first"})
    total = Nested(SumsOut)
    minimum_packs = _packs(allow_none=True)
    missing_packs = _packs(metadata={"description": "until the minimum is reached"})


class PickingQuery(Schema):
    fair = Matching(SLUG, A_SLUG, longest=60, metadata={"description": "only of this fair, by its slug"})

    class Meta(Schema.Meta):
        example: Json = {"fair": "na-chi-lang-2026"}


class PickingGoodOut(Schema):
    product_id = Id()
    name = String(longest=120)
    unit = String(longest=30)
    pack = String(shortest=0, longest=60)
    packs = _packs()
    packed = _packs()
    weight_g = _packs()


class PickingOrderOut(Schema):
    number = String(longest=12)
    goods = String(longest=10_000)
    packs = _packs()
    weight_g = _packs()
    state = Choice([str(state) for state in OrderState])
    to = Nested(CommuneOut)


class PickingPlaceOut(Schema):
    kind = Choice(["post", *map(str, PointKind)], metadata={"description": "Brought to the post, or fetched there"})
    name = String(shortest=0, longest=420)
    code = String(longest=10, allow_none=True, metadata={"description": "Of the post office"})
    packs = _packs()
    weight_g = _packs()
    orders = Items(Nested(PickingOrderOut), most=10_000)


class PickingDayOut(Schema):
    day = Day()
    packs = _packs()
    packed = _packs()
    weight_g = _packs()
    goods = Items(Nested(PickingGoodOut), most=1_000)
    places = Items(Nested(PickingPlaceOut), most=100)


class PickingOut(Schema):
    shop_id = Id()
    gathers_until = Instant(allow_none=True, metadata={"description": "Until then orders come and go"})
    days = Items(Nested(PickingDayOut), most=1_000)

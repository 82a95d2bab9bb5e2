"""What a look-up of places takes and gives."""

from market.fields import Choice, Items, Nested, Schema, String
from market.http import PageQuery
from market.places.rules import COMMUNE, PROVINCE

_PLACE = {
    "code": "06481",
    "name": "Xã Chiến Thắng",
    "kind": COMMUNE,
    "province": {"code": "20", "name": "Tỉnh Lạng Sơn"},
    "formerly": [{"name": "Xã Vân Thủy", "district": "Huyện Chi Lăng", "province": "Tỉnh Lạng Sơn"}],
}


class PlaceQuery(PageQuery):
    q = String(
        longest=120,
        shortest=0,
        load_default="",
        metadata={"description": "a name of now or of before July 2025, with or without accents, or a code of now"},
    )
    kind = Choice([PROVINCE, COMMUNE], load_default=None)

    class Meta(Schema.Meta):
        example = {"q": "van thuy chi lang"}


class NamedCode(Schema):
    """A place by its code and full name, as other answers show it."""

    code = String(longest=5)
    name = String(longest=80)


class ProvinceOut(Schema):
    code = String(longest=2)
    name = String(longest=80)


class CommuneOut(Schema):
    code = String(longest=5)
    name = String(longest=80)
    province = Nested(ProvinceOut)


class FormerName(Schema):
    name = String(longest=80)
    district = String(longest=80, allow_none=True, metadata={"description": "null for a former province"})
    province = String(longest=80)


class PlaceOut(Schema):
    code = String(longest=5)
    name = String(longest=80)
    kind = Choice([PROVINCE, COMMUNE])
    province = Nested(NamedCode)
    formerly = Items(Nested(FormerName), most=200)

    class Meta(Schema.Meta):
        example = _PLACE


class PlacePage(Schema):
    items = Items(Nested(PlaceOut), most=100)
    next = String(longest=400, allow_none=True)

    class Meta(Schema.Meta):
        example = {"items": [_PLACE], "next": None}


class VillageQuery(PageQuery):
    q = String(longest=80, shortest=0, load_default="", metadata={"description": "part of a name"})


class NamedVillage(Schema):
    key = String(longest=90, metadata={"description": "as the figures ask for it"})
    name = String(longest=80)


class NamedVillages(Schema):
    items = Items(Nested(NamedVillage), most=100)
    next = String(longest=400, allow_none=True)

    class Meta(Schema.Meta):
        example = {"items": [{"key": "06463/dong-dinh", "name": "Đồng Đĩnh"}], "next": None}

"""How hits divide, as it is told."""

from market.catalog.schemas.cards import MOST_STARS
from market.fields import Boolean, Dong, Integer, Items, Nested, Schema, String
from market.search.facets import MORE


class CategoryCount(Schema):
    slug = String(longest=40)
    name = String(longest=80)
    count = Integer(least=1, most=10**9)


class CommuneCount(Schema):
    code = String(longest=5)
    name = String(longest=80)
    count = Integer(least=1, most=10**9)


class StarsCount(Schema):
    stars = Integer(least=1, most=MOST_STARS)
    count = Integer(least=1, most=10**9)


class ProvinceCount(Schema):
    code = String(longest=2)
    name = String(longest=80)
    count = Integer(least=1, most=10**9)


class DistrictCount(Schema):
    code = String(longest=3)
    name = String(longest=80)
    count = Integer(least=1, most=10**9)


class PriceCount(Schema):
    min_price_vnd = Dong()
    max_price_vnd = Dong(allow_none=True, metadata={"description": "null: and dearer"})
    count = Integer(least=1, most=10**9)


class PostCount(Schema):
    ships_by_post = Boolean()
    count = Integer(least=1, most=10**9)


class Facets(Schema):
    """How the hits divide. A filter does not narrow the counts of its own facet: whoever chose fruit sees the rest."""

    category = Items(Nested(CategoryCount), most=100)
    commune = Items(Nested(CommuneCount), most=100)
    ocop_stars = Items(Nested(StarsCount), most=MOST_STARS)
    province = Items(Nested(ProvinceCount), most=100)
    district = Items(Nested(DistrictCount), most=100, metadata={"description": "of before July 2025"})
    price = Items(Nested(PriceCount), most=20)
    ships_by_post = Items(Nested(PostCount), most=2)

    class Meta(Schema.Meta):
        left_out = MORE

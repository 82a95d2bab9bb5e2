"""The calendar of seasons."""

from market.catalog.rules.categories import NOT_ONE
from market.catalog.schemas.products import Season
from market.fields import Integer, Items, Matching, Nested, Schema, String
from market.http import PageQuery


class SeasonQuery(PageQuery):
    month = Integer(least=1, most=12, metadata={"description": "only what is ripe in it; whatever the year"})
    category = Matching(
        r"[a-z0-9-]+", NOT_ONE, longest=40, metadata={"description": "a category, or one of the groups"}
    )

    class Meta(Schema.Meta):
        example = {"month": 8, "category": "fruit"}


class SeasonalGood(Schema):
    name = String(longest=120)
    category = String(longest=40)
    season = Nested(Season)
    offers = Integer(least=1, most=10**9, metadata={"description": "how many goods of this name and season there are"})


class SeasonPage(Schema):
    items = Items(Nested(SeasonalGood), most=100)
    next = String(longest=400, allow_none=True)

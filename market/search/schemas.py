"""What people look for, and what they find."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from market.catalog.rules.categories import NOT_ONE
from market.catalog.schemas.cards import MOST_STARS, ProductCard
from market.fields import (
    Boolean,
    Choice,
    Decimal,
    Dong,
    Id,
    Integer,
    Items,
    Matching,
    Nested,
    Schema,
    Several,
    String,
)
from market.http import PageQuery
from market.language import Sentence
from market.search.engines.interface import LONGEST_QUERY, Kind, Sort
from market.search.facet_schemas import Facets
from market.search.facets import MORE

_CODE = Sentence("Phải là mã xã gồm 5 chữ số.", en="Must be a commune code of 5 digits.")
_PROVINCE = Sentence("Phải là mã tỉnh gồm 2 chữ số.", en="Must be a province code of 2 digits.")
_DISTRICT = Sentence("Phải là mã huyện cũ gồm 3 chữ số.", en="Must be a former district's code of 3 digits.")
_GOOD = Sentence("Phải là `good` của một nhóm hàng.", en="Must be the `good` of a group.")
_NEAR_WHAT = Sentence(
    "Muốn xếp gần trước thì cho biết mã xã của bạn.", en="To sort by nearest, say near which commune you are."
)
_ONLY_BY_FIT = Sentence("Gộp theo món thì không xếp kiểu khác được.", en="Groups cannot be sorted otherwise.")
_TOO_MANY = Sentence("Chọn nhiều nhất {most}.", en="Choose at most {most}.")
_UPSIDE_DOWN = Sentence("Giá cao nhất phải từ giá thấp nhất trở lên.", en="The highest price is below the lowest.")


class Codes(Matching):
    """Codes of a fixed form with commas between: any of them will do."""

    def __init__(self, pattern: str, wanted: Sentence, *, most: int, **kwargs: Any) -> None:
        super().__init__(f"{pattern}(,{pattern})*", wanted, longest=1000, **kwargs)
        self.most = most

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        codes = super()._deserialize(value, attr, data, **kwargs)
        if codes.count(",") >= self.most:
            raise ValidationError(_TOO_MANY.format(most=self.most))
        return codes


class SearchQuery(PageQuery):
    q = String(shortest=0, longest=LONGEST_QUERY, load_default="", metadata={"description": "with or without marks"})
    category = Codes(
        r"[a-z0-9-]{1,40}", NOT_ONE, most=20, metadata={"description": "a category, or one of the groups; or several"}
    )
    commune_code = Codes(r"[0-9]{5}", _CODE, most=50)
    district_code = Codes(
        r"[0-9]{3}",
        _DISTRICT,
        most=20,
        metadata={"description": "from what was this district before July 2025, as the facet `district` names it"},
    )
    province_code = Codes(r"[0-9]{2}", _PROVINCE, most=34, metadata={"description": "goods of a whole province"})
    near = Matching(
        r"[0-9]{5}", _CODE, longest=5, metadata={"description": "the commune from which `sort=nearest` is reckoned"}
    )
    shop_id = Id()
    ocop_stars = Integer(least=1, most=MOST_STARS, metadata={"description": "verified and valid today"})
    min_price_vnd = Dong()
    max_price_vnd = Dong()
    max_price_per_kg_vnd = Dong(metadata={"description": "only what is sold by net weight, and no dearer a kilogram"})
    month = Integer(least=1, most=12, metadata={"description": "has a season, and is ripe in this month of any year"})
    ships_by_post = Boolean(metadata={"description": "false: only what is fetched, or had on the spot"})
    good = Matching(
        r"[a-z0-9-]+[.][a-z0-9-]+", _GOOD, longest=200, metadata={"description": "the shops behind a group: its `good`"}
    )
    group = Choice(["good"], metadata={"description": "the same good of many shops once, with `group` on its card"})
    facets = Several(
        Choice(list(MORE)), most=len(MORE), metadata={"description": "counted beside category, commune and ocop_stars"}
    )
    in_stock = Boolean(metadata={"description": "true: only what is in stock; false: only what is not"})
    in_season = Boolean(metadata={"description": "true: only what is in season today; false: only what is not"})
    certified = Boolean(metadata={"description": "true: only what has a valid OCOP certificate, of however many stars"})
    literal = Boolean(
        load_default=False,
        metadata={"description": "take `q` as it stands: nothing of it is understood as a filter or left out"},
    )
    explain = Boolean(load_default=False, metadata={"description": "operators only: why each hit ranks as it does"})
    sort = Choice([sort.value for sort in Sort], load_default=Sort.RELEVANCE.value)

    class Meta(Schema.Meta):
        example = {"q": "na chi lang", "in_stock": True}

    @validates_schema
    def prices_in_order(self, data: dict[str, Any], **kwargs: Any) -> None:
        least, most = data.get("min_price_vnd"), data.get("max_price_vnd")
        if least is not None and most is not None and least > most:
            raise ValidationError(_UPSIDE_DOWN, "max_price_vnd")

    @validates_schema
    def near_what(self, data: dict[str, Any], **kwargs: Any) -> None:
        if data.get("sort") == Sort.NEAREST and "near" not in data:
            raise ValidationError(_NEAR_WHAT, "near")

    @validates_schema
    def groups_by_fit(self, data: dict[str, Any], **kwargs: Any) -> None:
        if "group" in data and data.get("sort") != Sort.RELEVANCE:
            raise ValidationError(_ONLY_BY_FIT, "sort")


class Reason(Schema):
    """One thing that speaks for a hit: a token found in a field, or a fact of the good, and its weight."""

    field = String(longest=40)
    token = String(longest=400, shortest=0, metadata={"description": "empty for a fact"})
    weight = Decimal(least=0, most=10_000)


class Explanation(Schema):
    id = Id()
    step = String(longest=20, metadata={"description": "the step of the staircase that found it"})
    score = Decimal(least=0, most=10_000)
    reasons = Items(Nested(Reason), most=1000)


class Understood(Schema):
    """What of `q` was taken for a filter, by the names of the filters; what is not there was not said."""

    text = String(longest=LONGEST_QUERY, shortest=0, metadata={"description": "the rest, which was looked for"})
    min_price_vnd = Dong()
    max_price_vnd = Dong()
    stars = Integer(least=1, most=MOST_STARS)
    ocop = Boolean(metadata={"description": "certified with however many stars"})
    category = String(longest=40)
    place = String(longest=LONGEST_QUERY, metadata={"description": "no filter: what is there comes first"})
    in_season = Boolean()

    class Meta(Schema.Meta):
        left_out = ("text", "min_price_vnd", "max_price_vnd", "stars", "ocop", "category", "place", "in_season")


class Relaxed(Schema):
    left_out = Items(
        String(longest=LONGEST_QUERY), most=40, metadata={"description": "what the first hit lacks of `q`"}
    )


class SoldBy(Schema):
    id = Id()
    name = String(longest=120)


class SoldBefore(Schema):
    """Who sold it last, of the households whose shop is open."""

    good = String(longest=120)
    shop = Nested(SoldBy)
    month = String(longest=7, metadata={"description": "of the last order that came to its buyer: 2026-08"})


class Nearest(Schema):
    """The kind of good that was named and that nobody sells now, or the other name of a category."""

    good = String(longest=120)
    category = String(longest=40)
    category_name = String(longest=80)
    from_month = Integer(least=1, most=12, allow_none=True)
    to_month = Integer(least=1, most=12, allow_none=True)
    sold_before = Nested(SoldBefore, allow_none=True, metadata={"description": "in the last fourteen months"})


class SuggestionOut(Schema):
    text = String(longest=120)
    kind = Choice([kind.value for kind in Kind])


class SearchPage(Schema):
    items = Items(Nested(ProductCard), most=100)
    total = Integer(least=0, most=10**9)
    facets = Nested(Facets)
    did_you_mean = String(longest=400, allow_none=True)
    understood = Nested(Understood)
    relaxed = Nested(Relaxed, allow_none=True)
    nearest = Nested(Nearest, allow_none=True, metadata={"description": "only where nothing was found"})
    instead = Items(
        Nested(SuggestionOut),
        most=10,
        metadata={"description": "only where nothing was found: what is ripe this month, and what is sought often"},
    )
    next = String(longest=400, allow_none=True)
    reasons = Items(Nested(Explanation), most=100, metadata={"description": "only with `explain`"})

    class Meta(Schema.Meta):
        left_out = ("reasons",)


class SuggestionQuery(Schema):
    q = String(shortest=0, longest=LONGEST_QUERY, required=True)

    class Meta(Schema.Meta):
        example = {"q": "mat o"}


class SuggestionList(Schema):
    items = Items(Nested(SuggestionOut), most=10)

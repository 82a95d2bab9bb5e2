"""A good in few words, as lists of many shops show it."""

from market.fields import Boolean, Day, Decimal, Dong, Id, Instant, Integer, Nested, Schema, String

MOST_STARS = 5


class CardShop(Schema):
    id = Id()
    name = String(longest=120)


class CardCommune(Schema):
    code = String(longest=5)
    name = String(longest=80)


class ReviewsOut(Schema):
    """What buyers say, in figures. The stars lean on what is usual of such goods in the province, the more the fewer
    have spoken; of fewer than three none are shown."""

    buyers = Integer(least=0, most=2**31, metadata={"description": "who said something, each once"})
    stars = Decimal(least=1, most=MOST_STARS, allow_none=True, metadata={"description": "one figure behind the point"})


class Season(Schema):
    """The months of the harvest; may wrap over the new year (11 to 2)."""

    from_month = Integer(least=1, most=12, required=True)
    to_month = Integer(least=1, most=12, required=True)


class SaleOut(Schema):
    """Of goods that are promised to a fair: bought only while it gathers orders, and sent on one day."""

    fair = String(longest=60, metadata={"description": "the fair's slug: GET /fairs/{slug}"})
    opens_at = Instant()
    closes_at = Instant()
    ships_on = Day()


class Group(Schema):
    """All who sell this good: `GET /search?good=…` lists them."""

    good = String(longest=200)
    from_price_vnd = Dong()
    shops = Integer(least=1, most=10**9)


class ProductCard(Schema):
    """Fixed fields; stock only as in or out. A page of hits is made of the index alone."""

    id = Id()
    name = String(longest=120)
    shop = Nested(CardShop)
    commune = Nested(CardCommune)
    category = String(longest=40)
    price_vnd = Dong(metadata={"description": "for one pack"})
    unit = String(longest=30)
    pack = String(longest=60)
    in_stock = Boolean()
    in_season = Boolean()
    ships_by_post = Boolean(metadata={"description": "false: only fetched, or had on the spot"})
    season = Nested(Season, allow_none=True, metadata={"description": "null: all year"})
    price_per_kg_vnd = Dong(allow_none=True, metadata={"description": "null of what is not sold by its net weight"})
    ocop_stars = Integer(least=1, most=MOST_STARS, allow_none=True)
    reviews = Nested(ReviewsOut)
    photo = String(longest=200, allow_none=True, metadata={"description": "address of the small picture"})
    sale = Nested(SaleOut, allow_none=True, metadata={"description": "null of what is sold on any day"})
    group = Nested(Group, metadata={"description": "only of a search with `group=good`"})

    class Meta(Schema.Meta):
        left_out = ("group",)

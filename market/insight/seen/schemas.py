"""What comes in and goes out of looks at a shop and its goods, and of the way from a page to an order."""

from market.fields import Boolean, Choice, Day, Instant, Integer, Items, Nested, Schema, String
from market.insight.rules.measures import By
from market.insight.schemas import FigurePlaceOut, SpanOut, StatisticsQuery
from market.insight.seen.rules import SOURCES

_MOST = 10**9


class LooksQuery(Schema):
    start = Day(data_key="from", metadata={"description": "left out, 30 days up to the last"})
    end = Day(data_key="to", metadata={"description": "left out, today"})


class StepsOut(Schema):
    opened = Integer(least=0, most=_MOST, metadata={"description": "came from elsewhere to a page"})
    looked = Integer(least=0, most=_MOST, metadata={"description": "looked at a good"})
    basket = Integer(least=0, most=_MOST, metadata={"description": "put a good in a basket"})
    ordered = Integer(least=0, most=_MOST, metadata={"description": "orders"})


class SourceStepsOut(StepsOut):
    source = Choice([*SOURCES])
    name = String(longest=60)


class LooksOut(Schema):
    days = Nested(SpanOut)
    said = String(longest=200, metadata={"description": "what became of the links that were given, in a sentence"})
    total = Nested(StepsOut)
    sources = Items(Nested(SourceStepsOut), most=20)


class FunnelQuery(StatisticsQuery):
    by = Choice([By.SOURCE, By.COMMUNE, By.VILLAGE, By.DISTRICT, By.MONTH, By.DAY], load_default=By.SOURCE)

    class Meta(Schema.Meta):
        exclude = ("limit", "cursor")


class ShownStepsOut(Schema):
    """Each null where it is too small to show."""

    opened = Integer(least=0, most=_MOST, allow_none=True)
    looked = Integer(least=0, most=_MOST, allow_none=True)
    basket = Integer(least=0, most=_MOST, allow_none=True)
    ordered = Integer(least=0, most=_MOST, allow_none=True)
    hidden = Boolean(metadata={"description": "Some of what is asked for is too small to show, and left out"})


class FunnelItemOut(ShownStepsOut):
    key = String(longest=90)
    name = String(longest=200)


class FunnelOut(Schema):
    by = String(longest=10)
    place = Nested(FigurePlaceOut)
    days = Nested(SpanOut)
    exact = Boolean(metadata={"description": "Whether small numbers are shown: to officers of the place"})
    counted_at = Instant()
    total = Nested(ShownStepsOut)
    parts = Items(Nested(FunnelItemOut), most=400)
    of_no_shop = Items(
        Nested(SourceStepsOut),
        most=20,
        metadata={"description": "to operators: who came to a page of no shop, such as the first page or a search"},
    )

    class Meta(Schema.Meta):
        left_out = ("of_no_shop",)

"""What comes in and goes out of the figures of complaints."""

from market.fields import Boolean, Choice, Day, Instant, Integer, Items, Matching, Nested, Schema, String
from market.http import PageQuery
from market.insight.heard.rules import By, Form
from market.insight.schemas import A_PLACE, PLACE, FigurePlaceOut, Number, SpanOut


class HeardQuery(PageQuery):
    limit = Integer(least=1, most=100, load_default=100)
    by = Choice([*By])
    place = Matching(PLACE, A_PLACE, longest=90)
    start = Day(data_key="from")
    end = Day(data_key="to")


class HeardOut(Schema):
    received = Number()
    per_100_orders = Number()
    on_time_percent = Number()
    median_days = Number()
    satisfied_percent = Number()
    acceptable_percent = Number()
    unsatisfied_percent = Number()
    reopened_percent = Number()
    refused_percent = Number()
    hidden = Boolean(metadata={"description": "Some of what is asked for is too small to show, and left out"})


class HeardItemOut(HeardOut):
    key = String(shortest=0, longest=20, metadata={"description": "Empty: of what no commune is known"})
    name = String(longest=200)


class HeardMeasureOut(Schema):
    name = String(longest=30)
    title = String(longest=100)
    definition = String(longest=500)
    form = Choice([*Form])


class HeardFiguresOut(Schema):
    by = Choice([*By], allow_none=True)
    place = Nested(FigurePlaceOut)
    days = Nested(SpanOut)
    exact = Boolean(metadata={"description": "Whether small numbers are shown: to officers of the place"})
    counted_at = Instant()
    total = Nested(HeardOut)
    items = Items(Nested(HeardItemOut), most=100)
    measures = Items(Nested(HeardMeasureOut), most=20)
    next = String(longest=400, allow_none=True)

"""What comes in and goes out of the figures of ready shops."""

from market.fields import Boolean, Choice, Day, Integer, Items, Matching, Nested, Schema, String
from market.http import PageQuery
from market.insight.heard.rules import By
from market.insight.ready.rules import Form
from market.insight.schemas import A_PLACE, PLACE, FigurePlaceOut, Number, SpanOut

_BY = (By.MONTH, By.COMMUNE)


class ReadyQuery(PageQuery):
    limit = Integer(least=1, most=100, load_default=100)
    by = Choice([*_BY])
    place = Matching(PLACE, A_PLACE, longest=90)
    start = Day(data_key="from")
    end = Day(data_key="to")


class ReadyOut(Schema):
    ready_shops = Number()
    orders_per_ready_shop = Number()
    days_to_first_sale = Number()
    hidden = Boolean(metadata={"description": "Some of what is asked for is too small to show, and left out"})


class ReadyItemOut(ReadyOut):
    key = String(longest=20)
    name = String(longest=200)


class ReadyMeasureOut(Schema):
    name = String(longest=30)
    title = String(longest=100)
    definition = String(longest=500)
    form = Choice([*Form])


class ReadyFiguresOut(Schema):
    by = Choice([*_BY], allow_none=True)
    place = Nested(FigurePlaceOut)
    days = Nested(SpanOut)
    exact = Boolean(metadata={"description": "Whether small numbers are shown: to officers of the place"})
    total = Nested(ReadyOut)
    items = Items(Nested(ReadyItemOut), most=100)
    measures = Items(Nested(ReadyMeasureOut), most=20)
    next = String(longest=400, allow_none=True)

"""What goes out of the figures of fairs."""

from market.fairs.rules import FairState
from market.fields import Boolean, Choice, Day, Instant, Items, Nested, Schema, String
from market.insight.fairs.rules import Form
from market.insight.schemas import Number

_HIDDEN = "Some of it is too small to show, or not public yet, and left out"


class FairTotalsOut(Schema):
    households = Number()
    packs_promised = Number()
    fair_orders = Number()
    fair_goods_vnd = Number()
    packs_ordered = Number()
    delivered_percent = Number()
    on_day_percent = Number()
    first_sales = Number()
    buyers = Number()
    buyers_back = Number()
    hidden = Boolean(metadata={"description": _HIDDEN})


class FairMeasureOut(Schema):
    name = String(longest=30)
    title = String(longest=100)
    definition = String(longest=500)
    form = Choice([*Form])


class FairFiguresOut(Schema):
    slug = String(longest=60, attribute="fair.slug")
    name = String(longest=120, attribute="fair.name")
    state = Choice([*FairState], attribute="fair.state")
    opens_at = Instant(attribute="fair.opens_at")
    closes_at = Instant(attribute="fair.closes_at")
    exact = Boolean(metadata={"description": "Whether small numbers are shown: to officers of its place"})
    public_from = Day(
        metadata={"description": "The day from which everybody sees them: when buyers who come back have"}
    )
    counted_at = Instant(allow_none=True)
    figures = Nested(FairTotalsOut)
    measures = Items(Nested(FairMeasureOut), most=20)

"""What comes in and goes out of figures, targets, visits and open data."""

from typing import Any

from market.fields import Boolean, Choice, Day, Decimal, Id, Instant, Integer, Items, Matching, Nested, Schema, String
from market.http import PageQuery
from market.insight.rules.measures import By, Kind
from market.insight.rules.visits import Reason
from market.insight.targets import TargetMeasure
from market.language import Sentence

PLACE = r"[0-9]{2}|[0-9]{3}|[0-9]{5}(/[a-z0-9-]{1,80})?"
A_PLACE = Sentence(
    "Phải là mã tỉnh (20), huyện cũ (183), xã (06463) hoặc thôn (06463/dong-dinh).",
    en="Must be the code of a province (20), an old district (183), a commune (06463) or a village (06463/dong-dinh).",
)


class StatisticsQuery(PageQuery):
    limit = Integer(least=1, most=100, load_default=100)
    by = Choice([str(by) for by in By])
    place = Matching(PLACE, A_PLACE, longest=90)
    start = Day(data_key="from")
    end = Day(data_key="to")


class FigurePlaceOut(Schema):
    code = String(longest=90)
    name = String(longest=200)
    level = String(longest=20)


class Number(Decimal):
    """A whole number, or one decimal for a percentage and for days; null where it is too small to show."""

    def __init__(self) -> None:
        super().__init__(least=-(10**15), most=10**15, allow_none=True)

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        return value


class FigureOut(Schema):
    value = Number()
    hidden = Boolean(metadata={"description": "Some of what is asked for is too small to show, and left out"})
    last_month = Number()
    last_season = Number()


class FigureItemOut(FigureOut):
    key = String(longest=90)
    name = String(longest=200)

    class Meta(Schema.Meta):
        left_out = ("last_month", "last_season")


class SpanOut(Schema):
    start = Day(data_key="from")
    end = Day(data_key="to")


class MeasureOut(Schema):
    name = String(longest=30)
    title = String(longest=200)
    definition = String(longest=500)
    kind = Choice([*Kind])
    by = Items(String(longest=10), most=20)


class MeasuresOut(Schema):
    measures = Items(Nested(MeasureOut), most=100)


class StatisticsOut(Schema):
    measure = String(longest=30)
    title = String(longest=200)
    definition = String(longest=500)
    kind = Choice([*Kind])
    by = String(longest=10, allow_none=True)
    place = Nested(FigurePlaceOut)
    days = Nested(SpanOut)
    last_month = Nested(SpanOut)
    last_season = Nested(SpanOut)
    exact = Boolean(metadata={"description": "Whether small numbers are shown: to officers of the place"})
    counted_at = Instant()
    total = Nested(FigureOut)
    items = Items(Nested(FigureItemOut), most=100)
    next = String(longest=400, allow_none=True)


class SetOut(Schema):
    name = String(longest=30)
    title = String(longest=200)
    csv = String(longest=200)
    json = String(longest=200)


class ColumnOut(Schema):
    name = String(longest=30)
    type = String(longest=20)
    meaning = String(longest=600)


class OpenDataOut(Schema):
    licence = String(longest=100)
    licence_address = String(longest=200)
    attribution = String(longest=200)
    counted_at = Instant()
    sets = Items(Nested(SetOut), most=20)
    dictionary = Items(Nested(ColumnOut), most=100)


class TargetIn(Schema):
    """What to reach by the last day: an amount, or a percentage of the measure's base (`base_of`)."""

    amount = Integer(least=0, most=100_000_000)
    percent = Integer(least=0, most=100)
    start = Day(data_key="from", required=True)
    end = Day(data_key="to", required=True)

    class Meta(Schema.Meta):
        example = {"percent": 50, "from": "2026-01-01", "to": "2026-12-31"}


class TargetsQuery(PageQuery):
    limit = Integer(least=1, most=100, load_default=100)
    place = Matching(PLACE, A_PLACE, longest=90)


class HelperOut(Schema):
    id = Id()
    name = String(longest=120)
    households_helped = Integer(least=0, most=10**9)


class ProgressOut(Schema):
    day = Day()
    reached = Integer(least=0, most=10**9)


class TargetOut(Schema):
    place = String(longest=90)
    name = String(longest=200)
    measure = Choice([str(measure) for measure in TargetMeasure])
    title = String(longest=100)
    amount = Integer(least=0, most=10**9)
    households = Integer(least=0, most=10**9, metadata={"description": "known here: by these it is divided"})
    base = Integer(
        least=0,
        most=10**9,
        allow_none=True,
        metadata={"description": "what 100 percent were; null of an amount or part"},
    )
    base_of = String(longest=100, metadata={"description": "what a percentage is counted of, in words"})
    start = Day(data_key="from")
    end = Day(data_key="to")
    reached = Integer(least=0, most=10**9)
    percent = Integer(least=0, most=10**9, metadata={"description": "how much of the amount is reached"})
    expected = Integer(least=0, most=10**9, metadata={"description": "What should stand today if it went evenly"})
    set_for = String(longest=90, metadata={"description": "The place it was set for; the others are its parts"})
    set_at = Instant()
    days = Items(Nested(ProgressOut), most=40)
    teams = Items(Nested(HelperOut), most=20)


class TargetPage(Schema):
    items = Items(Nested(TargetOut), most=100)
    next = String(longest=400, allow_none=True)


class VisitsQuery(PageQuery):
    place = Matching(PLACE, A_PLACE, longest=90)
    reason = Choice([str(reason) for reason in Reason])


class VisitOut(Schema):
    shop_id = Id()
    shop = String(longest=120)
    commune_code = String(longest=5)
    village = String(longest=80)
    village_key = String(longest=90)
    reason = Choice([str(reason) for reason in Reason])
    said = String(longest=200)
    since = Instant(allow_none=True)
    subject = String(
        longest=120, allow_none=True, metadata={"description": "The order that waits, or the goods that ran out"}
    )
    team = String(longest=120, allow_none=True)


class VisitPage(Schema):
    items = Items(Nested(VisitOut), most=100)
    next = String(longest=400, allow_none=True)

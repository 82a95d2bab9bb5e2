"""Dated rates: commission, tax, fees and limits."""

from market.fields import Boolean, Choice, Day, Items, Nested, Schema, String
from market.http import PageQuery
from market.language import Sentence
from market.payments.rates.rules import RATES

_TEXT = Sentence('Ghi số trong dấu nháy, như "2.5".', en='Write the number in quotation marks: "2.5".')


class RateIn(Schema):
    name = Choice(list(RATES), required=True)
    from_day = Day(required=True)
    value = String(longest=20, required=True, error_messages={"invalid": _TEXT})
    note = String(shortest=0, longest=200, load_default="")

    class Meta(Schema.Meta):
        example = {"name": "commission_percent", "from_day": "2030-01-01", "value": "2.5", "note": "Nghị quyết 12"}


class RateOut(Schema):
    name = String(longest=40)
    from_day = Day()
    value = String(longest=20)
    note = String(shortest=0, longest=200)


class RatePage(Schema):
    items = Items(Nested(RateOut), most=100)
    next = String(longest=400, allow_none=True)


class RateQuery(PageQuery):
    name = Choice(list(RATES))
    waiting = Boolean(load_default=False)

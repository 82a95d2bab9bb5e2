"""What operators ask about searches, and what they are told."""

from market.fields import Choice, Day, Decimal, Integer, Items, Nested, Schema, String
from market.http import PageQuery
from market.search.engines.interface import LONGEST_QUERY
from market.search.sought.rules import MOST_DAYS, Order

_MOST = 10**9
_PARTS = {
    "asked": "how often",
    "empty": "of these: nothing was found",
    "filtered": "of these: nothing that passes the filters",
    "relaxed": "of these: less, or other, than was typed",
    "opened": "how often somebody went on to a good",
}


class EmptySearchQuery(PageQuery):
    day = Day(metadata={"description": "in Vietnam; today unless said, and 90 days back"})

    class Meta(Schema.Meta):
        example = {"day": "2026-11-23"}


class EmptySearchOut(Schema):
    text = String(longest=60, metadata={"description": "folded"})
    count = Integer(least=1, most=10**9)


class EmptySearchPage(Schema):
    items = Items(Nested(EmptySearchOut), most=100)
    next = String(longest=400, allow_none=True)


def _counted(name: str) -> Integer:
    return Integer(least=0, most=_MOST, metadata={"description": _PARTS[name]})


class LastDays(Schema):
    days = Integer(
        least=1, most=MOST_DAYS, load_default=30, metadata={"description": "so many days, today the last of them"}
    )


class SoughtQuery(PageQuery, LastDays):
    by = Choice(
        [order.value for order in Order],
        load_default=Order.ASKED.value,
        metadata={"description": "which count puts them in order; what has none of it is left out"},
    )

    class Meta(Schema.Meta):
        example = {"days": 30, "by": "unopened"}


class SoughtOut(Schema):
    text = String(longest=60)
    asked, empty, filtered, relaxed, opened = map(_counted, _PARTS)


class SoughtPage(Schema):
    items = Items(Nested(SoughtOut), most=100)
    next = String(longest=400, allow_none=True)


class SearchDay(Schema):
    day = Day()
    asked, empty, filtered, relaxed, opened = map(_counted, _PARTS)


class SearchShares(Schema):
    """Of a hundred searches."""

    empty = Decimal(least=0, most=100)
    filtered = Decimal(least=0, most=100)
    relaxed = Decimal(least=0, most=100)


class SearchFigures(Schema):
    days = Items(Nested(SearchDay), most=MOST_DAYS + 1)
    asked = Integer(least=0, most=_MOST)
    percent = Nested(SearchShares)


class Opening(Schema):
    q = String(longest=LONGEST_QUERY, required=True, metadata={"description": "what was sought, as it was typed"})

    class Meta(Schema.Meta):
        example = {"q": "na chi lang"}

"""Lists and counts of orders: what may be asked of them, and their answers."""

from datetime import UTC, date, datetime
from typing import Any

from marshmallow import ValidationError, validate, validates_schema

from market import text
from market.fields import Boolean, Choice, Day, Id, Instant, Integer, Items, Nested, Schema, Several, String
from market.http import PageQuery
from market.language import Sentence
from market.orders.rules import OrderState
from market.orders.schemas.orders import OrderOut, OrderShopOut

_MOST = 2**31
_ONE_WAY = Sentence("Xin chọn một ngày, hoặc từ ngày đến ngày.", en="Please say one day, or from and to.")
_BACKWARDS = Sentence("Ngày cuối ở trước ngày đầu.", en="The last day is before the first.")
_TIMES = Sentence("Phải từ năm 2000 đến năm 2100.", en="Must be from the year 2000 to 2100.")
_DAYS = validate.Range(date(2000, 1, 1), date(2100, 1, 1), error=_TIMES)
_INSTANTS = validate.Range(datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC), error=_TIMES)
_WORDS = Sentence("Phải có chữ hoặc số.", en="Must hold letters or digits.")


class Looking(Schema):
    """Whose orders, of which shop, placed when: days are those of Vietnam."""

    looking_as = Choice(["buyer", "seller", "officer", "operator"], data_key="as", load_default="buyer")
    shop_id = Id()
    day = Day(validate=_DAYS, metadata={"description": "placed on this day"})
    placed_from = Day(data_key="from", validate=_DAYS, metadata={"description": "placed on this day or later"})
    placed_to = Day(data_key="to", validate=_DAYS, metadata={"description": "placed on this day or before"})

    @validates_schema
    def one_span(self, data: dict[str, Any], **kwargs: Any) -> None:
        first, last = data.get("placed_from"), data.get("placed_to")
        if "day" in data and (first or last):
            raise ValidationError(_ONE_WAY, "day")
        if first and last and last < first:
            raise ValidationError(_BACKWARDS, "to")


class OrderQuery(Looking, PageQuery):
    state = Several(
        Choice([*OrderState]),
        least=1,
        most=len(OrderState),
        metadata={"description": "one or more: the name again for each, or commas between them"},
    )
    held = Boolean(metadata={"description": "those that wait, or do not, for an operator to decide"})
    since = Instant(
        validate=_INSTANTS,
        metadata={"description": "changed at this instant or later; what was changed just before it may come again"},
    )
    q = String(
        longest=80,
        metadata={
            "description": "words of the number, the shop, the goods, for its two sides also of the receiver's name; "
            "or the receiver's whole phone"
        },
    )

    @validates_schema
    def some_words(self, data: dict[str, Any], **kwargs: Any) -> None:
        if "q" in data and not text.fold(data["q"]):
            raise ValidationError(_WORDS, "q")


class OrderPage(Schema):
    items = Items(Nested(OrderOut), most=100)
    next = String(longest=400, allow_none=True)


class CountQuery(Looking):
    pass


class ShopCountQuery(Looking, PageQuery):
    pass


OrdersByState = Schema.from_dict(
    {state.value: Integer(least=0, most=_MOST) for state in OrderState}, name="OrdersByState"
)


class OrderCountsOut(Schema):
    total = Integer(least=0, most=_MOST)
    states = Nested(OrdersByState)
    to_do = Integer(least=0, most=_MOST, metadata={"description": "to be accepted or packed: nothing holds them up"})
    late = Integer(
        least=0, most=_MOST, metadata={"description": "not sent yet, and the household was reminded of it already"}
    )
    held = Integer(least=0, most=_MOST, metadata={"description": "wait for an operator to decide"})


class ShopCountsOut(OrderCountsOut):
    shop = Nested(OrderShopOut)


class ShopCountsPage(Schema):
    items = Items(Nested(ShopCountsOut), most=100)
    next = String(longest=400, allow_none=True)

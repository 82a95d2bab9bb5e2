"""What was told of an order, as it is read."""

from market.fields import Choice, Items, Nested, Schema, String
from market.notices.schemas import NoticeOut


class OrderNoticeOut(NoticeOut):
    to = Choice(["buyer", "seller", "team_member", "operator"], metadata={"description": "to whom it went"})


class OrderNoticePage(Schema):
    items = Items(Nested(OrderNoticeOut), most=100)
    next = String(longest=400, allow_none=True)

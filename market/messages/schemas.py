"""Messages of an order, in and out."""

from market.fields import Boolean, Choice, Id, Instant, Integer, Items, Nested, Schema, String
from market.http import Json, PageQuery
from market.messages.rules import LONGEST, Side

_MOST = 1_000_000
_SIDES = [*map(str, Side)]


class OrderMessageIn(Schema):
    text = String(longest=LONGEST, required=True)

    class Meta(Schema.Meta):
        example: Json = {"text": "Bác ơi, na đã chín chưa ạ? Cháu cần trước thứ Bảy."}


class SeenIn(Schema):
    message_no = Integer(least=1, most=_MOST, required=True, metadata={"description": "the newest that was read"})

    class Meta(Schema.Meta):
        example: Json = {"message_no": 1}


class MessageReportIn(Schema):
    reason = String(longest=LONGEST, required=True, metadata={"description": "what is wrong with it"})

    class Meta(Schema.Meta):
        example: Json = {"reason": "Lời lẽ xúc phạm"}


class ThreadQuery(PageQuery):
    limit = Integer(least=1, most=100, load_default=50)


class ThreadsQuery(PageQuery):
    looking_as = Choice(["buyer", "seller"], data_key="as", load_default="buyer")
    unread = Boolean(load_default=False, metadata={"description": "only those with something new"})
    shop_id = Id()


class OrderMessageOut(Schema):
    message_no = Integer(least=1, most=_MOST)
    side = Choice(_SIDES)
    by = Choice(["buyer", "seller", "team_member"])
    mine = Boolean(metadata={"description": "written by your side"})
    text = String(shortest=0, longest=LONGEST * 4, metadata={"description": "empty: of somebody who was forgotten"})
    hides_phone = Boolean(metadata={"description": "a phone number in it is not shown"})
    has_photo = Boolean()
    takes_photo = Boolean(metadata={"description": "you may still add a photo"})
    sent_at = Instant()
    reported = Boolean()


class ReportedMessageOut(OrderMessageOut):
    reason = String(shortest=0, longest=LONGEST, allow_none=True)


class ReportedMessagePage(Schema):
    items = Items(Nested(ReportedMessageOut), most=100)
    next = String(longest=400, allow_none=True)


class PhonesOut(Schema):
    shown = Boolean(metadata={"description": "both sides have agreed"})
    agreed_by_me = Boolean()
    agreed_by_other = Boolean()


class ThreadOut(Schema):
    order_number = String(longest=12)
    side = Choice(_SIDES, metadata={"description": "yours"})
    items = Items(Nested(OrderMessageOut), most=100, metadata={"description": "the oldest of them first"})
    next = String(longest=400, allow_none=True, metadata={"description": "of older ones"})
    unread = Integer(least=0, most=_MOST)
    can_write = Boolean()
    blocked_by_me = Boolean()
    phones = Nested(PhonesOut)


class ThreadShopOut(Schema):
    shop_id = Id()
    shop_name = String(longest=120)


class ListedThreadOut(Schema):
    order_number = String(longest=12)
    shop = Nested(ThreadShopOut)
    goods = String(shortest=0, longest=10_000)
    unread = Integer(least=0, most=_MOST)
    last = String(shortest=0, longest=LONGEST * 4)
    last_side = Choice(_SIDES, allow_none=True)
    last_at = Instant(allow_none=True)


class ThreadPage(Schema):
    items = Items(Nested(ListedThreadOut), most=100)
    next = String(longest=400, allow_none=True)

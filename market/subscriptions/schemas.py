"""Subscriptions and messages, from outside."""

from typing import Any

from flask import current_app
from marshmallow import ValidationError, validates_schema

from market.fields import Choice, Id, Instant, Integer, Items, Matching, Nested, Schema, String
from market.http import PageQuery
from market.language import Sentence
from market.subscriptions.addresses import split
from market.subscriptions.event_types import GROUPS, SUBSCRIBED
from market.subscriptions.rules import Because, MessageState, SubscriptionState

_PLACE = Sentence("Mã xã có 5 chữ số, mã tỉnh có 2.", en="A commune has five digits, a province two.")
_ONE_PLACE = Sentence(
    "Xin ghi shop_id hoặc place_code, một trong hai.", en="Send shop_id or place_code, one of the two."
)
_TYPES = "names of event types, or whole groups such as `order.*`"


class Url(String):
    """An https address of the open internet, as far as it tells before it is looked up."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(longest=500, **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        url: str = super()._deserialize(value, attr, data, **kwargs)
        split(url, loopback=current_app.config["MARKET"].webhook_loopback)
        return url


def _types(**kwargs: Any) -> Items:
    return Items(Choice([*GROUPS, *SUBSCRIBED]), least=1, most=60, metadata={"description": _TYPES}, **kwargs)


class SubscriptionIn(Schema):
    url = Url(required=True, metadata={"description": "where messages are posted: https://"})
    types = _types(required=True)
    shop_id = Id(metadata={"description": "of which shop; or"})
    place_code = Matching(
        r"[0-9]{2}|[0-9]{5}",
        _PLACE,
        metadata={"description": "of all shops of a commune or province; neither: everywhere"},
    )

    class Meta(Schema.Meta):
        example = {"url": "https://kho.example/cho-phien", "types": ["order.*", "product.sold_out"]}

    @validates_schema
    def one_place(self, data: dict[str, Any], **kwargs: Any) -> None:
        if "shop_id" in data and "place_code" in data:
            raise ValidationError(_ONE_PLACE, "place_code")


class SubscriptionChange(Schema):
    url = Url()
    types = _types()

    class Meta(Schema.Meta):
        example = {"types": ["order.placed", "order.cancelled"]}


class SubscriptionOut(Schema):
    id = Id()
    owner_id = Id(metadata={"description": "who made it: a person or a service"})
    place_kind = String(shortest=0, longest=20)
    place = String(longest=36, allow_none=True)
    url = String(longest=500)
    types = Items(String(longest=40), most=60)
    state = Choice([*SubscriptionState])
    because = Choice(["", *Because], metadata={"description": "why it is disabled"})
    failing_since = Instant(allow_none=True)
    former_until = Instant(allow_none=True, metadata={"description": "until when the former secret signs too"})
    created_at = Instant()
    version = Integer(least=1, most=2**31, metadata={"description": "for If-Match of PATCH"})


class NewSubscriptionOut(Schema):
    subscription = Nested(SubscriptionOut)
    secret = String(longest=80, metadata={"description": "signs each message; told once"})


class SubscriptionPage(Schema):
    items = Items(Nested(SubscriptionOut), most=100)
    next = String(longest=400, allow_none=True)


class SecretOut(Schema):
    secret = String(longest=80, metadata={"description": "signs each message from now on; told once"})
    former_until = Instant(metadata={"description": "until when the former one signs beside it"})


class AttemptOut(Schema):
    at = Instant()
    status = Integer(least=100, most=999, allow_none=True, metadata={"description": "of the receiver's answer"})
    milliseconds = Integer(least=0, most=2**31)
    error = String(
        shortest=0,
        longest=20,
        metadata={"description": "why it did not arrive: address, dns, connection, tls, timeout, redirect, status"},
    )


class MessageOut(Schema):
    id = Id()
    webhook_id = String(longest=40, metadata={"description": "the header of that name, the same for each try"})
    type = String(longest=40)
    state = Choice([*MessageState])
    created_at = Instant()
    next_try_at = Instant(allow_none=True)
    attempts = Items(Nested(AttemptOut), most=20, metadata={"description": "the last twenty"})


class MessagePage(Schema):
    items = Items(Nested(MessageOut), most=100)
    next = String(longest=400, allow_none=True)


class MessageQuery(PageQuery):
    state = Choice([*MessageState])


class EventTypeOut(Schema):
    type = String(longest=40)
    reach = Choice(["shop", "place", "asked"], metadata={"description": "to whom it is told at most"})
    meaning = String(longest=200)


class EventTypePage(Schema):
    items = Items(Nested(EventTypeOut), most=100)
    next = String(longest=400, allow_none=True)

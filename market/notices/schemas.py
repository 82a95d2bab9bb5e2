"""How a person wishes to be told."""

from market.fields import Boolean, Choice, Id, Instant, Items, Nested, Schema, String
from market.http import Spoken
from market.language import LANGUAGES

CHANNELS = ["sms", "zalo"]
STATES = ("waiting", "sent", "failed", "unwanted")


class NoticeWishIn(Schema):
    channel = Choice(CHANNELS, load_default="sms")
    language = Choice([*LANGUAGES], load_default="vi")
    only_needed = Boolean(
        load_default=False, metadata={"description": "only what the law or the order needs; not how it goes along"}
    )

    class Meta(Schema.Meta):
        example = {"channel": "zalo", "language": "vi", "only_needed": False}


class NoticeOut(Schema):
    """That something was said, not what it said."""

    id = Id()
    notice = String(longest=40)
    says = Spoken(metadata={"description": "its kind in words: the sentence, with … for what it told"})
    order_number = String(longest=12, allow_none=True)
    state = Choice(
        [*STATES],
        metadata={
            "description": "waiting (for the morning, or for the worker), sent, failed (it is tried again), "
            "unwanted (only what is needed was wished for, or there is no phone)"
        },
    )
    channel = String(longest=20, allow_none=True, metadata={"description": "how it left"})
    reason = Spoken(allow_none=True, metadata={"description": "why it has not left"})
    at = Instant(metadata={"description": "when it left, or when it is to"})


class NoticePage(Schema):
    items = Items(Nested(NoticeOut), most=100)
    next = String(longest=400, allow_none=True)


class NoticeWishOut(NoticePage):
    """How I am told, and what I was told."""

    channel = Choice(CHANNELS)
    language = Choice([*LANGUAGES])
    only_needed = Boolean()

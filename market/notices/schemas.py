"""How a person wishes to be told."""

from market.fields import Boolean, Choice, Schema
from market.language import LANGUAGES

CHANNELS = ["sms", "zalo"]


class NoticeWishIn(Schema):
    channel = Choice(CHANNELS, load_default="sms")
    language = Choice([*LANGUAGES], load_default="vi")
    only_needed = Boolean(
        load_default=False, metadata={"description": "only what the law or the order needs; not how it goes along"}
    )

    class Meta(Schema.Meta):
        example = {"channel": "zalo", "language": "vi", "only_needed": False}


class NoticeWishOut(Schema):
    channel = Choice(CHANNELS)
    language = Choice([*LANGUAGES])
    only_needed = Boolean()

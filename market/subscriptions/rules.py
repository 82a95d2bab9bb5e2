"""Subscriptions: their states, how often and how long a message is tried, how it is signed."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from random import SystemRandom

from market import errors
from market.accounts.rules import Limit
from market.language import Sentence

# What sealed secrets are sealed for.
SECRET = "webhook secret"  # noqa: S105
SECRET_PREFIX = "whsec_"  # noqa: S105
# After these waits a message is tried again: eleven tries within a day.
WAITS = tuple(
    timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 1800, 3600, 2 * 3600, 4 * 3600, 8 * 3600, 6 * 3600)
)
TRIED_FOR = timedelta(hours=24)
JITTER = 0.1
# A receiver that has answered nothing well for so long is left alone.
FAILING_FOR = timedelta(days=5)
# For so long both secrets sign, unless another rotation comes before.
BOTH_SECRETS = timedelta(hours=24)
KEPT = timedelta(days=30)
MOST_PER_PLACE = 5
TRIES_KEPT = 20
# Nobody has us call a stranger's machine for ever.
TESTS_PER_PERSON = Limit("webhook-test-of-person", 60, timedelta(hours=1))
_chance = SystemRandom()


class SubscriptionState(StrEnum):
    ACTIVE = "active"
    DISABLED = "disabled"


class Because(StrEnum):
    """Why a subscription is disabled."""

    FAILING = "failing"  # for days no answer was good
    GONE = "gone"  # the receiver says so (410)
    NO_RIGHT = "no_right"  # whoever made it may not hear of it any more


class MessageState(StrEnum):
    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


class TooManySubscriptions(errors.Conflict):
    type = "too-many-subscriptions"
    title = Sentence("Quá nhiều nơi nhận", en="Too many subscriptions")
    detail = Sentence(
        "Ở đây đã có {most} nơi nhận tin. Xin xóa bớt một nơi rồi thêm.",
        en="There are {most} subscriptions here already. Please delete one first.",
    )


class SubscriptionDisabled(errors.Conflict):
    type = "subscription-disabled"
    title = Sentence("Nơi nhận đang tắt", en="Subscription disabled")
    detail = Sentence(
        "Nơi nhận này đang tắt. Xin bật lại (PUT …/enabling) rồi gửi.",
        en="This subscription is disabled. Please enable it (PUT …/enabling) first.",
    )


def next_try(tries: int, now: datetime) -> datetime | None:
    """When a message is tried again after `tries` in vain, by chance a little sooner or later; None: never."""
    if tries > len(WAITS):
        return None
    return now + WAITS[tries - 1] * _chance.uniform(1 - JITTER, 1 + JITTER)


def new_secret() -> str:
    """192 bits of chance, as the specification writes them."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(24)).decode()


def signatures(keys: Iterable[str], *, message_id: str, timestamp: int, body: bytes) -> str:
    """The header that proves where `body` comes from: a signature for each secret."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return " ".join("v1," + _signature(key, signed) for key in keys)


def _signature(key: str, signed: bytes) -> str:
    raw = base64.b64decode(key.removeprefix(SECRET_PREFIX))
    return base64.b64encode(hmac.new(raw, signed, hashlib.sha256).digest()).decode()

"""What the gateway tells us: whether it is really the gateway, what we keep of it, and which of it we act on."""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from market.errors import Problem
from market.language import Sentence
from market.payments.charges.gateway.objects import own_id

TOLERANCE = timedelta(minutes=5)
_MOST_VND = 10**15
_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")


class Outcome(StrEnum):
    WAITING = "waiting"  # for the worker
    APPLIED = "applied"
    IGNORED = "ignored"  # a kind that we need not act on
    UNMATCHED = "unmatched"  # fits nothing of ours: waits for a person
    RESOLVED = "resolved"  # a person has seen to it


class BadSignature(Problem):
    type = "bad-signature"
    title = Sentence("Chữ ký không đúng", en="Bad signature")
    detail = Sentence(
        "Chữ ký không đúng hoặc đã quá cũ.", en="The signature is wrong, or the message is older than five minutes."
    )


class NotAnEvent(Problem):
    type = "not-an-event"
    title = Sentence("Không phải thông báo", en="Not an event")
    detail = Sentence("Nội dung không phải một thông báo của cổng thẻ.", en="The body is no event of the gateway.")


@dataclass(frozen=True)
class GatewayEvent:
    """An event, cut down to what we act on. Amounts in đồng."""

    event_id: str
    type: str
    object_id: str
    charge_id: UUID | None
    refund_id: UUID | None
    amount_vnd: int | None
    currency: str
    status: str
    told_at: datetime


def require_signature(header: str, body: bytes, *, secret: str, now: datetime) -> None:
    """Raise BadSignature unless one of the header's v1 signatures is ours for exactly these bytes, and recent."""
    parts = [part.partition("=") for part in header.split(",")]
    times = [value for name, _, value in parts if name.strip() == "t"]
    given = [value.strip() for name, _, value in parts if name.strip() == "v1"]
    if len(times) != 1 or not re.fullmatch(r"\d{1,12}", times[0]):
        raise BadSignature
    expected = signature(body, at=int(times[0]), secret=secret)
    fits = [hmac.compare_digest(expected, one) for one in given if one.isascii()]
    if not any(fits) or abs(now.timestamp() - int(times[0])) > TOLERANCE.total_seconds():
        raise BadSignature


def signature(body: bytes, *, at: int, secret: str) -> str:
    """What signs `body` at the Unix time `at`."""
    return hmac.new(secret.encode(), b"%d." % at + body, hashlib.sha256).hexdigest()


def read_event(body: bytes) -> GatewayEvent:
    """Raises NotAnEvent. What is inside need not fit anything: that is for applying it to find out."""
    try:
        event = json.loads(body)
        found = event["data"]["object"]
        told_at = datetime.fromtimestamp(int(event["created"]), UTC)
    except (ValueError, TypeError, KeyError, OverflowError, OSError, RecursionError):
        raise NotAnEvent from None
    if not isinstance(found, dict) or not _is_id(event.get("id")) or not _is_word(event.get("type")):
        raise NotAnEvent
    return GatewayEvent(
        event_id=event["id"],
        type=event["type"],
        object_id=found["id"] if _is_id(found.get("id")) else "",
        charge_id=own_id(found, "charge"),
        refund_id=own_id(found, "refund"),
        amount_vnd=_amount(found),
        currency=_short(found.get("currency"), 10),
        status=_short(found.get("status"), 30),
        told_at=told_at,
    )


def _amount(found: dict[str, Any]) -> int | None:
    """What was received, where the gateway says so; else what was asked for."""
    value = found.get("amount_received") or found.get("amount")
    return value if type(value) is int and 0 <= value < _MOST_VND else None


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[a-z0-9._]{1,60}", value) is not None


def _short(value: Any, longest: int) -> str:
    return value[:longest] if isinstance(value, str) and value.isascii() and value.isprintable() else ""

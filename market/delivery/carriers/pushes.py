"""A status push as it came in, and what is read from it. Plain values, no Flask."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from market.clock import LOCAL
from market.text import unsafe_character


class UnreadablePush(Exception):
    """The sender is who it says, but its body has not the form it documents."""


@dataclass(frozen=True)
class Push:
    """One request of a carrier: what stood in its address, headers and body (a JSON object or a form), and when."""

    body: Mapping[str, Any]
    received_at: datetime
    raw: bytes = b""
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CarrierNews:
    """One thing a carrier says: its raw code, of which parcel (its number, ours), when, and of what cash (đồng)."""

    code: str
    number: str
    reference: str
    happened_at: datetime
    note: str = ""
    cash_vnd: int | None = None
    body: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The same for the same news sent again."""
        told = json.dumps([self.code, self.number, self.reference, self.happened_at.isoformat()])
        return hashlib.sha256(told.encode()).hexdigest()


def same(given: object, secret: str) -> bool:
    """Compares in the same time whatever is given; an empty secret proves nothing."""
    return bool(secret) and isinstance(given, str) and hmac.compare_digest(given.encode(), secret.encode())


def text(body: Mapping[str, Any], name: str, *, longest: int = 40, needed: bool = True) -> str:
    """The field as text, whether it came as a word or a number. Raises UnreadablePush."""
    value = body.get(name)
    if value is None and not needed:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int) or (needed and value == ""):
        raise UnreadablePush(name)
    written = str(value).strip()
    if len(written) > longest or unsafe_character(written):
        raise UnreadablePush(name)
    return written


def amount(body: Mapping[str, Any], name: str) -> int | None:
    """A sum in whole đồng, or None where none is told. Raises UnreadablePush."""
    value = body.get(name)
    if value is None or value == "":
        return None
    try:
        sum_vnd = int(float(value))
    except (TypeError, ValueError, OverflowError):
        raise UnreadablePush(name) from None
    if isinstance(value, bool) or not 0 <= sum_vnd <= 10_000_000_000:
        raise UnreadablePush(name)
    return sum_vnd


def instant(written: str, *forms: str) -> datetime:
    """An instant by `forms` (strptime) or ISO 8601; without a zone it is Vietnam's. Raises UnreadablePush."""
    for read in (datetime.fromisoformat, *(lambda w, form=form: datetime.strptime(w, form) for form in forms)):  # noqa: DTZ007
        try:
            found = read(written)
            aware = found if found.tzinfo else found.replace(tzinfo=LOCAL)
            return aware.astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    raise UnreadablePush("time")

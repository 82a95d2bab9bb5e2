"""The settings: each environment variable, how its text is read, its default, and what it is for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

SHORTEST_SECRET = 32
SHORTEST_SHARED_SECRET = 16
_POSTGRES = ("postgresql://", "postgres://")


@dataclass(frozen=True)
class Setting:
    """One environment variable: how it is read, its default as written there, and what it is for."""

    name: str
    default: str
    read: Callable[[str], Any]
    meaning: str


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ValueError("a whole number of at least 1")
    return int(text)


def _count(text: str) -> int:
    return 0 if text == "0" else _number(text)


def _one_of(*names: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in names:
            raise ValueError("one of " + ", ".join(names))
        return text

    return read


def _database(text: str) -> str:
    for prefix in _POSTGRES:
        if text.startswith(prefix):
            return "postgresql+psycopg://" + text.removeprefix(prefix)
    if text and not text.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("a sqlite:/// or postgresql:// address")
    return text


def _card_url(text: str) -> str:
    """The key goes there with every call: only over TLS, or to a stand-in on this machine."""
    if not re.fullmatch(r"https://[^\s/]+(/\S*)?|http://(127\.0\.0\.1|localhost)(:\d+)?/?", text):
        raise ValueError("an https:// address, or http://127.0.0.1:… for a stand-in")
    return text.rstrip("/")


def _shaped(pattern: str, wanted: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text and not re.fullmatch(pattern, text):
            raise ValueError(wanted)
        return text

    return read


def _secrets(text: str) -> dict[str, str]:
    """`ghn=…,ghtk=…`: name → secret."""
    pairs = [pair.strip().partition("=") for pair in text.split(",") if pair.strip()]
    if any(not name or len(secret) < SHORTEST_SHARED_SECRET for name, _, secret in pairs):
        raise ValueError(f"name=secret pairs with commas between, each secret of {SHORTEST_SHARED_SECRET} or more")
    return {name: secret for name, _, secret in pairs}


def _address(text: str) -> str:
    if text and not text.startswith(("http://", "https://")):
        raise ValueError("an http:// or https:// address")
    return text


def _secret(text: str) -> str:
    if text and (len(text) < SHORTEST_SECRET or len(set(text)) < 8):
        raise ValueError(f"at least {SHORTEST_SECRET} characters of chance (openssl rand -hex 32)")
    return text


def _rate(text: str) -> str:
    """A number of requests in a span of time, as the `limits` library reads it; empty for no limit."""
    if text == "off":
        return ""
    if not re.fullmatch(r"[1-9]\d{0,8} per (second|minute|hour|day)", text):
        raise ValueError("such as “600 per minute”, or off")
    return text


def _addresses(text: str) -> frozenset[str]:
    try:
        return frozenset(str(ip_address(part.strip())) for part in text.split(",")) if text != "none" else frozenset()
    except ValueError:
        raise ValueError("IP addresses with commas between them, or none") from None


def _redis(text: str) -> str:
    if text and not text.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("a redis://, rediss:// or unix:// address")
    return text


SETTINGS = (
    Setting("MARKET_HOME", "./instance", Path, "folder of the database file, the search index and photos"),
    Setting("DATABASE_URL", "", _database, "sqlite:///… or postgresql://…; empty: a file under MARKET_HOME"),
    Setting("DATABASE_REPLICA_URL", "", _database, "a copy that follows; guests' GETs read from it; empty: none"),
    Setting("SECRET_KEY", "", _secret, "32 characters or more; signs one-time codes; required outside the demo"),
    Setting("PORT", "8000", _number, "port of the API on BIND"),
    Setting("BIND", "127.0.0.1", str, "address the API listens on"),
    Setting("WEB_WORKERS", "2", _number, "web processes"),
    Setting("WEB_THREADS", "4", _number, "threads in each web process"),
    Setting(
        "SEARCH_ENGINE",
        "whoosh",
        _one_of("whoosh", "tantivy"),
        "whoosh: to some ten thousand goods; tantivy: beyond (docs/search.md)",
    ),
    Setting(
        "SMS_ADAPTER",
        "console",
        _one_of("console", "file", "http"),
        "where SMS go: console, file (sms.jsonl), or http (SMS_GATEWAY_URL)",
    ),
    Setting("SMS_GATEWAY_URL", "", _address, "address of the SMS gateway, for SMS_ADAPTER=http"),
    Setting("SMS_GATEWAY_KEY", "", str, "key of the SMS gateway"),
    Setting("ZALO_API_URL", "", _address, "address of Zalo's notification service; empty: everybody gets SMS"),
    Setting("ZALO_API_TOKEN", "", str, "access token of the official account on Zalo"),
    Setting(
        "CARRIER_WEBHOOK_SECRETS",
        "",
        _secrets,
        "carrier=secret pairs, with commas between, that prove status pushes; without one a carrier's are refused",
    ),
    Setting("CARD_API_URL", "https://api.stripe.com", _card_url, "the card gateway: Stripe, or what speaks like it"),
    Setting("CARD_API_KEY", "", str, "its secret key; empty: no cards are taken"),
    Setting("CARD_WEBHOOK_SECRET", "", str, "signs what the gateway tells us; needed with CARD_API_KEY"),
    Setting("BANK_BIN", "", _shaped(r"\d{6}", "the six digits of a bank"), "our account's bank; empty: no transfers"),
    Setting("BANK_ACCOUNT", "", _shaped(r"\w{4,19}", "4 to 19 digits or letters"), "our account, for VietQR"),
    Setting("BANK_ACCOUNT_NAME", "", str, "the holder's name as the bank has it, shown to buyers"),
    Setting("MEDIA_DIR", "", str, "folder of photos; empty: media under MARKET_HOME"),
    Setting("WORKER_PATIENCE", "120", _number, "seconds after which a worker that hangs is ended and started again"),
    Setting("SLOW_QUERY_MS", "500", _number, "SQL statements that take longer (ms) are logged"),
    Setting("RATE_LIMIT", "6000 per minute", _rate, "requests of one address; off: no limit"),
    Setting("RATE_LIMIT_SIGN_IN", "300 per minute", _rate, "its sign-ins and one-time codes"),
    Setting("RATE_LIMIT_TRACKING", "1200 per minute", _rate, "its look-ups of parcels"),
    Setting("RATE_LIMIT_EXEMPT", "127.0.0.1,::1", _addresses, "addresses that are not limited; none: limit all"),
    Setting(
        "REDIS_URL", "", _redis, "redis://…, where several machines count requests together; empty: each by itself"
    ),
    Setting("PUBLIC_URL", "", str, "address under which people reach the API; empty: BIND and PORT"),
    Setting("TRUSTED_PROXIES", "0", _count, "proxies in front whose X-Forwarded-For is believed"),
)

"""What a setting is, how its text is read, and what is said of one that cannot be."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

SHORTEST_SECRET = 32
SHORTEST_SHARED_SECRET = 16
_ORIGIN = re.compile(r"(https?)://(\[[0-9a-f:]+\]|\w(?:[\w.-]*\w)?)(?::([1-9]\d{0,4}))?/?")
_USUAL_PORTS = {"http": "80", "https": "443"}
T = TypeVar("T")


@dataclass(frozen=True)
class Setting:
    """One environment variable: its default, which may name settings above it, how it is read, and what it is for."""

    default: str
    read: Callable[[str], Any]
    meaning: str
    name: str


def setting(default: str, read: Callable[[str], T], meaning: str, *, name: str = "") -> T:
    """A field of `Config` that the environment variable of its own name, or of `name`, sets."""
    return cast(T, field(metadata={"default": default, "read": read, "meaning": meaning, "name": name}))


def folder(text: str) -> Path:
    return Path(text).expanduser().resolve()


def number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ValueError("a whole number of at least 1")
    return int(text)


def count(text: str) -> int:
    return 0 if text == "0" else number(text)


def seconds_up_to(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal() or int(text) > most:
            raise ValueError(f"a whole number from 0 to {most}")
        return int(text)

    return read


def one_of(*names: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in names:
            raise ValueError("one of " + ", ".join(names))
        return text

    return read


def switch(text: str) -> bool:
    return one_of("on", "off")(text) == "on"


def database(text: str) -> str:
    if prefix := re.match("postgres(ql)?://", text):
        return "postgresql+psycopg://" + text[prefix.end() :]
    if text and not text.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("a sqlite:/// or postgresql:// address")
    return text


def card_url(text: str) -> str:
    """The key goes there with every call: only over TLS, or to a stand-in on this machine."""
    if not re.fullmatch(r"https://[^\s/]+(/\S*)?|http://(127\.0\.0\.1|localhost)(:\d+)?/?", text):
        raise ValueError("an https:// address, or http://127.0.0.1:… for a stand-in")
    return text.rstrip("/")


def shaped(pattern: str, wanted: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text and not re.fullmatch(pattern, text):
            raise ValueError(wanted)
        return text

    return read


def shared_secrets(text: str) -> dict[str, str]:
    """`ghn=…,ghtk=…`: name → secret."""
    pairs = [pair.strip().partition("=") for pair in text.split(",") if pair.strip()]
    if any(not name or len(secret) < SHORTEST_SHARED_SECRET for name, _, secret in pairs):
        raise ValueError(f"name=secret pairs with commas between, each secret of {SHORTEST_SHARED_SECRET} or more")
    return {name: secret for name, _, secret in pairs}


def address(text: str) -> str:
    if text and not text.startswith(("http://", "https://")):
        raise ValueError("an http:// or https:// address")
    return text


def secret(text: str) -> str:
    if text and (len(text) < SHORTEST_SECRET or len(set(text)) < 8):
        raise ValueError(f"at least {SHORTEST_SECRET} characters of chance (openssl rand -hex 32)")
    return text


def keys(text: str) -> tuple[str, ...]:
    return tuple(secret(key.strip()) for key in text.split(",") if key.strip())


def shared_secret(text: str) -> str:
    if text and len(text) < SHORTEST_SHARED_SECRET:
        raise ValueError(f"at least {SHORTEST_SHARED_SECRET} characters")
    return text


def is_private_way(url: str) -> bool:
    """Whether nobody between here and the address reads along: TLS, this machine itself, or no address."""
    return not url or url.startswith("https://") or urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1")


def rate(text: str) -> str:
    """A number of requests in a span of time, as the `limits` library reads it; empty for no limit."""
    if text == "off":
        return ""
    if not re.fullmatch(r"[1-9]\d{0,8} per (second|minute|hour|day)", text):
        raise ValueError("such as “600 per minute”, or off")
    return text


def addresses(text: str) -> frozenset[str]:
    try:
        return frozenset(str(ip_address(part.strip())) for part in text.split(",")) if text != "none" else frozenset()
    except ValueError:
        raise ValueError("IP addresses with commas between them, or none") from None


def origins(text: str) -> frozenset[str]:
    """Origins as browsers name them: in small letters, a port only where it is not the usual, nothing behind it."""
    given = [part.strip() for part in text.split(",") if part.strip()]
    return frozenset(given if given == ["*"] else map(_origin, given))


def _origin(text: str) -> str:
    parts = _ORIGIN.fullmatch(text.lower())
    if parts is None:
        raise ValueError("origins such as https://shop.example, with commas between, or * alone")
    scheme, host, port = parts.groups()
    named = f"{scheme}://{host.encode('idna').decode()}"
    return named if port in (None, _USUAL_PORTS[scheme]) else f"{named}:{port}"


def redis(text: str) -> str:
    if text and not text.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("a redis://, rediss:// or unix:// address")
    return text

"""The settings, each said once: variable, type, default, check, meaning. A wrong one stops the start by its name."""

import hashlib
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path
from typing import Any, TypeVar, cast

SHORTEST_SECRET = 32
SHORTEST_SHARED_SECRET = 16
T = TypeVar("T")


class WrongSetting(Exception):
    """Names the setting and says what it should be."""


@dataclass(frozen=True)
class Setting:
    """One environment variable: its default, which may name settings above it, how it is read, and what it is for."""

    default: str
    read: Callable[[str], Any]
    meaning: str
    name: str


def _setting(default: str, read: Callable[[str], T], meaning: str, *, name: str = "") -> T:
    """A field of `Config` that the environment variable of its own name, or of `name`, sets."""
    return cast(T, field(metadata={"default": default, "read": read, "meaning": meaning, "name": name}))


def _folder(text: str) -> Path:
    return Path(text).expanduser().resolve()


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
    if prefix := re.match("postgres(ql)?://", text):
        return "postgresql+psycopg://" + text[prefix.end() :]
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


@dataclass(frozen=True)
class Config:
    home: Path = _setting(
        "./instance", _folder, "folder of the database file, the search index and photos", name="MARKET_HOME"
    )
    database_url: str = _setting(
        "sqlite:///{home}/market.db", _database, "sqlite:///… or postgresql://…; empty: a file under MARKET_HOME"
    )
    database_replica_url: str = _setting("", _database, "a copy that follows; guests' GETs read from it; empty: none")
    secret_key: str = _setting("", _secret, "32 characters or more; signs one-time codes; required outside the demo")
    port: int = _setting("8000", _number, "port of the API on BIND")
    bind: str = _setting("127.0.0.1", str, "address the API listens on")
    web_workers: int = _setting("2", _number, "web processes")
    web_threads: int = _setting("4", _number, "threads in each web process")
    search_engine: str = _setting(
        "whoosh", _one_of("whoosh", "tantivy"), "whoosh: to some ten thousand goods; tantivy: beyond (docs/search.md)"
    )
    sms_adapter: str = _setting(
        "console",
        _one_of("console", "file", "http"),
        "where SMS go: console, file (sms.jsonl), or http (SMS_GATEWAY_URL)",
    )
    sms_gateway_url: str = _setting("", _address, "address of the SMS gateway, for SMS_ADAPTER=http")
    sms_gateway_key: str = _setting("", str, "key of the SMS gateway")
    zalo_api_url: str = _setting("", _address, "address of Zalo's notification service; empty: everybody gets SMS")
    zalo_api_token: str = _setting("", str, "access token of the official account on Zalo")
    carrier_secrets: Mapping[str, str] = _setting(
        "",
        _secrets,
        "carrier=secret pairs, with commas between, that prove status pushes; without one a carrier's are refused",
        name="CARRIER_WEBHOOK_SECRETS",
    )
    card_api_url: str = _setting(
        "https://api.stripe.com", _card_url, "the card gateway: Stripe, or what speaks like it"
    )
    card_api_key: str = _setting("", str, "its secret key; empty: no cards are taken")
    card_webhook_secret: str = _setting("", str, "signs what the gateway tells us; needed with CARD_API_KEY")
    bank_bin: str = _setting(
        "", _shaped(r"\d{6}", "the six digits of a bank"), "our account's bank; empty: no transfers"
    )
    bank_account: str = _setting("", _shaped(r"\w{4,19}", "4 to 19 digits or letters"), "our account, for VietQR")
    bank_account_name: str = _setting("", str, "the holder's name as the bank has it, shown to buyers")
    media_dir: Path = _setting("{home}/media", Path, "folder of photos; empty: media under MARKET_HOME")
    worker_patience: int = _setting(
        "120", _number, "seconds after which a worker that hangs is ended and started again"
    )
    slow_query_ms: int = _setting("500", _number, "SQL statements that take longer (ms) are logged")
    rate_limit: str = _setting("6000 per minute", _rate, "requests of one address; off: no limit")
    rate_limit_sign_in: str = _setting("300 per minute", _rate, "its sign-ins and one-time codes")
    rate_limit_tracking: str = _setting("1200 per minute", _rate, "its look-ups of parcels")
    rate_limit_exempt: frozenset[str] = _setting(
        "127.0.0.1,::1", _addresses, "addresses that are not limited; none: limit all"
    )
    redis_url: str = _setting(
        "", _redis, "redis://…, where several machines count requests together; empty: each by itself"
    )
    public_url: str = _setting(
        "http://{bind}:{port}", str, "address under which people reach the API; empty: BIND and PORT"
    )
    trusted_proxies: int = _setting("0", _count, "proxies in front whose X-Forwarded-For is believed")

    @property
    def takes_cards(self) -> bool:
        return bool(self.card_api_key)

    @property
    def takes_transfers(self) -> bool:
        return bool(self.bank_account)

    @property
    def index_dir(self) -> Path:
        return self.home / "index"

    @property
    def metrics_dir(self) -> Path:
        """Where the processes of this machine count. In memory: on a full disk a mapped file would end them."""
        memory = Path("/dev/shm")  # noqa: S108
        name = hashlib.sha256(str(self.home).encode()).hexdigest()[:12]
        return memory / f"market-{name}" if memory.is_dir() else self.home / "metrics"

    @property
    def sms_file(self) -> Path:
        return self.home / "sms.jsonl"


SETTINGS = {f.name: Setting(**{**f.metadata, "name": f.metadata["name"] or f.name.upper()}) for f in fields(Config)}


def read_config(environ: Mapping[str, str]) -> Config:
    """Read every setting of `SETTINGS`. Raises WrongSetting."""
    values: dict[str, Any] = {}
    for name, setting in SETTINGS.items():
        values[name] = _read(setting, environ, values)
    _require_together(values, "card_api_key", "card_webhook_secret")
    _require_together(values, "bank_account", "bank_bin")
    if values["sms_adapter"] == "http" and not values["sms_gateway_url"]:
        raise WrongSetting("SMS_GATEWAY_URL is missing: SMS_ADAPTER=http needs the address of a gateway.")
    values["secret_key"] = values["secret_key"] or _demo_secret(values["home"])
    return Config(**values)


def _read(setting: Setting, environ: Mapping[str, str], above: Mapping[str, Any]) -> Any:
    text = environ.get(setting.name, "").strip() or setting.default.format_map(above)
    try:
        return setting.read(text)
    except ValueError as error:
        raise WrongSetting(f"{setting.name} must be {error}.") from None


def _require_together(values: Mapping[str, Any], name: str, other: str) -> None:
    if bool(values[name]) != bool(values[other]):
        raise WrongSetting(f"{name.upper()} and {other.upper()} must both be set, or neither.")


def require_secret(config: Config) -> None:
    """Stop a start that would sign codes with nothing. Raises WrongSetting."""
    if not config.secret_key:
        raise WrongSetting(
            f"SECRET_KEY is missing: set it to at least {SHORTEST_SECRET} characters of chance "
            "(openssl rand -hex 32). Only the demo (make run) makes its own."
        )


def make_demo_secret(home: Path) -> None:
    """Give the demo a secret of its own, kept beside its database and readable by its owner only."""
    home.mkdir(parents=True, exist_ok=True)
    file = home / "demo_secret_key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32), encoding="ascii")


def _demo_secret(home: Path) -> str:
    file = home / "demo_secret_key"
    return file.read_text(encoding="ascii").strip() if file.exists() else ""

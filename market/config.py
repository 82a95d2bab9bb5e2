"""Settings come from the environment; a wrong one stops the start with one sentence that names it."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

SHORTEST_SECRET = 32
SHORTEST_SHARED_SECRET = 16
_POSTGRES = ("postgresql://", "postgres://")


class WrongSetting(Exception):
    """Names the setting and says what it should be."""


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


@dataclass(frozen=True)
class Config:
    home: Path
    database_url: str
    database_replica_url: str
    secret_key: str
    port: int
    bind: str
    web_workers: int
    web_threads: int
    search_engine: str
    sms_adapter: str
    sms_gateway_url: str
    sms_gateway_key: str
    zalo_api_url: str
    zalo_api_token: str
    carrier_secrets: Mapping[str, str]
    media_dir: Path
    public_url: str
    trusted_proxies: int
    slow_query_ms: int
    rate_limit: str
    rate_limit_sign_in: str
    rate_limit_tracking: str
    rate_limit_exempt: frozenset[str]
    redis_url: str

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


def read_config(environ: Mapping[str, str]) -> Config:
    """Read every setting of `SETTINGS`. Raises WrongSetting."""
    values = {setting.name: _read(setting, environ) for setting in SETTINGS}
    home = values["MARKET_HOME"].expanduser().resolve()
    return Config(
        home=home,
        database_url=values["DATABASE_URL"] or f"sqlite:///{home / 'market.db'}",
        database_replica_url=values["DATABASE_REPLICA_URL"],
        secret_key=values["SECRET_KEY"] or _demo_secret(home),
        port=values["PORT"],
        bind=values["BIND"],
        web_workers=values["WEB_WORKERS"],
        web_threads=values["WEB_THREADS"],
        search_engine=values["SEARCH_ENGINE"],
        sms_adapter=_sms_adapter(values),
        sms_gateway_url=values["SMS_GATEWAY_URL"],
        sms_gateway_key=values["SMS_GATEWAY_KEY"],
        zalo_api_url=values["ZALO_API_URL"],
        zalo_api_token=values["ZALO_API_TOKEN"],
        carrier_secrets=values["CARRIER_WEBHOOK_SECRETS"],
        media_dir=Path(values["MEDIA_DIR"] or home / "media"),
        public_url=values["PUBLIC_URL"] or f"http://{values['BIND']}:{values['PORT']}",
        trusted_proxies=values["TRUSTED_PROXIES"],
        slow_query_ms=values["SLOW_QUERY_MS"],
        rate_limit=values["RATE_LIMIT"],
        rate_limit_sign_in=values["RATE_LIMIT_SIGN_IN"],
        rate_limit_tracking=values["RATE_LIMIT_TRACKING"],
        rate_limit_exempt=values["RATE_LIMIT_EXEMPT"],
        redis_url=values["REDIS_URL"],
    )


def _sms_adapter(values: Mapping[str, Any]) -> str:
    adapter: str = values["SMS_ADAPTER"]
    if adapter == "http" and not values["SMS_GATEWAY_URL"]:
        raise WrongSetting("SMS_GATEWAY_URL is missing: SMS_ADAPTER=http needs the address of a gateway.")
    return adapter


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


def _read(setting: Setting, environ: Mapping[str, str]) -> Any:
    text = environ.get(setting.name, "").strip() or setting.default
    try:
        return setting.read(text)
    except ValueError as error:
        raise WrongSetting(f"{setting.name} must be {error}.") from None

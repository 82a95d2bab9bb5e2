"""The settings, each said once: variable, type, default, check, meaning. A wrong one stops the start by its name."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from market.config import kinds
from market.encryption import Key

_LOOPBACK = frozenset({"127.0.0.1", "localhost"})


class WrongSetting(Exception):
    """Names the setting and says what it should be."""


@dataclass(frozen=True)
class Config:
    home: Path = kinds.setting(
        "./instance", kinds.folder, "folder of the database file, the search index and photos", name="MARKET_HOME"
    )
    database_url: str = kinds.setting(
        "sqlite:///{home}/market.db", kinds.database, "sqlite:///… or postgresql://…; empty: a file under MARKET_HOME"
    )
    database_replica_url: str = kinds.setting(
        "", kinds.database, "a copy that follows; guests' GETs read from it; empty: none"
    )
    secret_key: str = kinds.setting(
        "",
        kinds.secret,
        "32 characters or more; signs codes and seals accounts, identities, addresses and secrets; "
        "required outside the demo",
    )
    secret_keys: tuple[str, ...] = kinds.setting(
        "",
        kinds.keys,
        "several SECRET_KEYs with commas between, the newest first: only that one signs, all are believed",
    )
    codes_a_day: int = kinds.setting(
        "10000", kinds.number, "one-time codes sent in 24 hours, all together; an alarm is logged"
    )
    open_cod_orders: int = kinds.setting(
        "20", kinds.number, "unsent orders to be paid at the door, of one buyer or for one phone"
    )
    port: int = kinds.setting("8000", kinds.number, "port of the API on BIND")
    bind: str = kinds.setting("127.0.0.1", str, "address the API listens on")
    web_workers: int = kinds.setting("2", kinds.number, "web processes")
    web_threads: int = kinds.setting("4", kinds.number, "threads in each web process")
    search_engine: str = kinds.setting(
        "whoosh",
        kinds.one_of("whoosh", "tantivy"),
        "whoosh: to some ten thousand goods; tantivy: beyond (docs/search.md)",
    )
    store_pages_kept: int = kinds.setting(
        "60",
        kinds.seconds_up_to(60),
        "seconds for which each web process keeps a drawn page of the store, for who brings no cookie; 0: none",
    )
    sms_adapter: str = kinds.setting(
        "console",
        kinds.one_of("console", "file", "http"),
        "where SMS go: console, file (sms.jsonl), or http (SMS_GATEWAY_URL)",
    )
    sms_gateway_url: str = kinds.setting("", kinds.address, "address of the SMS gateway, for SMS_ADAPTER=http")
    sms_gateway_key: str = kinds.setting("", str, "key of the SMS gateway")
    zalo_api_url: str = kinds.setting(
        "", kinds.address, "address of Zalo's notification service; empty: everybody gets SMS"
    )
    zalo_api_token: str = kinds.setting("", str, "access token of the official account on Zalo")
    carrier_secrets: Mapping[str, str] = kinds.setting(
        "",
        kinds.shared_secrets,
        "carrier=secret pairs, with commas between, that prove status pushes; without one a carrier's are refused",
        name="CARRIER_WEBHOOK_SECRETS",
    )
    card_api_url: str = kinds.setting(
        "https://api.stripe.com", kinds.card_url, "the card gateway: Stripe, or what speaks like it"
    )
    card_api_key: str = kinds.setting("", str, "its secret key; empty: no cards are taken")
    card_publishable_key: str = kinds.setting(
        "", str, "its publishable key, told to buyers' clients with what they need to pay"
    )
    card_webhook_secret: str = kinds.setting(
        "", kinds.shared_secret, "proves the gateway's news; needed with CARD_API_KEY"
    )
    bank_bin: str = kinds.setting(
        "", kinds.shaped(r"\d{6}", "the six digits of a bank"), "our account's bank; empty: no transfers"
    )
    bank_account: str = kinds.setting(
        "", kinds.shaped(r"\w{4,19}", "4 to 19 digits or letters"), "our account, for VietQR"
    )
    bank_account_name: str = kinds.setting("", str, "the holder's name as the bank has it, shown to buyers")
    media_dir: Path = kinds.setting("{home}/media", Path, "folder of photos; empty: media under MARKET_HOME")
    worker_patience: int = kinds.setting(
        "120", kinds.number, "seconds after which a worker that hangs is ended and started again"
    )
    slow_query_ms: int = kinds.setting("500", kinds.number, "SQL statements that take longer (ms) are logged")
    rate_limit: str = kinds.setting("6000 per minute", kinds.rate, "requests of one address; off: no limit")
    rate_limit_sign_in: str = kinds.setting("300 per minute", kinds.rate, "its sign-ins and one-time codes")
    rate_limit_tracking: str = kinds.setting("1200 per minute", kinds.rate, "its look-ups of parcels")
    rate_limit_service: str = kinds.setting("600 per minute", kinds.rate, "requests of one service, by its token")
    rate_limit_exempt: frozenset[str] = kinds.setting(
        "127.0.0.1,::1", kinds.addresses, "addresses that are not limited; none: limit all"
    )
    redis_url: str = kinds.setting(
        "", kinds.redis, "redis://…, where several machines count requests together; empty: each by itself"
    )
    public_url: str = kinds.setting(
        "http://{bind}:{port}", str, "address under which people reach the API; empty: BIND and PORT"
    )
    cors_origins: frozenset[str] = kinds.setting(
        "",
        kinds.origins,
        "origins (https://shop.example, with commas between) whose pages may call the API from a browser; * for any",
    )
    webhook_loopback: bool = kinds.setting(
        "off", kinds.switch, "on: webhooks may go to this machine itself, also by http://; in the demo only"
    )
    trusted_proxies: int = kinds.setting("0", kinds.count, "proxies in front whose X-Forwarded-For is believed")

    @property
    def is_demo(self) -> bool:
        """Whether the key is the one that the demo has made for itself."""
        return bool(self.secret_key) and self.secret_key == _demo_secret(self.home)

    @property
    def trusted_hosts(self) -> list[str] | None:
        """The names by which we are called, without ports: the public one, and this machine's own. None: any.

        Any only where we listen to the network and nobody said under which address people reach us.
        """
        public = urlsplit(self.public_url).hostname or ""
        if self.bind not in _LOOPBACK and public == self.bind:
            return None
        return sorted({public, self.bind, *_LOOPBACK} - {""})

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


SETTINGS = {
    f.name: kinds.Setting(**{**f.metadata, "name": f.metadata["name"] or f.name.upper()}) for f in fields(Config)
}


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
    keys = [*values["secret_keys"], *filter(None, [values["secret_key"]])]
    values["secret_keys"] = tuple(dict.fromkeys(keys))
    values["secret_key"] = Key(*values["secret_keys"]) if keys else ""
    return Config(**values)


def _read(setting: kinds.Setting, environ: Mapping[str, str], above: Mapping[str, Any]) -> Any:
    text = environ.get(setting.name, "").strip() or setting.default.format_map(above)
    try:
        return setting.read(text)
    except ValueError as error:
        raise WrongSetting(f"{setting.name} must be {error}.") from None


def _require_together(values: Mapping[str, Any], name: str, other: str) -> None:
    if bool(values[name]) != bool(values[other]):
        raise WrongSetting(f"{name.upper()} and {other.upper()} must both be set, or neither.")


def require_ready(config: Config) -> None:
    """Stop a start that would sign codes with nothing, or tell them to others. Raises WrongSetting."""
    require_secret(config)
    if config.is_demo:
        return
    if config.webhook_loopback:
        raise WrongSetting("WEBHOOK_LOOPBACK must be off outside the demo: it opens this machine to who subscribes.")
    if config.sms_adapter == "console":
        raise WrongSetting(
            "SMS_ADAPTER is console, which prints codes and phones into the log. Set SMS_ADAPTER=http and "
            "SMS_GATEWAY_URL (or file, for trying). Only the demo (make run) prints them."
        )
    for name in ("sms_gateway_url", "zalo_api_url"):
        if not kinds.is_private_way(getattr(config, name)):
            raise WrongSetting(f"{name.upper()} must be https://, or http:// to this machine itself: codes go there.")


def require_secret(config: Config) -> None:
    """Stop a start that would sign codes with nothing. Raises WrongSetting."""
    if not config.secret_key:
        raise WrongSetting(
            f"SECRET_KEY is missing: set it to at least {kinds.SHORTEST_SECRET} characters of chance "
            "(openssl rand -hex 32). Only the demo (make run) makes its own."
        )


def make_demo_secret(home: Path, name: str = "demo_secret_key") -> str:
    """Give the demo a secret of its own, kept beside its database and readable by its owner only."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = home / name
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32), encoding="ascii")
    return file.read_text(encoding="ascii").strip()


def _demo_secret(home: Path) -> str:
    file = home / "demo_secret_key"
    return file.read_text(encoding="ascii").strip() if file.exists() else ""

"""Settings as they are read at the start; a wrong one stops it with one sentence that names it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from market.settings import SETTINGS, SHORTEST_SECRET, Setting


class WrongSetting(Exception):
    """Names the setting and says what it should be."""


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
    card_api_url: str
    card_api_key: str
    card_webhook_secret: str
    bank_bin: str
    bank_account: str
    bank_account_name: str
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


def read_config(environ: Mapping[str, str]) -> Config:
    """Read every setting of `SETTINGS`. Raises WrongSetting."""
    values = {setting.name: _read(setting, environ) for setting in SETTINGS}
    home = values["MARKET_HOME"].expanduser().resolve()
    _require_together(values, "CARD_API_KEY", "CARD_WEBHOOK_SECRET")
    _require_together(values, "BANK_ACCOUNT", "BANK_BIN")
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
        card_api_url=values["CARD_API_URL"],
        card_api_key=values["CARD_API_KEY"],
        card_webhook_secret=values["CARD_WEBHOOK_SECRET"],
        bank_bin=values["BANK_BIN"],
        bank_account=values["BANK_ACCOUNT"],
        bank_account_name=values["BANK_ACCOUNT_NAME"],
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


def _require_together(values: Mapping[str, Any], name: str, other: str) -> None:
    if bool(values[name]) != bool(values[other]):
        raise WrongSetting(f"{name} and {other} must both be set, or neither.")


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

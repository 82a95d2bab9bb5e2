"""Rate limits: how many requests one address may send; generous, for a whole village may stand behind one address.

Counted in memory by each process, or in Redis (REDIS_URL) by all machines together. Sign-in and
code tries are counted in the database besides, whatever happens here.
"""

import time
from collections.abc import Callable
from typing import NamedTuple, cast

import structlog
from flask import current_app, request
from limits import RateLimitItem, parse_many
from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from market.accounts.rules import network, token_hash
from market.accounts.services.rules import TOKEN_PREFIX
from market.config import Config
from market.errors import TooManyRequests
from market.http import Market

_log = structlog.get_logger()
_NEVER = frozenset({"healthz", "readyz", "readyz_part", "metrics"})
_SIGN_IN = frozenset(
    {"accounts.request_code", "accounts.sign_in", "shell.sign_in", "teams.ask_code", "checkout.send_code"}
)
_TRACKING = frozenset({"delivery.track", "tracking_page.show"})
_REDIS_SECONDS, _REDIS_AGAIN_SECONDS = 1, 10


class _Limit(NamedTuple):
    scope: str
    rate: RateLimitItem
    # Whose requests are counted together; "": this one is not counted.
    key: Callable[[], str]


class _Counts:
    """Of all machines together, in Redis; while it is away, each process counts for itself."""

    def __init__(self, redis_url: str) -> None:
        self._here = FixedWindowRateLimiter(MemoryStorage())
        self._there = FixedWindowRateLimiter(_redis(redis_url)) if redis_url else None
        self._away_until = 0.0

    def seconds_to_wait(self, limit: _Limit, key: str) -> int | None:
        """Count a request; when to come again if it is one too many."""
        if self._there is not None and time.monotonic() >= self._away_until:
            try:
                return _count(self._there, limit, key)
            except StorageError:
                self._away_until = time.monotonic() + _REDIS_AGAIN_SECONDS
                _log.warning("redis is away; requests are counted by each process")
        return _count(self._here, limit, key)


def _count(by: FixedWindowRateLimiter, limit: _Limit, key: str) -> int | None:
    if by.hit(limit.rate, key, limit.scope):
        return None
    until = by.get_window_stats(limit.rate, key, limit.scope).reset_time
    return max(1, int(until - time.time()) + 1)


def _redis(address: str) -> Storage:
    patience = {"socket_connect_timeout": _REDIS_SECONDS, "socket_timeout": _REDIS_SECONDS}
    return cast(Storage, storage_from_string(address, wrap_exceptions=True, **patience))


def init_app(app: Market) -> None:
    """Limit all routes of `app`."""
    config: Config = app.config["MARKET"]
    counts, limits = _Counts(config.redis_url), _limits(config)

    def count() -> None:
        if request.endpoint is None or (request.remote_addr or "") in config.rate_limit_exempt:
            return
        for limit in limits:
            if (key := limit.key()) and (wait := counts.seconds_to_wait(limit, key)) is not None:
                raise TooManyRequests(retry_after=wait)

    app.before_request(count)
    if not config.trusted_proxies:
        app.before_request(_warn_of_strange_proxies)


def _limits(config: Config) -> list[_Limit]:
    """The shortest first: what it refuses is not counted by the others."""
    rates = {
        "all": (config.rate_limit, lambda: "" if request.endpoint in _NEVER else _address()),
        "sign-in": (config.rate_limit_sign_in, lambda: _address() if _is_of(_SIGN_IN) else ""),
        "tracking": (config.rate_limit_tracking, lambda: _address() if _is_of(_TRACKING) else ""),
        # A service is counted by its token, from wherever it calls, and beside that by address as all are.
        "service": (config.rate_limit_service, _service_token),
    }
    made = [_Limit(name, rate, key) for name, (said, key) in rates.items() if said for rate in parse_many(said)]
    return sorted(made, key=lambda limit: limit.rate)


def _address() -> str:
    return network(request.remote_addr or "")


def _is_of(routes: frozenset[str]) -> bool:
    return request.endpoint in routes and request.method != "OPTIONS"  # a browser asks before each


def _warn_of_strange_proxies() -> None:
    """Once: behind a proxy that is not named all callers seem to be the proxy, which may even be exempt."""
    if "X-Forwarded-For" in request.headers and "proxy_seen" not in current_app.extensions:
        current_app.extensions["proxy_seen"] = True
        _log.warning("a proxy is in front and TRUSTED_PROXIES is 0")


def _service_token() -> str:
    """The hash of the token of a service that the request was sent with; "" for others."""
    token = request.headers.get("Authorization", "").partition(" ")[2].strip()
    return token_hash(token) if token.startswith(TOKEN_PREFIX) else ""

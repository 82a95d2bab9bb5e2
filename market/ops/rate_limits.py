"""Rate limits: how many requests one address may send; generous, for a whole village may stand behind one address.

Counted in memory by each process, or in Redis (REDIS_URL) by all machines together. Sign-in and
code tries are counted in the database besides, whatever happens here.
"""

import time
from collections.abc import Iterator
from typing import Any

import structlog
from flask import Response, current_app, request
from flask_limiter import ApplicationLimit, Limiter, RateLimitExceeded

from market.accounts.rules import network, token_hash
from market.accounts.services.rules import TOKEN_PREFIX
from market.config import Config
from market.errors import TooManyRequests
from market.http import Market, problem_response

_log = structlog.get_logger()
_NEVER = frozenset({"healthz", "readyz", "readyz_part", "metrics"})
_SIGN_IN = frozenset(
    {"accounts.request_code", "accounts.sign_in", "shell.sign_in", "teams.ask_code", "checkout.send_code"}
)
_TRACKING = frozenset({"delivery.track", "tracking_page.show"})


def init_app(app: Market) -> None:
    """Limit all routes of `app`. When Redis is away, each process counts for itself."""
    config: Config = app.config["MARKET"]
    limiter = Limiter(
        lambda: network(request.remote_addr or ""),
        application_limits=[
            *_limit("all", config.rate_limit),
            *_limit("sign-in", config.rate_limit_sign_in, only=_SIGN_IN),
            *_limit("tracking", config.rate_limit_tracking, only=_TRACKING),
            *_limit_of_services(config.rate_limit_service),
        ],
        storage_uri=config.redis_url or "memory://",
        storage_options={"socket_connect_timeout": 1, "socket_timeout": 1} if config.redis_url else {},
        in_memory_fallback_enabled=bool(config.redis_url),
    )
    limiter.request_filter(lambda: (request.remote_addr or "") in config.rate_limit_exempt)
    app.register_error_handler(RateLimitExceeded, lambda _: _refuse(limiter))
    limiter.init_app(app)
    if not config.trusted_proxies:
        app.before_request(_warn_of_strange_proxies)


def _warn_of_strange_proxies() -> None:
    """Once: behind a proxy that is not named all callers seem to be the proxy, which may even be exempt."""
    if "X-Forwarded-For" in request.headers and "proxy_seen" not in current_app.extensions:
        current_app.extensions["proxy_seen"] = True
        _log.warning("a proxy is in front and TRUSTED_PROXIES is 0")


class _Fixed(ApplicationLimit):
    """A limit that never changes. The library reads the words of its rate anew for every request, which takes longer
    than to count it."""

    def __iter__(self) -> Iterator[Any]:
        if "read" not in vars(self):
            vars(self)["read"] = tuple(super().__iter__())
        return iter(vars(self)["read"])


def _limit(scope: str, rate: str, only: frozenset[str] | None = None) -> list[ApplicationLimit]:
    def exempt() -> bool:
        if only is None:
            return request.endpoint in _NEVER
        return request.endpoint not in only or request.method == "OPTIONS"  # a browser asks before each

    return [_Fixed(rate, scope=scope, exempt_when=exempt)] if rate else []


def _limit_of_services(rate: str) -> list[ApplicationLimit]:
    """A service is counted by its token, from wherever it calls, and beside that by address as all are."""
    limit = _Fixed(rate, key_function=_service_token, scope="service", exempt_when=lambda: not _service_token())
    return [limit] if rate else []


def _service_token() -> str:
    """The hash of the token of a service that the request was sent with; "" for others."""
    token = request.headers.get("Authorization", "").partition(" ")[2].strip()
    return token_hash(token) if token.startswith(TOKEN_PREFIX) else ""


def _refuse(limiter: Limiter) -> Response:
    breached = limiter.current_limit
    until = breached.reset_at if breached is not None else time.time()
    return problem_response(TooManyRequests(retry_after=max(1, int(until - time.time()) + 1)))

"""Rate limits: how many requests one address may send; generous, for a whole village may stand behind one address.

Counted in memory by each process, or in Redis (REDIS_URL) by all machines together. Sign-in and
code tries are counted in the database besides, whatever happens here.
"""

import time

from flask import Response, request
from flask_limiter import ApplicationLimit, Limiter, RateLimitExceeded
from flask_limiter.util import get_remote_address

from market.config import Config
from market.errors import TooManyRequests
from market.http import Market, problem_response

_NEVER = frozenset({"healthz", "readyz", "readyz_part", "metrics"})
_SIGN_IN = frozenset({"accounts.request_code", "accounts.sign_in"})
_TRACKING = frozenset({"delivery.track"})


def init_app(app: Market) -> None:
    """Limit all routes of `app`. When Redis is away, each process counts for itself."""
    config: Config = app.config["MARKET"]
    limiter = Limiter(
        get_remote_address,
        application_limits=[
            *_limit("all", config.rate_limit),
            *_limit("sign-in", config.rate_limit_sign_in, only=_SIGN_IN),
            *_limit("tracking", config.rate_limit_tracking, only=_TRACKING),
        ],
        storage_uri=config.redis_url or "memory://",
        storage_options={"socket_connect_timeout": 1, "socket_timeout": 1} if config.redis_url else {},
        in_memory_fallback_enabled=bool(config.redis_url),
    )
    limiter.request_filter(lambda: (request.remote_addr or "") in config.rate_limit_exempt)
    app.register_error_handler(RateLimitExceeded, lambda _: _refuse(limiter))
    limiter.init_app(app)


def _limit(scope: str, rate: str, only: frozenset[str] | None = None) -> list[ApplicationLimit]:
    def exempt() -> bool:
        return request.endpoint in _NEVER or (only is not None and request.endpoint not in only)

    return [ApplicationLimit(rate, scope=scope, exempt_when=exempt)] if rate else []


def _refuse(limiter: Limiter) -> Response:
    breached = limiter.current_limit
    until = breached.reset_at if breached is not None else time.time()
    return problem_response(TooManyRequests(retry_after=max(1, int(until - time.time()) + 1)))

"""What every request leaves for an operator: one log line, counts and times, and the SQL that was slow."""

import time
from functools import lru_cache
from typing import Any

import structlog
from flask import Response, g, request
from prometheus_client import Counter, Histogram
from sqlalchemy import Engine, event

from market import metrics
from market.db import db
from market.http import Market

_log = structlog.get_logger()
_LONGEST_LOGGED = 300
# Anybody can make up endless methods, as they can paths.
_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
# Asked for every few seconds by machines: counted, but not logged.
_QUIET = frozenset({"/healthz", "/readyz", "/readyz/<part>", "/metrics"})


def init_app(app: Market) -> None:
    app.before_request(_begin)
    app.after_request(_finish)
    with app.app_context():
        for engine in filter(None, (db.engine, app.extensions["replica"])):
            _watch_statements(engine, app.config["MARKET"].slow_query_ms / 1000)


def _begin() -> None:
    g.began = time.perf_counter()


def _finish(response: Response) -> Response:
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    route, method = _route(), request.method if request.method in _METHODS else "(none)"
    answers, times = _counts(method, route, response.status_code)
    answers.inc()
    times.observe(seconds)
    if refused := g.get("refused"):
        metrics.REFUSALS.labels(refused.type).inc()
    if route not in _QUIET:
        _log.info(
            "request",
            method=method,
            route=route,
            status=response.status_code,
            ms=round(seconds * 1000, 1),
            **({"refused": refused.type} if refused else {}),
        )
    return response


@lru_cache(maxsize=5_000)
def _counts(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    return metrics.REQUESTS.labels(method, route, status), metrics.SECONDS.labels(method, route)


def _route() -> str:
    """The route as written, never the path: paths hold ids, and anybody can make up endless ones."""
    return request.url_rule.rule if request.url_rule is not None else "(none)"


def _watch_statements(engine: Engine, slow: float) -> None:
    def begin(connection: Any, *_: Any) -> None:
        connection.info["statement_began"] = time.perf_counter()

    def end(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seconds = time.perf_counter() - connection.info["statement_began"]
        if seconds >= slow:
            metrics.SLOW_STATEMENTS.inc()
            # With placeholders for all values, so that nobody's data is logged.
            _log.warning("slow statement", ms=round(seconds * 1000), statement=statement[:_LONGEST_LOGGED])

    event.listen(engine, "before_cursor_execute", begin)
    event.listen(engine, "after_cursor_execute", end)

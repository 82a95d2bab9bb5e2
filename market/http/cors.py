"""Which pages of other origins may call the API from a browser: those that CORS_ORIGINS names, and no others.

A page signs in with a token that it holds and sends itself, never by a cookie; so nothing here allows credentials, and
what is shown to a guest is all that a page of an origin nobody trusts could read with `*`.
"""

from flask import Response, request

from market.http.service import Market

ANY = "*"
_SENT = (
    "Accept-Language, Authorization, Complaint-Code, Content-Type, Idempotency-Key, "
    "If-Match, If-None-Match, X-Request-Id"
)
_READ = "Content-Disposition, ETag, Idempotent-Replayed, Link, Location, Retry-After, X-Request-Id"
_SECONDS_KEPT = 7200  # as long as any browser keeps it


def init_app(app: Market) -> None:
    origins = app.config["MARKET"].cors_origins
    if origins:
        app.after_request(lambda response: _told(response, origins))


def _told(response: Response, origins: frozenset[str]) -> Response:
    """`response`, which a page of the asking origin may read if it is one of `origins`."""
    if not request.path.startswith("/api/") and request.path != "/openapi.json":
        return response
    if ANY not in origins:
        response.headers.add("Vary", "Origin")
    origin = request.headers.get("Origin")
    if origin is None or origins.isdisjoint({origin, ANY}):
        return response
    response.headers["Access-Control-Allow-Origin"] = ANY if ANY in origins else origin
    response.headers["Access-Control-Expose-Headers"] = _READ
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
        response.headers["Access-Control-Allow-Headers"] = _SENT
        response.headers["Access-Control-Max-Age"] = str(_SECONDS_KEPT)
    return response

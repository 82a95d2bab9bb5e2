"""What each answer says to browsers and caches: who may keep it, what a page may load, which hosts are ours."""

from urllib.parse import urlsplit

from flask import Response, request

from market.http.service import Market

# Pages of ours run no script and load nothing; nobody may put them in a frame.
PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
PRIVATE = "private, no-store"
# A page of the store, for whoever brings no cookie.
SHARED = "public, max-age=60"
_YEAR = 365 * 24 * 3600
_SHOWN_AS_PAGES = frozenset({"text/html", "image/svg+xml"})


def private_picture(content: bytes) -> Response:
    """A picture for one pair of eyes, kept by nobody on its way."""
    return Response(content, mimetype="image/webp", headers={"Cache-Control": PRIVATE})


def init_app(app: Market) -> None:
    config = app.config["MARKET"]
    app.config["TRUSTED_HOSTS"] = config.trusted_hosts
    app.after_request(_say)
    if config.public_url.startswith("https://"):
        app.after_request(_only_over_tls)


def _say(response: Response) -> Response:
    if "Authorization" in request.headers:
        response.headers.setdefault("Cache-Control", PRIVATE)  # unless the route knows that it is the same for all
    if response.mimetype in _SHOWN_AS_PAGES:
        response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        response.headers.setdefault("Referrer-Policy", "same-origin")
    if request.routing_exception is not None and response.location:
        _name_no_host(response)
    return response


def _name_no_host(response: Response) -> None:
    """A redirect to another spelling of the address goes by path alone, whatever the caller called us."""
    where = urlsplit(response.location or "")
    path = "/" + where.path.lstrip("/")
    response.location = f"{path}?{where.query}" if where.query else path
    response.set_data("")


def _only_over_tls(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
    return response

"""The commune to which a visitor has things sent: chosen once, remembered by the browser."""

from flask import Response, request

from market.http import Market
from market.places.queries import is_commune

_TO = "to"
_YEAR = 31536000


def commune() -> str | None:
    """The code of the commune that was chosen now (`?to=`) or before; None where it is not known, or is none."""
    chosen = (request.args.get(_TO), request.cookies.get(_TO))
    return next((code for code in chosen if code and is_commune(code)), None)


def remember(response: Response) -> Response:
    """After each page: what was chosen by an address stays chosen."""
    code = request.args.get(_TO)
    if code and code != request.cookies.get(_TO) and is_commune(code):
        choose(response, code)
    return response


def choose(response: Response, code: str) -> Response:
    """Have the browser remember the commune."""
    response.set_cookie(_TO, code, max_age=_YEAR, samesite="Lax", secure=request.is_secure, path="/")
    return response


def init_app(app: Market) -> None:
    app.after_pages.append(remember)

"""A form of another site writes nothing here (CSRF): browsers say whose form it is, and no token is needed."""

from urllib.parse import urlsplit

from flask import request

from market import errors
from market.http import READS, browsers
from market.web.shell import words


def refuse_other_sites() -> None:
    """Before each page: a write to a page is refused unless it comes from a page of ours. Raises NotAllowed."""
    if request.method not in READS and not _is_ours():
        raise errors.NotAllowed(words.OTHER_SITE)


def _is_ours() -> bool:
    """What the browser says of where it comes from, the surest first.

    Whoever says nothing at all is a program, or so old that it may hide something: it may do what needs no cookie.
    """
    if "Sec-Fetch-Site" in request.headers:
        return browsers.asked_by_us()
    if origin := request.headers.get("Origin") or request.headers.get("Referer"):
        return urlsplit(origin).netloc == request.host
    return browsers.cookie_token() is None

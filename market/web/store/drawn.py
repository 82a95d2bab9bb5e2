"""Whole pages as they were drawn, for the many who bring no cookie: a link that goes round is drawn once a minute."""

import gzip
from collections.abc import Hashable
from hashlib import blake2b
from typing import NamedTuple

from flask import Response, current_app, request

from market import clock
from market.http import READS, Market, browsers, compression, language
from market.web.store import seen
from market.web.store.kept import Kept
from market.web.store.seen import View

_MOST = 1000  # of at most 14 kB each, made small
_NAME = "store_pages"
_HTML = "text/html"
# What of our answers a page's script can read: it counts down by our clock rather than by the phone's.
_CLOCK = "Server-Timing"


class Drawn(NamedTuple):
    """The page made small, what names its content, the headers it goes with, and what it shows."""

    small: bytes
    tag: str
    headers: list[tuple[str, str]]
    view: View


def tagged(response: Response) -> str:
    """The name of what `response` says, which it carries from now on."""
    tag = blake2b(response.get_data(), digest_size=9).hexdigest()
    response.headers["ETag"] = f'W/"{tag}"'
    return tag


def timed(response: Response) -> Response:
    """`response` with what time it is, which is said anew each time that it goes out."""
    response.headers[_CLOCK] = f"now;dur={clock.now().timestamp() * 1000:.0f}"
    return response


def keep(response: Response, view: View, *, seconds: float) -> Response:
    """`response`, a public page, with its tag; the next who ask for it in so many seconds are given the same."""
    tag, pages = tagged(response), _pages()
    if (key := _key()) is None or not current_app.config["MARKET"].store_pages_kept:
        return response
    headers = [(name, value) for name, value in response.headers if name != "Content-Length"]
    page = Drawn(compression.small(response.get_data()), tag, headers, view)
    pages.put(key, page, seconds=seconds)
    return _answer(page, 0)


def _at_hand() -> Response | None:
    """Before each page: the page, if it was drawn a moment ago."""
    key = _key()
    found = _pages().get(key) if key is not None else None
    if found is None:
        return None
    seen.looked_at(found.value.view)
    return _answer(found.value, int(found.age))


def _key() -> Hashable | None:
    """Who asks alike is shown the same; None for who may be shown something else."""
    if request.method not in READS or not browsers.is_page() or not browsers.brings_no_cookie():
        return None
    if request.path == "/" and not request.headers.get("Accept", "").startswith(_HTML):
        return None  # programs are told something else there
    # A day's order of goods is another than the day before's.
    return request.path, tuple(sorted(browsers.asked().items())), language(), clock.local_day(clock.now())


def _answer(page: Drawn, age: int) -> Response:
    """To whoever has it already, that it is the same."""
    if request.if_none_match.contains_weak(page.tag):
        response = Response(status=304)
    elif compression.takes_gzip():
        response = Response(page.small)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = Response(gzip.decompress(page.small))
    response.headers.update(page.headers)
    response.headers["Age"] = str(age)  # so that nobody on the way keeps it for longer than a minute in all
    return timed(response) if _CLOCK in response.headers else response


def _pages() -> Kept[Drawn]:
    pages: Kept[Drawn] = current_app.extensions[_NAME]
    return pages


def init_app(app: Market) -> None:
    """To be called after what every page must pass."""
    app.extensions[_NAME] = Kept(seconds=app.config["MARKET"].store_pages_kept, most=_MOST)
    app.before_pages.append(_at_hand)

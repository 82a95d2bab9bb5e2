"""Text is sent small to whoever takes gzip: a list of twenty goods in a quarter of its bytes.

Never what hands out a secret, nor where a cookie went along with what another site may have asked for: the length of
what is compressed tells of secrets that stand beside words of somebody else's choosing (BREACH), and only a cookie is
sent by a browser on its own. A browser that says that a page of ours asked (Sec-Fetch-Site) gets small pages.
"""

import gzip
import zlib
from collections.abc import Iterator
from functools import lru_cache

from flask import Response, current_app, request, stream_with_context
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from market.http.browsers import asked_by_us

TEXTS = frozenset(
    {
        "application/json",
        "application/problem+json",
        "image/svg+xml",
        "text/css",
        "text/csv",
        "text/html",
        "text/javascript",
        "text/plain",
    }
)
_LEAST = 1024  # below, a packet is a packet
_LARGE = 100_000
_LEVEL = 6
_QUICK = 1  # where half a gigabyte goes through
_AS_GZIP = 31
_GZIP = "gzip"


def compressed(response: Response) -> Response:
    """`response`, made small where that is worth it and safe; its ETag then names what it says, not its bytes."""
    if response.mimetype not in TEXTS:
        return response
    response.headers.add("Vary", "Accept-Encoding")
    if not takes_gzip() or _may_tell(response):
        return response
    if response.status_code == 304:
        _weaken_tag(response)
    elif _is_worth_it(response):
        _weaken_tag(response)
        response.headers["Content-Encoding"] = _GZIP
        response.set_data(_small(response.get_data()))
    return response


def takes_gzip() -> bool:
    """Whether whoever asks takes what is made small."""
    return _takes(request.headers.get("Accept-Encoding", ""))


def small(content: bytes) -> bytes:
    return gzip.compress(content, _LEVEL, mtime=0)


def _small(content: bytes) -> bytes:
    """`content` as gzip; what is large and the same for all, such as the contract, is made small once."""
    public = len(content) >= _LARGE and "Authorization" not in request.headers
    return _kept(content) if public else small(content)


@lru_cache(maxsize=16)
def _kept(content: bytes) -> bytes:
    return small(content)


@lru_cache(maxsize=256)
def _takes(header: str) -> bool:
    taken = parse_accept_header(header, Accept)
    return 0 < taken.quality(_GZIP) >= taken.quality("identity")


def _may_tell(response: Response) -> bool:
    if "Set-Cookie" in response.headers or ("Cookie" in request.headers and not asked_by_us()):
        return True
    view = current_app.view_functions.get(request.endpoint or "")
    return not getattr(view, "keyed", True)


def _is_worth_it(response: Response) -> bool:
    """Neither a part (206) nor what is sent while it is made, nor what is small already."""
    if response.status_code in (204, 206) or response.is_streamed or "Content-Encoding" in response.headers:
        return False
    return (response.content_length or 0) >= _LEAST


def _weaken_tag(response: Response) -> None:
    tag = response.headers.get("ETag")
    if tag is not None and not tag.startswith("W/"):
        response.headers["ETag"] = f"W/{tag}"


def sent_while_made(parts: Iterator[bytes], mimetype: str) -> Response:
    """A long text of which nobody ever holds the whole, small to whoever takes gzip. It must be the same for all."""
    small = takes_gzip()
    response = Response(stream_with_context(_packed(parts) if small else parts), mimetype=mimetype)
    response.vary.add("Accept-Encoding")
    if small:
        response.headers["Content-Encoding"] = _GZIP
    return response


def _packed(parts: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(_QUICK, wbits=_AS_GZIP)
    for part in parts:
        yield packer.compress(part)
    yield packer.flush()

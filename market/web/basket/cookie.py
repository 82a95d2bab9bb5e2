"""The basket: a signed cookie of goods and packs, and nothing on the server however many baskets there are."""

import base64
import struct
from typing import NamedTuple
from uuid import UUID

from flask import Response, current_app, request
from itsdangerous import BadSignature, Signer

from market.catalog.rules.sources import Source

MOST_LINES = 30
MOST_PACKS = 1000
_NAME = "basket"
_MONTH = 30 * 24 * 3600
_LINE = struct.Struct(">16sH")


class Basket(NamedTuple):
    """Packs wanted of each product, in the order in which they were put in, and by which link the buyer came."""

    lines: dict[UUID, int]
    via: Source | None = None


EMPTY = Basket({})


def read() -> Basket:
    """The basket of this request; one that we did not write, or that cannot be read any more, is empty."""
    try:
        written = _signer().unsign(request.cookies.get(_NAME, "")).decode()
        via, _, lines = written.partition("/")
        return Basket(_unpacked(lines), Source(via) if via else None)
    except (BadSignature, ValueError, struct.error):
        return EMPTY


def write(response: Response, basket: Basket) -> Response:
    """Have the browser keep `basket` for 30 days from now; an empty one is forgotten."""
    if not basket.lines:
        response.delete_cookie(_NAME, secure=request.is_secure)
        return response
    kept = _signer().sign(f"{basket.via or ''}/{_packed(basket.lines)}").decode()
    response.set_cookie(_NAME, kept, max_age=_MONTH, httponly=True, samesite="Lax", secure=request.is_secure)
    return response


def _signer() -> Signer:
    return Signer(current_app.config["MARKET"].secret_key, salt=_NAME)


def _packed(lines: dict[UUID, int]) -> str:
    told = b"".join(_LINE.pack(id.bytes, packs) for id, packs in lines.items())
    return base64.urlsafe_b64encode(told).decode().rstrip("=")


def _unpacked(written: str) -> dict[UUID, int]:
    told = base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))
    return {UUID(bytes=id): packs for id, packs in _LINE.iter_unpack(told)}

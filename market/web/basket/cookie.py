"""The basket: a signed cookie of goods and packs, and nothing on the server however many baskets there are."""

import base64
import struct
from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from flask import Response, current_app, request
from itsdangerous import BadSignature, Signer

from market.catalog.rules.sources import Source
from market.encryption import believed
from market.orders.kept.rules import Seen

MOST_LINES = 30
MOST_PACKS = 1000
_NAME = "basket"
_HOUR, _MONTH = 3600, 30 * 24 * 3600
# A good, its packs, and its price and mark when it was put in, both 0 where they are not known.
_LINE = struct.Struct(">16sHQI")
_POINT = struct.Struct(">16s")


class Basket(NamedTuple):
    """Packs wanted of each product, in the order in which they were put in, and by which link the buyer came.

    `seen` is what they were then, where that is known; `collect_at` the points at which some will be fetched.
    """

    lines: dict[UUID, int]
    via: Source | None = None
    seen: Mapping[UUID, Seen] = {}
    collect_at: tuple[UUID, ...] = ()


EMPTY = Basket({})


def read() -> Basket:
    """The basket of this request; one that we did not write, or that cannot be read any more, is empty."""
    try:
        written = _signer().unsign(request.cookies.get(_NAME, "")).decode()
        via, lines, points = written.split("/")
        lines_seen = list(_LINE.iter_unpack(_unpacked(lines)))
        return Basket(
            {UUID(bytes=id): packs for id, packs, _, _ in lines_seen},
            Source(via) if via else None,
            {UUID(bytes=id): Seen(price, mark) for id, _, price, mark in lines_seen if mark},
            tuple(UUID(bytes=id) for (id,) in _POINT.iter_unpack(_unpacked(points))),
        )
    except (BadSignature, ValueError, struct.error):
        return EMPTY


def came_back() -> bool:
    """Whether the browser has kept a basket that it was given, be it empty."""
    return _NAME in request.cookies


def write(response: Response, basket: Basket) -> Response:
    """Have the browser keep `basket` for 30 days from now; an empty one for an hour, to know that it keeps any."""
    kept = _signer().sign(f"{basket.via or ''}/{_lines(basket)}/{_points(basket)}").decode()
    life = _MONTH if basket.lines else _HOUR
    response.set_cookie(_NAME, kept, max_age=life, httponly=True, samesite="Lax", secure=request.is_secure)
    return response


def _signer() -> Signer:
    keys = believed(current_app.config["MARKET"].secret_key)
    return Signer([*reversed(keys)], salt=_NAME)  # it signs with the last


def _lines(basket: Basket) -> str:
    unknown = Seen(0, 0)
    told = (_LINE.pack(id.bytes, packs, *basket.seen.get(id, unknown)) for id, packs in basket.lines.items())
    return _packed(b"".join(told))


def _points(basket: Basket) -> str:
    return _packed(b"".join(_POINT.pack(id.bytes) for id in basket.collect_at))


def _packed(told: bytes) -> str:
    return base64.urlsafe_b64encode(told).decode().rstrip("=")


def _unpacked(written: str) -> bytes:
    return base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))

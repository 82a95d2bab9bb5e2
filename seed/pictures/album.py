"""Every good of the fair gets its picture, as photo 1; the same bytes at every load."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any
from uuid import UUID

from flask import current_app

from market.catalog import photos
from market.catalog.actions.photos import record_photo
from market.catalog.models import Product
from market.db import db
from market.seed.pictures import brush, fruits, wares
from market.seed.rows import rows

_SIDES = {size: min(side, brush.SIDE) for size, side in photos.SIDES.items()}


def hang_up(goods: dict[str, UUID], *, done: Callable[[], Any]) -> None:
    """Give the products, by "shop/goods", their pictures."""
    media_dir = current_app.config["MARKET"].media_dir
    for key, product_id in goods.items():
        product = db.session.get_one(Product, product_id)
        digest = photos.store(media_dir, product_id, drawn(key.partition("/")[2]))
        record_photo(product=product, n=1, digest=digest, now=product.created_at)
        done()


@cache
def drawn(good: str) -> dict[str, bytes]:
    """The picture of a good, in the three sizes."""
    row = {row["goods"]: row for row in rows("pictures")}[good]
    sheet = brush.Sheet(row["ground"])
    sheet.oval(50, 96, 130, 50, brush.shade(row["ground"], -14))  # the table
    motif: Callable[[brush.Sheet, str], None] = getattr(fruits, row["motif"], None) or getattr(wares, row["motif"])
    motif(sheet, row["colour"])
    by_side = {side: sheet.webp(side) for side in set(_SIDES.values())}
    return {size: by_side[side] for size, side in _SIDES.items()}

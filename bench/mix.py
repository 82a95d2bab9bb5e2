"""What a province asks of an evening, of each hundred requests: 70 browse, 20 search, 6 quote, 2 order, 2 scan a batch.

Strangers' pages with what a browser sends, programs' answers beside them, and some who ask whether what they have is
still good. Which good is chance, every one as likely: harder than an evening, whose people want the same few.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count, cycle
from random import Random
from typing import Any
from urllib.parse import quote_plus
from uuid import UUID

from flask.testing import FlaskClient
from sqlalchemy import select

from bench.arrivals import Due
from bench.calls import DELIVER_TO, OFFICE, SCANS, SEARCHES, Stage, request
from bench.rates import arrivals
from market.catalog.models import Product, Shop
from market.catalog.rules.store_addresses import category_path, commune_path, product_path, shop_path
from market.db import db, transaction
from market.ids import new_id
from market.places.models import Commune

BROWSE, SEARCH, QUOTE, ORDER, SCAN = "browse", "search", "quote", "order", "scans"
WELL = ("200", "201", "304")
KINDS = (BROWSE, SEARCH, QUOTE, ORDER, SCAN)
_BROWSER = {"Accept": "text/html", "Accept_Encoding": "gzip", "User_Agent": "Mozilla/5.0 (Android 14)"}
_FEW = 50  # of pages, each

Make = Callable[[], bytes]


@dataclass(frozen=True)
class Pages:
    """Addresses of the shop front, and the tags of those who have seen some of them already."""

    goods: list[str]
    others: list[str]
    shops: list[UUID]
    tags: dict[str, str]


def pages(stage: Stage, client: FlaskClient) -> Pages:
    some = Random(10).sample(stage.products, min(2_000, len(stage.products)))
    goods, others, shops = transaction(lambda: _addresses(some))
    seen = [*goods[:_FEW], *others]
    tags = {path: client.get(path, headers={"Accept": "text/html"}).headers.get("ETag", "") for path in seen}
    return Pages(goods, others, shops, {path: tag for path, tag in tags.items() if tag} | _api(stage.etags))


def _api(etags: dict[UUID, str]) -> dict[str, str]:
    return {f"/api/v1/products/{key}": tag for key, tag in etags.items()}


def _addresses(products: list[UUID]) -> tuple[list[str], list[str], list[UUID]]:
    of = select(Product.id, Product.slug, Product.category_slug, Shop.id, Shop.name, Shop.commune_code, Commune.name)
    of = of.join(Shop, Shop.id == Product.shop_id).join(Commune, Commune.code == Shop.commune_code)
    rows = db.session.execute(of.where(Product.id.in_(products))).all()
    kinds = sorted({category_path(row.category_slug) for row in rows})
    shops = [shop_path(row[3], row[4]) for row in rows[:_FEW]]
    communes = sorted({commune_path(row.commune_code, row[6]) for row in rows})
    return [product_path(row[0], row.slug) for row in rows], [*kinds, *shops, *communes], [row[3] for row in rows]


class Evening:
    """Makes requests by the mix; each that changes something is another's."""

    def __init__(self, stage: Stage, pages: Pages, chance: Random) -> None:
        self.stage, self.pages, self.chance = stage, pages, chance
        self.run, self.serial = new_id(), count()
        self.buyers, self.batches = cycle(stage.buyers), self._batches()
        weighed: list[tuple[int, str, Make]] = [
            (14, BROWSE, lambda: request("GET", f"/api/v1/products/{self._good()}")),
            (10, BROWSE, lambda: request("GET", f"/api/v1/shops/{chance.choice(pages.shops)}/products")),
            (16, BROWSE, lambda: request("GET", chance.choice(pages.goods), **_BROWSER)),
            (10, BROWSE, lambda: request("GET", chance.choice(pages.others), **_BROWSER)),
            (6, BROWSE, lambda: request("GET", "/", **_BROWSER)),
            (14, BROWSE, self._seen_already),
            (12, SEARCH, lambda: request("GET", f"/api/v1/search?q={self._words()}")),
            (8, SEARCH, lambda: request("GET", f"/search?q={self._words()}", **_BROWSER)),
            (6, QUOTE, lambda: request("POST", "/api/v1/quotes", self._basket())),
            (2, ORDER, self._order),
            (2, SCAN, lambda: next(self.batches)),
        ]
        self.weights = [weight for weight, _, _ in weighed]
        self.makes = [(kind, make) for _, kind, make in weighed]

    def due(self, rate: float, seconds: float) -> list[Due]:
        """What comes in so many seconds."""
        instants = list(arrivals(rate, seconds, self.chance))
        chosen = self.chance.choices(self.makes, self.weights, k=len(instants))
        return [Due(at, kind, make()) for at, (kind, make) in zip(instants, chosen, strict=True)]

    def _good(self) -> UUID:
        return self.chance.choice(self.stage.products)

    def _words(self) -> str:
        return quote_plus(self.chance.choice(SEARCHES))

    def _seen_already(self) -> bytes:
        path, tag = self.chance.choice(list(self.pages.tags.items()))
        return request("GET", path, If_None_Match=tag, **({} if path.startswith("/api") else _BROWSER))

    def _basket(self) -> dict[str, Any]:
        goods = self.chance.sample(self.stage.products, self.chance.choice((1, 1, 2, 3)))
        items = [{"product_id": str(key), "quantity": 1} for key in goods]
        return {"items": items, "deliver_to": {"commune_code": DELIVER_TO["commune_code"]}}

    def _order(self) -> bytes:
        body = self._basket() | {"deliver_to": DELIVER_TO, "payment_method": "cod", "buyer_is_18": True}
        signed = {"Authorization": f"Bearer {next(self.buyers)}", "Idempotency_Key": f"{self.run}-{next(self.serial)}"}
        return request("POST", "/api/v1/checkouts", body, **signed)

    def _batches(self) -> Iterator[bytes]:
        """One heap of parcels after the other goes into the office, and out again the next time round."""
        heaps = [self.stage.parcels[n : n + SCANS] for n in range(0, len(self.stage.parcels), SCANS)]
        for turn in count():
            event = "departed" if turn % 2 else "accepted" if turn == 0 else "arrived"
            at = self.stage.now - timedelta(hours=10) + timedelta(seconds=10 * turn)
            same = {"event": event, "scanned_at": at.isoformat(), "post_office_code": OFFICE}
            for heap in heaps:
                scans = [{"scan_id": str(new_id()), "tracking_number": number, **same} for number in heap]
                yield request("POST", "/api/v1/scans", {"scans": scans}, Authorization=f"Bearer {self.stage.clerk}")

"""Goods taken in by the chunk, into shops that were taken in before them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from market.catalog.actions.change_feed import announce_product
from market.catalog.models import Product, Shop, StockMovement
from market.catalog.rules.products import ProductStatus
from market.catalog.rules.shops import ShopChanged, ShopStatus
from market.catalog.rules.stock import Reason
from market.db import db
from market.events import publish
from market.ids import new_id
from market.imports import bulk, chunks, cleaning, households
from market.text import slug

_CHANGING = (
    "name", "slug", "category_slug", "unit", "pack", "price_vnd", "weight_g", "description", "from_month", "to_month",
    "shelf_life_days",
)  # fmt: skip


def take(rows: Sequence[cleaning.Cleaned], chunk: chunks.Chunk) -> list[chunks.Outcome]:
    """What becomes of each row. Stock is set once, when goods are first taken in: after that it moves by sales."""
    shops = _shops(rows, chunk)
    keys = {id(row): row.key or f"~{row.values['shop'][:30]}/{slug(row.values['title'] or '')}"[:80] for row in rows}
    known = chunks.known_keys("products", chunk.source, set(keys.values()))
    seen = {key: (found.subject_id, found.digest, found.import_id) for key, found in known.items()}
    goods = _goods([found.subject_id for found in known.values()])
    new, outcomes = _New(), []
    for row in rows:
        outcome = _judge(row, seen.get(keys[id(row)]), shops.get(id(row)), goods, new, chunk)
        if outcome.status != chunks.Status.HELD and outcome.subject_id is not None:
            seen[keys[id(row)]] = (outcome.subject_id, row.digest, chunk.import_id)
        outcomes.append(outcome)
    if not chunk.dry_run:
        new.write(chunk)
        chunks.keep_keys(chunk, [(keys[id(outcome.row)], outcome) for outcome in outcomes], known)
    return outcomes


def _shops(rows: Sequence[cleaning.Cleaned], chunk: chunks.Chunk) -> dict[int, Shop]:
    named = chunks.known_keys("shops", chunk.source, {row.values["shop"] for row in rows})
    ids = [found.subject_id for found in named.values()]
    loaded = {shop.id: shop for shop in db.session.scalars(select(Shop).where(bulk.one_of(Shop.id, ids)))}
    shops = {}
    for row in rows:
        found = named.get(row.values["shop"])
        shop = loaded.get(found.subject_id) if found else None
        if shop is None or shop.status == ShopStatus.CLOSED:
            row.findings.append(f"shop-unknown={row.values['shop']}")
            continue
        row.values["commune_code"] = shop.commune_code
        households.check_reach(row, chunk, shop.village_key)
        shops[id(row)] = shop
    return shops


def _goods(ids: list[UUID]) -> dict[UUID, Product]:
    return {product.id: product for product in db.session.scalars(select(Product).where(bulk.one_of(Product.id, ids)))}


def _judge(
    row: cleaning.Cleaned,
    by_key: tuple[UUID, str, UUID] | None,
    shop: Shop | None,
    goods: dict[UUID, Product],
    new: "_New",
    chunk: chunks.Chunk,
) -> chunks.Outcome:
    if row.held or shop is None:
        return chunks.Outcome(row, chunks.Status.HELD)
    if by_key is None:
        return chunks.Outcome(row, chunks.Status.CREATED, new.product(row, shop, chunk))
    subject_id, digest, import_id = by_key
    if digest != row.digest and import_id == chunk.import_id:
        row.findings.append(f"key-twice={row.key}")
        return chunks.Outcome(row, chunks.Status.HELD)
    product = goods.get(subject_id)
    if digest == row.digest or product is None:
        return chunks.Outcome(row, chunks.Status.UNCHANGED, subject_id)
    return chunks.Outcome(row, chunks.Status.UPDATED, subject_id, was=new.update(row, product, shop))


class _New:
    """What a chunk will write."""

    def __init__(self) -> None:
        self.products: list[dict[str, Any]] = []
        self.movements: list[dict[str, Any]] = []
        self.changes: list[dict[str, Any]] = []
        self.news: list[UUID] = []
        self.shops: dict[UUID, str] = {}

    def product(self, row: cleaning.Cleaned, shop: Shop, chunk: chunks.Chunk) -> UUID:
        product_id, stock = new_id(), row.values["stock"]
        sides = dict.fromkeys(("length_cm", "width_cm", "height_cm"))
        rest = {"shop_id": shop.id, "stock": stock, "names": {}, "also_known_as": [], "fragile": False, **sides}
        status = {"ships_by_post": True, "status": ProductStatus.LISTED, "version": 1, "created_at": chunk.now}
        self.products.append({"id": product_id, **_told(row), **rest, **status})
        if stock:
            opening = {"change": stock, "reason": Reason.OPENING, "at": chunk.now}
            self.movements.append({"product_id": product_id, "id": new_id(), **opening})
        self._tell(product_id, shop)
        return product_id

    def update(self, row: cleaning.Cleaned, product: Product, shop: Shop) -> dict[str, Any]:
        was = {name: getattr(product, name) for name in _CHANGING}
        self.changes.append({"id": product.id, "version": product.version + 1, **_told(row)})
        self._tell(product.id, shop)
        return was

    def write(self, chunk: chunks.Chunk) -> None:
        bulk.add(Product, self.products)
        bulk.add(StockMovement, self.movements)
        bulk.change(Product, self.changes, *_CHANGING, "version")
        for product_id in self.news:
            announce_product(product_id, now=chunk.now)
        for shop_id, village_key in self.shops.items():
            publish(ShopChanged(at=chunk.now, shop_id=shop_id, village_key=village_key))

    def _tell(self, product_id: UUID, shop: Shop) -> None:
        """The search index hears of goods that can be seen; of the others it hears when their shop opens."""
        if shop.status in (ShopStatus.OPEN, ShopStatus.PAUSED):
            self.news.append(product_id)
            self.shops[shop.id] = shop.village_key


def _told(row: cleaning.Cleaned) -> dict[str, Any]:
    values = row.values
    from_month, to_month = values["season"] or (None, None)
    plain = {name: values[name] for name in ("unit", "pack", "price_vnd", "weight_g", "description", "shelf_life_days")}
    named = {"name": values["title"], "slug": slug(values["title"])[:120], "category_slug": values["category"]}
    return {**plain, **named, "from_month": from_month, "to_month": to_month}

"""Goods taken in by the chunk, into shops that were taken in before them."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import select

from market.catalog.actions.change_feed import announce_product
from market.catalog.models import Product, Shop, StockMovement
from market.catalog.rules.products import ProductStatus, moves_far
from market.catalog.rules.shops import ShopChanged, ShopStatus
from market.catalog.rules.stock import Reason
from market.events import publish
from market.ids import new_id
from market.imports import access, bulk, chunks, cleaning, households, matching, rules, taking
from market.text import slug

_PLAIN = ("unit", "pack", "price_vnd", "weight_g", "description", "shelf_life_days")


class Products(taking.Taking[Product]):
    """Stock is set once, when goods are first taken in: after that it moves by sales."""

    kind, model = rules.Kind.PRODUCTS, Product
    changing: ClassVar = {
        "title": ("name", "slug"),
        "category": ("category_slug",),
        **{field: (field,) for field in _PLAIN},
        "season": ("from_month", "to_month"),
    }

    def prepare(self) -> None:
        self.shops: dict[int, Shop] = {}  # by the row's id
        self.news: dict[UUID, Shop] = {}
        named = chunks.known_keys(rules.Kind.SHOPS, self.chunk.source, {row.values["shop"] for row in self.rows})
        loaded = taking.loaded(Shop, [found.subject_id for found in named.values()])
        for row in self.rows:
            found = named.get(row.values["shop"])
            shop = loaded.get(found.subject_id) if found else None
            if shop is None or shop.status == ShopStatus.CLOSED:
                row.findings.append(f"shop-unknown={row.values['shop']}")
                continue
            row.values["commune_code"] = shop.commune_code
            households.check_reach(row, self.chunk, shop.village_key)
            self.shops[id(row)] = shop
        self.will = access.will_of([shop.owner_id for shop in loaded.values()])

    def find_near(self, rows: Sequence[cleaning.Cleaned]) -> matching.Near:
        shop_ids = {self.shops[id(row)].id for row in rows if id(row) in self.shops}
        things = select(Product.id, Product.shop_id.label("holder_id"), Product.name).where(Product.parent_id.is_(None))
        return matching.near(self.kind, self.chunk.source, things.where(bulk.one_of(Product.shop_id, shop_ids)))

    def name_of(self, row: cleaning.Cleaned) -> str:
        return f"{row.values['shop'][:30]}/{slug(row.values['title'] or '')}"

    def is_others(self, row: cleaning.Cleaned, subject: Product) -> bool:
        return subject.shop_id != self.shops[id(row)].id

    def create(self, row: cleaning.Cleaned) -> chunks.Outcome:
        shop, name = self.shops[id(row)], row.values["title"]
        if shop.owner_id in self.will.own:
            return taking.held(row, "household-own")
        known = self.again(row, shop.id, name, likely="goods-likely")
        if known is not None:
            return known
        product_id = self._listed(row, shop)
        self.near.add(matching.Alike(product_id, shop.id, name, row.key, row.digest, self.chunk.import_id))
        return chunks.Outcome(row, chunks.Status.CREATED, product_id)

    def _listed(self, row: cleaning.Cleaned, shop: Shop) -> UUID:
        product_id, stock, now = new_id(), row.values["stock"], self.chunk.now
        sides = dict.fromkeys(("length_cm", "width_cm", "height_cm"))
        rest = {"shop_id": shop.id, "stock": stock, "names": {}, "also_known_as": [], "fragile": False, **sides}
        status = {"ships_by_post": True, "status": ProductStatus.LISTED, "version": 1, "created_at": now}
        self.made[Product].append({"id": product_id, **_told(row), **rest, **status})
        if stock:
            opening = {"change": stock, "reason": Reason.OPENING, "at": now}
            self.made[StockMovement].append({"product_id": product_id, "id": new_id(), **opening})
        self.news[product_id] = shop
        self.written_for.add(shop.owner_id)
        return product_id

    def change(self, row: cleaning.Cleaned, subject: Product) -> chunks.Outcome:
        if row.values["stock"] and row.values["stock"] != subject.stock:
            row.findings.append("stock-stays")
        shop = self.shops[id(row)]
        if shop.owner_id in self.will.own and self.differing(row, subject):
            return taking.held(self.leave(row, subject, all_own=True).row, "household-own")
        far = "price_vnd" in self.taken(row, subject) and moves_far(subject.price_vnd, row.values["price_vnd"])
        if far and shop.owner_id in self.will.agreed:
            return taking.held(row, "price-far")
        outcome = self.update(row, subject, holder_id=shop.owner_id)
        if outcome.status == chunks.Status.UPDATED:
            self.news[subject.id] = shop
        return outcome

    def read(self, row: cleaning.Cleaned) -> dict[str, Any]:
        return _told(row)

    def write(self) -> None:
        """The search index hears of goods that can be seen; of the others it hears when their shop opens."""
        super().write()
        seen = {id: shop for id, shop in self.news.items() if shop.status in (ShopStatus.OPEN, ShopStatus.PAUSED)}
        for product_id in seen:
            announce_product(product_id, now=self.chunk.now)
        for shop in {shop.id: shop for shop in seen.values()}.values():
            publish(ShopChanged(at=self.chunk.now, shop_id=shop.id, village_key=shop.village_key))


def _told(row: cleaning.Cleaned) -> dict[str, Any]:
    values = row.values
    from_month, to_month = values["season"] or (None, None)
    named = {"name": values["title"], "slug": slug(values["title"])[:120], "category_slug": values["category"]}
    return {**{name: values[name] for name in _PLAIN}, **named, "from_month": from_month, "to_month": to_month}

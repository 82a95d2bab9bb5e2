"""How a basket falls into one parcel a shop and fair, and what each costs. Pure: the same for quote and checkout."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from market.catalog.models import Product, Shop
from market.delivery import tariff
from market.delivery.tariff import Shipping
from market.language import Sentence
from market.orders import freshness, gathering, rules
from market.orders.collection import queries as collection
from market.orders.collection.models import CollectionPoint
from market.orders.collection.queries import NOWHERE, Points
from market.orders.collection.rules import BY_HAND, terms
from market.orders.freshness import refuse_spoiling
from market.places.queries import province_of


@dataclass(frozen=True)
class Line:
    product: Product
    quantity: int

    @property
    def goods_vnd(self) -> int:
        return self.product.price_vnd * self.quantity


@dataclass(frozen=True)
class ShopParcel:
    """The lines of one shop, and of one fair if of any: their gross weight in grams, what the post asks for them.

    Or where they are fetched.
    Paid in cash when they arrive, or before.
    """

    shop: Shop
    lines: list[Line]
    shipping: Shipping
    cod: bool
    point: CollectionPoint | None = None

    @property
    def weight_g(self) -> int:
        return sum(line.product.weight_g * line.quantity for line in self.lines)

    @property
    def goods(self) -> list[Product]:
        return [line.product for line in self.lines]

    @property
    def of_fair(self) -> dict[str, Any]:
        """Of what is ordered at a fair: which (`fair_slug`), `ship_on` which day, and `gathers_until` when."""
        return gathering.of_goods(self.goods)

    @property
    def collect_at(self) -> UUID | None:
        return self.point.id if self.point else None

    @property
    def goods_vnd(self) -> int:
        return sum(line.goods_vnd for line in self.lines)

    @property
    def shipping_vnd(self) -> int:
        return self.shipping.shipping_vnd

    @property
    def cod_fee_vnd(self) -> int:
        """Of the shipping, what it costs to pay at the door."""
        return self.cod_fee_if(cod=self.cod)

    @property
    def total_vnd(self) -> int:
        return self.goods_vnd + self.shipping_vnd

    def cod_fee_if(self, *, cod: bool) -> int:
        """The same if it were paid that way."""
        if self.point and self.point.kind in BY_HAND:
            return 0
        return tariff.cash_fee_vnd(self.goods_vnd) if cod else 0

    @property
    def most_delicate(self) -> Product:
        """The good that keeps least long: an order goes by it."""
        return most_delicate(self.lines)

    @property
    def shelf_life_days(self) -> int | None:
        return self.most_delicate.shelf_life_days

    @property
    def is_fresh(self) -> bool:
        return self.shelf_life_days is not None and self.shelf_life_days <= rules.FRESH_DAYS

    @property
    def fragile(self) -> bool:
        return any(line.product.fragile for line in self.lines)

    @property
    def warnings(self) -> list[Sentence]:
        return freshness.warnings(self.most_delicate.name, self.shelf_life_days, self.shipping)


@dataclass(frozen=True)
class Basket:
    parcels: list[ShopParcel]

    @property
    def goods_vnd(self) -> int:
        return sum(parcel.goods_vnd for parcel in self.parcels)

    @property
    def shipping_vnd(self) -> int:
        return sum(parcel.shipping_vnd for parcel in self.parcels)

    @property
    def total_vnd(self) -> int:
        return self.goods_vnd + self.shipping_vnd

    @property
    def cod_fee_vnd(self) -> int:
        return sum(parcel.cod_fee_vnd for parcel in self.parcels)

    def cod_fee_if(self, *, cod: bool) -> int:
        """What it would cost to pay at each door."""
        return sum(parcel.cod_fee_if(cod=cod) for parcel in self.parcels)

    @property
    def must_state(self) -> list[str]:
        """What a checkout of it has to say beside, by the names of its fields."""
        return ["buyer_is_18"] if self.holds_alcohol else []

    @property
    def holds_alcohol(self) -> bool:
        return any(line.product.category.is_alcohol for parcel in self.parcels for line in parcel.lines)


def quantities_of(items: list[dict[str, object]]) -> dict[UUID, int]:
    """Packs wanted of each product; a product named twice is wanted twice."""
    wanted: dict[UUID, int] = {}
    for item in items:
        product_id, quantity = UUID(str(item["product_id"])), int(str(item["quantity"]))
        wanted[product_id] = wanted.get(product_id, 0) + quantity
    return wanted


def most_delicate(lines: list[Line]) -> Product:
    return min((line.product for line in lines), key=lambda good: (good.shelf_life_days is None, good.shelf_life_days))


def fill(
    products: Mapping[UUID, Product],
    wanted: Mapping[UUID, int],
    *,
    to_commune: str | None,
    cod: bool,
    service: str = tariff.STANDARD,
    points: Points = NOWHERE,
) -> Basket:
    """Divide `wanted` into one parcel a shop and fair, or what is fetched at one of `points` (by shop).

    Raises ParcelTooHeavy, ParcelTooBulky, SpoilsOnTheWay, InvalidInput for a point of a shop with nothing in `wanted`.
    """
    collection.require_used(points, {product.shop_id for product in products.values()})
    lines = [Line(products[product_id], quantity) for product_id, quantity in wanted.items()]
    lines.sort(key=_of_one_parcel)  # stable: lines keep their order within a parcel
    return Basket(
        [
            _fetched(together, point, cod)
            if (point := points.get(together[0].product.shop_id))
            else _parcel(together, to_commune, cod, service)
            for together in (list(found) for _, found in groupby(lines, key=_of_one_parcel))
        ]
    )


def _of_one_parcel(line: Line) -> tuple[str, str]:
    """What a fair sells goes on its own day, so it never waits for, nor with, what is sent at once."""
    return str(line.product.shop_id), line.product.fair_slug or ""


def _fetched(lines: list[Line], point: CollectionPoint, cod: bool) -> ShopParcel:
    weight_g = sum(line.product.weight_g * line.quantity for line in lines)
    goods_vnd = sum(line.goods_vnd for line in lines)
    shipping = terms(point.kind, weight_g=weight_g, goods_vnd=goods_vnd, cod=cod)
    return ShopParcel(shop=lines[0].product.shop, lines=lines, shipping=shipping, cod=cod, point=point)


def _parcel(lines: list[Line], to_commune: str | None, cod: bool, service: str) -> ShopParcel:
    assert to_commune is not None  # noqa: S101 - what is sent has an address (require_address)
    shop, delicate = lines[0].product.shop, most_delicate(lines)
    communes = (shop.commune_code, to_commune)
    provinces = (province_of(shop.commune_code), province_of(to_commune))
    refuse_spoiling(delicate.name, delicate.shelf_life_days, tariff.fastest_days(provinces, communes))
    shipping = tariff.quote(
        from_commune=shop.commune_code,
        to_commune=to_commune,
        from_province=provinces[0],
        to_province=provinces[1],
        weight_g=sum(line.product.weight_g * line.quantity for line in lines),
        goods_vnd=sum(line.goods_vnd for line in lines),
        cod=cod,
        service=service,
        volume_g=sum(_volume_g(line) for line in lines),
    )
    return ShopParcel(shop=shop, lines=lines, shipping=shipping, cod=cod)


def _volume_g(line: Line) -> int:
    """The volumetric weight of the packs of one good. Raises ParcelTooBulky."""
    size = _size(line.product)
    if size is not None:
        tariff.check_size(size)
    return volume_g(line.product) * line.quantity


def volume_g(good: Product) -> int:
    """The volumetric weight of one pack; nothing where its size is not known."""
    size = _size(good)
    return tariff.chargeable_weight_g(0, size) if size is not None else 0


def _size(good: Product) -> tuple[int, int, int] | None:
    if good.length_cm is None or good.width_cm is None or good.height_cm is None:
        return None
    return good.length_cm, good.width_cm, good.height_cm

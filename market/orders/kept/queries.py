"""A kept basket as it is now: its goods in two statements, the places to fetch them in one, however many there are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from market.accounts.models import Person
from market.catalog.access import acting_role
from market.catalog.models import Product, Shop
from market.catalog.queries import sale
from market.delivery import tariff
from market.errors import Problem
from market.language import Sentence
from market.orders.baskets import Basket, ShopParcel, fill
from market.orders.collection import queries as collection
from market.orders.collection.models import CollectionPoint
from market.orders.collection.queries import NOWHERE
from market.orders.collection.rules import BY_HAND
from market.orders.kept.rules import LineNow, Seen, line_now


@dataclass(frozen=True)
class ShopNow:
    """What of a basket is of one shop, and of one fair if of any: sent, or fetched at `point`, one of its `points`.

    Or `why_not`, in words.
    """

    shop: Shop
    lines: list[LineNow]
    points: list[CollectionPoint]
    point: CollectionPoint | None
    parcel: ShopParcel | None
    why_not: Sentence | None
    fair_slug: str | None = None

    @property
    def ready(self) -> list[LineNow]:
        """What can be bought of it now."""
        return [line for line in self.lines if line.ready and self.why_not is None]

    @property
    def goods_vnd(self) -> int:
        return sum(line.goods_vnd for line in self.ready)


@dataclass(frozen=True)
class BasketNow:
    """Shop by shop, fair by fair, in the order in which they came in; `gone` is what nobody can see any more."""

    shops: list[ShopNow]
    gone: list[LineNow]

    @property
    def items(self) -> dict[UUID, int]:
        """What can be bought now."""
        return {line.product_id: line.quantity for shop in self.shops for line in shop.ready}

    @property
    def collect_at(self) -> list[UUID]:
        chosen = [shop.point.id for shop in self.shops if shop.point and shop.ready]
        return list(dict.fromkeys(chosen))  # one of a shop is for what she sells at a fair too

    @property
    def is_sent(self) -> bool:
        """Whether any of what can be bought goes to the buyer's door."""
        return any(shop.ready and shop.point is None for shop in self.shops)

    @property
    def needs_commune(self) -> bool:
        """Whether nobody can say yet what all of it costs."""
        return any(shop.ready and shop.parcel is None for shop in self.shops)

    @property
    def goods_vnd(self) -> int:
        return sum(shop.goods_vnd for shop in self.shops)

    @property
    def basket(self) -> Basket:
        """What a checkout of it would be, paid at the door."""
        return Basket([shop.parcel for shop in self.shops if shop.parcel])


@dataclass(frozen=True)
class Kept:
    """What a browser has kept: packs of each good, what some of them were when put in, the points that were chosen."""

    lines: Mapping[UUID, int]
    seen: Mapping[UUID, Seen]
    collect_at: Collection[UUID] = ()


def look(kept: Kept, *, to_commune: str | None, buyer: Person | None, now: datetime) -> BasketNow:
    """The basket as `buyer` (None: a guest) would buy it now. Points that have closed meanwhile are passed over."""
    goods = sale.read_products(list(kept.lines), with_photos=True) if kept.lines else {}
    there = {key: goods[key] for key in kept.lines if key in goods and goods[key].is_public(now)}
    points = collection.open_points({good.shop_id for good in there.values()})
    shops = []
    for (shop_id, fair_slug), shop in {(good.shop_id, good.fair_slug): good.shop for good in there.values()}.items():
        point = next((one for one in points[shop_id] if one.id in kept.collect_at), None)
        own = acting_role(shop, buyer) is not None
        lines = [
            _line(key, kept, good, own=own, point=point, now=now)
            for key, good in there.items()
            if (good.shop_id, good.fair_slug) == (shop_id, fair_slug)
        ]
        shops.append(ShopNow(shop, lines, points[shop_id], point, *_priced(lines, point, to_commune), fair_slug))
    gone = [_line(key, kept, goods.get(key), own=False, point=None, now=now) for key in kept.lines if key not in there]
    return BasketNow(shops, gone)


def _line(
    key: UUID, kept: Kept, good: Product | None, *, own: bool, point: CollectionPoint | None, now: datetime
) -> LineNow:
    collected = point is not None and point.kind in BY_HAND
    return line_now(key, kept.lines[key], kept.seen.get(key), good, own=own, collected=collected, now=now)


def _priced(
    lines: list[LineNow], point: CollectionPoint | None, to_commune: str | None
) -> tuple[ShopParcel | None, Sentence | None]:
    """The parcel of what is ready, once it is known where it goes; or why there can be none."""
    products: dict[UUID, Product] = {line.product_id: line.good for line in lines if line.ready and line.good}
    wanted = {line.product_id: line.quantity for line in lines if line.product_id in products}
    try:
        if wanted and (point or to_commune):
            points = {point.shop_id: point} if point else NOWHERE
            return fill(products, wanted, to_commune=to_commune, cod=True, points=points).parcels[0], None
        tariff.check_weight(sum(products[key].weight_g * packs for key, packs in wanted.items()))
    except Problem as refused:
        return None, refused.detail
    return None, None

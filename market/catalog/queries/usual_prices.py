"""What goods of a kind usually cost near a household: a span over several sellers, never the price of one."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from market import text
from market.catalog.models import Product, Shop
from market.catalog.queries.shops import SHOP_IS_PUBLIC
from market.catalog.rules.patterns import Pattern
from market.catalog.rules.products import ProductStatus
from market.db import db
from market.places.models import Commune
from market.places.queries import place_of

# As in the figures that anyone may see: fewer are somebody.
FEWEST_SELLERS = 5
_MOST_READ = 500
_STEP_VND = 1_000


@dataclass(frozen=True)
class UsualPrice:
    """From what to what households of `place` ask for a pack of this weight; the middle half of them."""

    place: str
    sellers: int
    least_vnd: int
    most_vnd: int


def usual_price(kind: Pattern, commune_code: str) -> UsualPrice | None:
    """In the commune, or else in the province; None where too few sell it. One statement each."""
    if not kind.name:
        return None
    home = place_of(commune_code)
    province = select(Commune.code).where(Commune.province_code == home["province"]["code"])
    return _span(kind, Shop.commune_code == commune_code, home["name"]) or _span(
        kind, Shop.commune_code.in_(province), home["province"]["name"]
    )


def _span(kind: Pattern, where: ColumnElement[bool], place: str) -> UsualPrice | None:
    asked = _asked_by_each(kind, where)
    if len(asked) < FEWEST_SELLERS:
        return None
    cut = len(asked) // 4
    middle = asked[cut : len(asked) - cut]
    return UsualPrice(place[:1].lower() + place[1:], len(asked), _rounded(middle[0]), _rounded(middle[-1]))


def _asked_by_each(kind: Pattern, where: ColumnElement[bool]) -> list[float]:
    """What each shop asks for as much as is in the usual pack, the cheapest first."""
    called = {kind.slug, text.slug(kind.name)}
    begun = (Product.slug.startswith(f"{name}-", autoescape=True) for name in called)
    named = or_(Product.slug.in_(called), *begun)
    wanted: Any = select(Product.shop_id, Product.price_vnd, Product.weight_g)
    wanted = wanted.join(Shop, Shop.id == Product.shop_id).where(where, SHOP_IS_PUBLIC, named)
    wanted = wanted.where(Product.status == ProductStatus.LISTED, Product.suspension_reason.is_(None))
    wanted = wanted.where(Product.parent_id.is_(None))
    wanted = wanted.where(Product.category_slug == kind.category, Product.price_vnd > 0)
    by_shop: dict[Any, list[float]] = defaultdict(list)
    for shop_id, price_vnd, weight_g in db.session.execute(wanted.limit(_MOST_READ)):
        by_shop[shop_id].append(price_vnd * kind.weight_g / weight_g)
    return sorted(median(prices) for prices in by_shop.values())


def _rounded(asked: float) -> int:
    return max(_STEP_VND, round(asked / _STEP_VND) * _STEP_VND)

"""What is ripe when: the seasons of all goods that anyone may see, the same good of several shops as one line."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_

from market.catalog.models import Product, Shop
from market.catalog.queries.shops import SHOP_IS_PUBLIC
from market.catalog.rules.categories import CATEGORIES
from market.catalog.rules.products import ProductStatus
from market.db import db
from market.http import pack_cursor, unpack_cursor
from market.http.pages import broken_cursor

_KEY = (Product.slug, Product.category_slug, Product.from_month, Product.to_month)


def in_season_in(month: int) -> ColumnElement[bool]:
    """`rules.products.in_season`, asked of the rows."""
    begun, not_over = Product.from_month <= month, Product.to_month >= month
    wraps = Product.from_month > Product.to_month
    return or_(Product.from_month.is_(None), and_(begun, not_over), and_(wraps, or_(begun, not_over)))


def seasons(*, month: int | None, category: str | None, limit: int, cursor: str | None) -> dict[str, Any]:
    """One page by name: what has a season, of a month and of a category or group, in one statement."""
    wanted: Any = select(*_KEY, func.min(Product.name).label("name"), func.count().label("offers"))
    wanted = wanted.join(Shop, Shop.id == Product.shop_id).where(SHOP_IS_PUBLIC, Product.from_month.is_not(None))
    wanted = wanted.where(Product.status == ProductStatus.LISTED, Product.suspension_reason.is_(None))
    wanted = wanted.where(Product.parent_id.is_(None))  # a fair is no season
    if month is not None:
        wanted = wanted.where(in_season_in(month))
    if category is not None:
        wanted = wanted.where(Product.category_slug.in_(_within(category)))
    if cursor is not None:
        wanted = wanted.where(tuple_(*_KEY) > tuple_(*_place_in(cursor)))
    rows = list(db.session.execute(wanted.group_by(*_KEY).order_by(*_KEY).limit(limit + 1)))
    following = pack_cursor(list(rows[limit - 1])[: len(_KEY)]) if len(rows) > limit else None
    return {"items": [_shown(row) for row in rows[:limit]], "next": following}


def _within(category: str) -> list[str]:
    """A category, or a group with those under it."""
    return [slug for slug, row in CATEGORIES.items() if category in (slug, row["parent_slug"])]


def _place_in(cursor: str) -> list[Any]:
    content = unpack_cursor(cursor)
    if not isinstance(content, list) or [type(part) for part in content] != [str, str, int, int]:
        raise broken_cursor()
    if not all(1 <= month <= 12 for month in content[2:]):
        raise broken_cursor()
    return content


def _shown(row: Any) -> dict[str, Any]:
    season = {"from_month": row.from_month, "to_month": row.to_month}
    return {"name": row.name, "category": row.category_slug, "season": season, "offers": row.offers}

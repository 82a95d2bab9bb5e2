"""Reads of collection points, and of the orders that wait at one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from market import errors
from market.catalog.models import Product, Shop
from market.db import db
from market.language import Sentence
from market.orders.collection.models import CollectionPoint
from market.orders.collection.rules import BY_HAND

_UNKNOWN = Sentence("Không có nơi lấy hàng này.", en="There is no such collection point.")
_TWICE = Sentence("Mỗi gian hàng chỉ chọn một nơi lấy hàng.", en="One collection point for each shop.")
_NO_ADDRESS = Sentence("Trong giỏ còn hàng phải gửi.", en="Some of the basket is to be sent.")
_NO_GOODS = Sentence("Trong giỏ không có hàng của gian này.", en="The basket holds nothing of that shop.")

Points = Mapping[UUID, CollectionPoint]
NOWHERE: Points = {}


def points_of(shop: Shop) -> Select[Any]:
    """Where the goods of a shop can be fetched now."""
    return select(CollectionPoint).where(CollectionPoint.shop_id == shop.id, CollectionPoint.closed_at.is_(None))


def open_points(shop_ids: Iterable[UUID]) -> dict[UUID, list[CollectionPoint]]:
    """Where the goods of each of several shops can be fetched now, in one statement."""
    found: dict[UUID, list[CollectionPoint]] = {shop_id: [] for shop_id in shop_ids}
    open_now = select(CollectionPoint).where(
        CollectionPoint.shop_id.in_(list(found)), CollectionPoint.closed_at.is_(None)
    )
    for point in db.session.scalars(open_now.order_by(CollectionPoint.id)) if found else ():
        found[point.shop_id].append(point)
    return found


def point_of(shop: Shop, point_id: UUID) -> CollectionPoint:
    """One of the shop's, closed or not. Raises NotFound."""
    wanted = select(CollectionPoint).where(CollectionPoint.shop_id == shop.id, CollectionPoint.id == point_id)
    return errors.found(db.session.scalars(wanted).first())


def open_point_of(shop_id: UUID, point_id: UUID) -> CollectionPoint:
    """Where goods of a shop can be fetched. Raises InvalidInput for a place that is not there (any more)."""
    known = select(CollectionPoint).where(CollectionPoint.id == point_id, CollectionPoint.closed_at.is_(None))
    point = db.session.scalars(known.where(CollectionPoint.shop_id == shop_id)).first()
    if point is None:
        raise errors.InvalidInput(errors={"collect_at": [_UNKNOWN]})
    return point


def count(shop: Shop) -> int:
    return db.session.scalar(select(func.count()).select_from(points_of(shop).subquery())) or 0


def chosen(ids: Sequence[UUID]) -> Points:
    """Shop → the point at which its goods will be fetched. No look at the database where everything goes by post.

    Raises InvalidInput by position for one that is not there (any more), or the second of a shop.
    """
    if not ids:
        return NOWHERE
    known = select(CollectionPoint).where(CollectionPoint.id.in_(ids), CollectionPoint.closed_at.is_(None))
    found = {point.id: point for point in db.session.scalars(known)}
    points: dict[UUID, CollectionPoint] = {}
    wrong = {}
    for place, point_id in enumerate(ids):
        point = found.get(point_id)
        if point is None or point.shop_id in points:
            wrong[place] = [_TWICE if point else _UNKNOWN]
        else:
            points[point.shop_id] = point
    if wrong:
        raise errors.InvalidInput(errors={"collect_at": wrong})
    return points


def given_by_hand(points: Points) -> list[UUID]:
    """The shops whose goods need not go by post: also none that a post office would keep."""
    return [shop_id for shop_id, point in points.items() if point.kind in BY_HAND]


def require_address(points: Points, products: Mapping[UUID, Product], given: Mapping[str, str | None]) -> None:
    """Raises InvalidInput where goods of a shop without a point are to be sent nowhere."""
    missing = {name: [_NO_ADDRESS] for name, value in given.items() if value is None}
    if missing and any(product.shop_id not in points for product in products.values()):
        raise errors.InvalidInput(errors={"deliver_to": missing})


def require_used(points: Points, shops: set[UUID]) -> None:
    """Raises InvalidInput for a point of a shop of which nothing is bought."""
    if wrong := {place: [_NO_GOODS] for place, shop_id in enumerate(points) if shop_id not in shops}:
        raise errors.InvalidInput(errors={"collect_at": wrong})

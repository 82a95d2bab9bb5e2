"""Everything that anybody may see, to be listed for search engines: addresses in parts, and when each last changed."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, select

from market.catalog.models import Certificate, Photo, Product, Shop, StockMovement
from market.catalog.queries.shops import SHOP_IS_PUBLIC
from market.catalog.rules.products import ProductStatus
from market.db import db

PART = 50_000  # addresses; the protocol takes no more in one file
FIRST = UUID(int=0)  # where the first part begins

_product, _shop = Product.__table__.c, Shop.__table__.c
# What anybody may see of some rows, and the last of them: None where there are no more.
Piece = tuple[list[Row[Any]], UUID | None]

# What is of a fair has the fair's address, which lasts.
_LISTED = and_(
    _product.status == ProductStatus.LISTED,
    _product.suspension_reason.is_(None),
    _product.parent_id.is_(None),
    SHOP_IS_PUBLIC,
)


def beginnings(kind: str) -> Iterator[UUID]:
    """After which id each part of `goods` or `shops` begins: every `PART` rows, seen or not, so that parts stay."""
    id: ColumnElement[UUID] = {"goods": _product.id, "shops": _shop.id}[kind]
    after: UUID | None = FIRST
    while after is not None:
        yield after
        after = db.session.scalar(select(id).where(id > after).order_by(id).offset(PART - 1).limit(1))


def goods(*, after: UUID, rows: int) -> Piece:
    """Of the next `rows` goods those that anybody may see, with all that is known of when they changed."""
    dates = (_latest(StockMovement.at, StockMovement.product_id), _latest(Photo.uploaded_at, Photo.product_id))
    decided = select(Certificate.verified_at).where(Certificate.product_id == _product.id).scalar_subquery()
    told = select(_product.id, _product.slug, _product.created_at, *dates, decided.label("verified_at"))
    wanted = told.join(Shop.__table__, _shop.id == _product.shop_id).where(_LISTED)
    return _piece(wanted, _product.id, after, rows)


def shops(*, after: UUID, rows: int) -> Piece:
    """The same of shops: one changes when it opens, and with each good that it lists."""
    newest = select(func.max(_product.created_at)).where(_product.shop_id == _shop.id).scalar_subquery()
    told = select(_shop.id, _shop.name, _shop.created_at, _shop.opened_at, newest.label("listed_at"))
    return _piece(told.where(SHOP_IS_PUBLIC), _shop.id, after, rows)


def communes() -> list[Row[Any]]:
    """Code, and when something was last listed there, of each commune with goods to see."""
    return _newest(_shop.commune_code)


def categories() -> list[Row[Any]]:
    """Slug, and when something of the kind was last listed, of each category with goods to see."""
    return _newest(_product.category_slug)


def _newest(of: Any) -> list[Row[Any]]:
    told = select(of.label("key"), func.max(_product.created_at).label("listed_at"))
    found = told.join(Shop.__table__, _shop.id == _product.shop_id).where(_LISTED).group_by(of).order_by(of)
    return list(db.session.execute(found))


def _latest(when: Any, product_id: Any) -> Any:
    found = select(func.max(when)).where(product_id == _product.id).correlate(Product.__table__)
    return found.scalar_subquery().label(when.key)


def _piece(wanted: Select[Any], id: Any, after: UUID, rows: int) -> Piece:
    last = db.session.scalar(select(id).where(id > after).order_by(id).offset(rows - 1).limit(1))
    mine = wanted.where(id > after) if last is None else wanted.where(id > after, id <= last)
    return list(db.session.execute(mine.order_by(id))), last

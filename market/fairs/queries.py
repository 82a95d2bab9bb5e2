"""Fairs and stands, found."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from market import errors
from market.catalog.models import Product, Shop
from market.catalog.queries.shops import SHOP_IS_PUBLIC
from market.catalog.rules.products import FairsAsked
from market.db import db, locked
from market.fairs.models import Fair, FairMove, Stand
from market.fairs.rules import GATHERING, FairState
from market.orders.models import Order, OrderLine
from market.orders.rules import OrderState


def fair_with_slug(slug: str, *, lock: bool = False) -> Fair:
    """The fair; anybody may see it. `lock` holds it against all who would move it. Raises NotFound."""
    wanted = select(Fair).where(Fair.slug == slug)
    return errors.found(db.session.scalar(locked(wanted) if lock else wanted))


def fair_to_join(slug: str) -> Fair:
    """The fair, held so that it does not close meanwhile; others join beside. Raises NotFound."""
    held = select(Fair).where(Fair.slug == slug).with_for_update(read=True)
    return errors.found(db.session.scalar(held.execution_options(populate_existing=True)))


def slug_of(fair_id: UUID) -> str:
    return db.session.scalars(select(Fair.slug).where(Fair.id == fair_id)).one()


def held_fair(fair_id: UUID) -> Fair:
    """The fair, held, as others left it. Raises NotFound."""
    return errors.found(db.session.scalar(locked(select(Fair).where(Fair.id == fair_id))))


def fairs(*, province: str | None = None, states: Collection[str] = ()) -> Select[Any]:
    """Fairs to be paged, of one province, in some states."""
    wanted = select(Fair)
    if province is not None:
        wanted = wanted.where(Fair.province_code == province)
    return wanted.where(Fair.state.in_(states)) if states else wanted


def slugs_like(slug: str) -> set[str]:
    """Which addresses that begin so are taken."""
    return set(db.session.scalars(select(Fair.slug).where(or_(Fair.slug == slug, Fair.slug.startswith(f"{slug}-")))))


def add_open(asked: FairsAsked) -> None:
    """Add those of these fairs that are open."""
    found = select(Fair.slug).where(Fair.slug.in_(asked.slugs), Fair.state == FairState.OPEN)
    asked.open.update(db.session.scalars(found))


def stands_of(fair_id: UUID) -> Sequence[Stand]:
    """The stands of a fair that were not withdrawn, as they were taken."""
    wanted = select(Stand).where(Stand.fair_id == fair_id, Stand.withdrawn_at.is_(None))
    return db.session.scalars(wanted.order_by(Stand.product_id)).all()


def stand_of(fair: Fair, product_id: UUID, *, lock: bool = False, withdrawn: bool = False) -> Stand:
    """The stand with these goods; one that was `withdrawn` only where asked for. Raises NotFound."""
    wanted = select(Stand).where(Stand.fair_id == fair.id, Stand.product_id == product_id)
    stand = errors.found(db.session.scalar(locked(wanted) if lock else wanted))
    if stand.withdrawn_at is not None and not withdrawn:
        raise errors.NotFound
    return stand


def history(fair_id: UUID) -> Sequence[FairMove]:
    """What became of a fair, line by line."""
    return db.session.scalars(select(FairMove).where(FairMove.fair_id == fair_id).order_by(FairMove.move_no)).all()


def stands_of_shop(shop_id: UUID, *, states: Iterable[FairState] = GATHERING) -> Sequence[Stand]:
    """The stands of a shop, not withdrawn, at fairs in these states."""
    wanted = select(Stand).join(Fair, Fair.id == Stand.fair_id).where(Stand.shop_id == shop_id)
    wanted = wanted.where(Stand.withdrawn_at.is_(None), Fair.state.in_([*states]))
    return db.session.scalars(wanted.order_by(Stand.product_id)).all()


def promised(fair_id: UUID) -> int:
    """How many packs households that still sell have promised for a fair."""
    told = select(func.coalesce(func.sum(Stand.packs), 0)).join(Shop, Shop.id == Stand.shop_id)
    return int(
        db.session.scalar(told.where(Stand.fair_id == fair_id, Stand.withdrawn_at.is_(None), SHOP_IS_PUBLIC)) or 0
    )


def orders_at(product_id: UUID) -> int:
    """How many orders of a stand's goods somebody counts on."""
    told = select(func.count()).select_from(OrderLine).join(Order, Order.id == OrderLine.order_id)
    return db.session.scalar(told.where(OrderLine.product_id == product_id, _counts())) or 0


def overlapping(
    parent_ids: Collection[UUID], opens_at: datetime, closes_at: datetime, *, but: UUID | None
) -> Fair | None:
    """A fair other than `but` where one of these goods stands at the same time."""
    wanted = select(Fair).join(Stand, Stand.fair_id == Fair.id).where(Stand.parent_id.in_([*parent_ids]))
    same = Fair.opens_at < closes_at, Fair.closes_at > opens_at, Fair.state.in_(GATHERING)
    return db.session.scalar(wanted.where(Stand.withdrawn_at.is_(None), *same, Fair.id != but).limit(1))


def hold_goods(fair: Fair) -> list[UUID]:
    """The goods sold at a fair, held in the order of their ids, so that none is bought meanwhile."""
    held = select(Product.id).where(Product.fair_slug == fair.slug).order_by(Product.id).with_for_update()
    return list(db.session.scalars(held))


def _counts() -> ColumnElement[bool]:
    return Order.state != OrderState.CANCELLED

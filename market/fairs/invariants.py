"""What must always hold of fairs; each line names what is broken. For `market audit`."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import String, and_, case, cast, exists, func, or_, select

from market.catalog.models import Product, StockMovement
from market.catalog.rules.stock import Reason
from market.db import db
from market.fairs.models import Fair, FairMove, Stand
from market.fairs.rules import GATHERING, FairState
from market.fairs.settling import invariants as settling

_PARTS = (Reason.FROM_PARENT, Reason.TO_PARENT)
_PARENTS = (Reason.TO_STAND, Reason.FROM_STAND)


def audit() -> Iterator[str]:
    """One plain line for each broken invariant."""
    yield from _pairs()
    yield from _promises()
    yield from _windows()
    yield from _histories()
    yield from settling.audit()


def _pairs() -> Iterator[str]:
    """Every pack that left a good for a stand came to the stand, and back: together they are neither more nor fewer."""
    moved = func.coalesce(func.sum(StockMovement.change), 0)
    of_part = select(moved).where(StockMovement.product_id == Stand.product_id, StockMovement.reason.in_(_PARTS))
    twin = StockMovement.reference == _written(Stand.product_id)
    of_parent = select(moved).where(StockMovement.product_id == Stand.parent_id, StockMovement.reason.in_(_PARENTS))
    both = of_part.correlate(Stand).scalar_subquery(), of_parent.where(twin).correlate(Stand).scalar_subquery()
    there = exists().where(Product.id == Stand.parent_id)
    for product_id, came, left in db.session.execute(
        select(Stand.product_id, *both).where(there, both[0] + both[1] != 0)
    ):
        yield f"stand {product_id}: {came} packs came from its parent, which counts {-left}"


def _promises() -> Iterator[str]:
    """While orders are gathered a stand was given what it promises."""
    given = func.coalesce(
        func.sum(case((StockMovement.reason.in_((*_PARTS, Reason.PROMISED)), StockMovement.change))), 0
    )
    total = select(given).where(StockMovement.product_id == Stand.product_id).correlate(Stand).scalar_subquery()
    wanted = select(Stand.product_id, Stand.packs, total).join(Fair, Fair.id == Stand.fair_id)
    gathering = Fair.state.in_(GATHERING), Stand.withdrawn_at.is_(None), Stand.short_at.is_(None)
    for product_id, packs, supplied in db.session.execute(wanted.where(*gathering, total != Stand.packs)):
        yield f"stand {product_id}: {packs} packs are promised, it was given {supplied}"


def _windows() -> Iterator[str]:
    """The goods of a stand are those of its fair, in its window, sent on its day."""
    wanted = select(Product.id).join(Stand, Stand.product_id == Product.id).join(Fair, Fair.id == Stand.fair_id)
    same: Any = and_(
        Product.fair_slug == Fair.slug,
        Product.parent_id == Stand.parent_id,
        Product.shop_id == Stand.shop_id,
        Product.ships_on == Stand.ready_on,
        or_(
            Fair.state.not_in(GATHERING),
            Stand.withdrawn_at.is_not(None),
            and_(Product.sale_opens_at == Fair.opens_at, Product.sale_closes_at == Fair.closes_at),
        ),
    )
    for product_id in db.session.scalars(wanted.where(~same)):
        yield f"stand {product_id}: its goods are not sold as its fair says"
    lost = select(Product.id).where(Product.fair_slug.is_not(None), ~exists().where(Stand.product_id == Product.id))
    for product_id in db.session.scalars(lost):
        yield f"product {product_id}: is of a fair, but of no stand"


def _histories() -> Iterator[str]:
    """A fair is in the state to which its history leads."""
    last = select(func.max(FairMove.move_no)).where(FairMove.fair_id == Fair.id).correlate(Fair).scalar_subquery()
    told = select(FairMove.target).where(FairMove.fair_id == Fair.id, FairMove.move_no == last)
    target = told.correlate(Fair).scalar_subquery()
    for slug, state, said in db.session.execute(select(Fair.slug, Fair.state, target)):
        if state != said or state not in [*FairState]:
            yield f"fair {slug}: is {state}, its history says {said}"


def _written(key: Any) -> Any:
    """A UUID as movements name it, whichever way the database keeps it."""
    return func.replace(cast(key, String), "-", "")

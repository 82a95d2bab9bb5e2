"""Stock, in whole packs: it changes only together with a movement that says why."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm.attributes import set_committed_value

from market import errors, events, ids
from market.accounts.models import Person
from market.catalog.actions.change_feed import announce_product
from market.catalog.models import Product, StockMovement
from market.catalog.queries.sale import hold_products, products_for_sale
from market.catalog.rules.products import MOST_STOCK, ProductStocked
from market.catalog.rules.stock import Reason, Shortage, StockTooLow
from market.db import Change, db, insert_new, together
from market.language import Sentence

_products: Any = Product.__table__
_MOVE = Change(
    update(_products).where(_products.c.id == bindparam("key")).values(stock=_products.c.stock + bindparam("change"))
)
# For each reference, how many packs of which products.
Moved = Mapping[str, Mapping[UUID, int]] | Mapping[str | None, Mapping[UUID, int]]
_TOO_MANY = Sentence("Nhiều nhất {most} gói.", en="At most {most} packs.")


def move_stock(
    *, product: Product, change: int, reason: str, movement_id: UUID | None = None, by: Person, now: datetime
) -> int:
    """Add `change` packs (or take them away) and return what is left. Raises StockTooLow, InvalidInput."""
    left = Product.stock + change
    guarded = update(Product).where(Product.id == product.id, left.between(0, MOST_STOCK)).values(stock=left)
    stock = db.session.scalar(guarded.returning(Product.stock).execution_options(synchronize_session=False))
    if stock is None:
        raise _refusal(product, change)
    row = {"id": movement_id or ids.new_id(), "change": change, "reason": reason, "by_id": by.id, "at": now}
    db.session.add(StockMovement(product_id=product.id, **row))
    db.session.flush()  # an id used before must show now
    _settle(product, change, stock, now)
    return stock


def count_stock(*, product: Product, packs: int, by: Person, now: datetime) -> int:
    """The household has counted: `packs` of a held product are there from now on. Returns what is left."""
    change = packs - product.stock
    if change:
        move_stock(product=product, change=change, reason=Reason.CORRECTION, by=by, now=now)
    return packs


def take_stock(
    *,
    wanted: Mapping[UUID, int],
    reference: str | None,
    buyer: Person | None = None,
    now: datetime,
    fetched: Collection[UUID] = (),
) -> dict[UUID, Product]:
    """Take `wanted` packs of each product for a sale, all or nothing, in three statements (four if one sells out).

    The products come back with shop and category, in the order of `wanted`; their rows stay locked. Those of the shops
    `fetched` need not go by post.
    Raises UnknownProducts by position in `wanted`, OwnShop, NotForSale, NotShippable, and StockTooLow, which names
    every short one.
    """
    products = products_for_sale(list(wanted), now=now, buyer=buyer, locking=True, fetched=fetched)
    short = [
        Shortage(product_id, products[product_id].name, quantity, products[product_id].stock)
        for product_id, quantity in wanted.items()
        if products[product_id].stock < quantity
    ]
    if short:
        raise StockTooLow(short)
    _apply(products, {reference: {key: -quantity for key, quantity in wanted.items()}}, Reason.SOLD, now)
    return products


def return_stock(*, quantities: Moved, now: datetime) -> None:
    """Put back what `take_stock` took, or what came back whole, for each reference so many packs of each product.

    Whether the goods are still on sale plays no part.
    """
    products = hold_products(sorted({key for packs in quantities.values() for key in packs}))
    _apply(products, quantities, Reason.ORDER_CANCELLED, now)


def _apply(products: Mapping[UUID, Product], moved: Moved, reason: str, now: datetime) -> None:
    """Write changes of locked rows: one statement for the stock of all, one for their movements, by reference."""
    changes: Counter[UUID] = Counter()
    for packs in moved.values():
        changes.update(packs)
    same = {"reason": str(reason), "at": now}
    with together():
        _MOVE.each([{"key": key, "change": change} for key, change in changes.items()])
        insert_new(
            StockMovement(id=ids.new_id(), product_id=key, change=change, reference=reference, **same)
            for reference, packs in moved.items()
            for key, change in packs.items()
        )
    for key, change in changes.items():
        _settle(products[key], change, products[key].stock + change, now)


def _settle(product: Product, change: int, stock: int, now: datetime) -> None:
    """Show the new stock on the row at hand."""
    set_committed_value(product, "stock", stock)
    _announce(product.id, change, stock, now)


def shift_stock(
    *,
    product_id: UUID,
    change: int,
    reason: Reason,
    reference: str | None = None,
    by_id: UUID | None = None,
    now: datetime,
) -> int | None:
    """Add `change` packs (or take them away) of goods that somebody else speaks of; what is left, None if too few."""
    left = Product.stock + change
    guarded = update(Product).where(Product.id == product_id, left >= 0).values(stock=left).returning(Product.stock)
    stock = db.session.scalar(guarded.execution_options(synchronize_session=False))
    if stock is None:
        return None
    moved = {"change": change, "reason": str(reason), "reference": reference, "by_id": by_id, "at": now}
    insert_new([StockMovement(id=ids.new_id(), product_id=product_id, **moved)])
    _announce(product_id, change, stock, now)
    return stock


def _announce(product_id: UUID, change: int, stock: int, now: datetime) -> None:
    """The index hears only of what comes in or goes out."""
    if (stock - change == 0) != (stock == 0):
        announce_product(product_id, now=now)
        events.publish(ProductStocked(at=now, product_id=product_id, in_stock=stock > 0))


def _refusal(product: Product, change: int) -> Exception:
    stock = db.session.scalar(select(Product.stock).where(Product.id == product.id)) or 0
    if stock + change < 0:
        return StockTooLow([Shortage(product.id, product.name, -change, stock)])
    return errors.InvalidInput(errors={"change": [_TOO_MANY.format(most=MOST_STOCK)]})

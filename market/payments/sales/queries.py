"""Reads of sales."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from market.clock import year_of
from market.db import db, locked
from market.payments.ledger.accounts import Kind
from market.payments.ledger.queries import moved
from market.payments.sales.models import Sale, SaleRefund


def sale(reference: str) -> Sale | None:
    return db.session.get(Sale, reference)


def locked_sale(reference: str) -> Sale | None:
    """The sale, held until this transaction ends, as others left it."""
    return next(iter(locked_sales([reference])), None)


def locked_sales(references: Collection[str]) -> Sequence[Sale]:
    """The same of many, held in one order for all."""
    wanted = select(Sale).where(Sale.reference.in_(references)).order_by(Sale.reference)
    return db.session.scalars(locked(wanted)).all()


def owed_by_buyer(found: Sale) -> int:
    """What the buyer has not paid yet, in đồng."""
    return owed([found])[found.reference]


def owed(sales: Collection[Sale]) -> dict[str, int]:
    """What the buyers of sales have not paid yet, in đồng, by reference."""
    found = moved([one.reference for one in sales], Kind.BUYERS)
    return {one.reference: found.get((one.reference, one.channel), 0) for one in sales}


def paid(found: Sale) -> int:
    """What the buyer has paid of the order so far, in đồng, refunds not counted."""
    return found.total_vnd - found.unpaid_vnd - owed_by_buyer(found)


def refundable(reference: str) -> int:
    """What was paid for the order and has not been taken back, in đồng."""
    found = sale(reference)
    return left_of([found])[reference] if found else 0


def left_of(sales: Collection[Sale]) -> dict[str, int]:
    """The same of many, by reference."""
    unpaid = owed(sales)
    return {
        one.reference: one.goods_left_vnd + one.shipping_left_vnd - one.unpaid_vnd - unpaid[one.reference]
        for one in sales
    }


def revenues(sellers: Collection[UUID], *, at: datetime) -> dict[UUID, int]:
    """What goods each household has had released in the calendar year (Vietnam) of `at`, less refunds, in đồng."""
    begin, end = year_of(at)
    total = select(Sale.seller_id, func.sum(Sale.goods_vnd - Sale.refunded_goods_vnd)).group_by(Sale.seller_id)
    within = Sale.seller_id.in_(sellers) & (Sale.released_at >= begin) & (Sale.released_at < end)
    return {seller_id: int(sold) for seller_id, sold in db.session.execute(total.where(within))}


def refunds_made(references: Collection[str]) -> set[tuple[str, str]]:
    """The money of sales that was taken back already: which, and as what it was named."""
    made = select(SaleRefund.reference, SaleRefund.key).where(SaleRefund.reference.in_(references))
    return {(reference, key) for reference, key in db.session.execute(made)}


def has_refunds(reference: str) -> bool:
    return db.session.scalar(select(SaleRefund.key).where(SaleRefund.reference == reference).limit(1)) is not None

"""Reads of sales."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from market.clock import year_of
from market.db import db, locked
from market.payments.ledger import accounts
from market.payments.ledger.queries import moved
from market.payments.sales.models import Sale, SaleRefund


def sale(reference: str) -> Sale | None:
    return db.session.get(Sale, reference)


def locked_sale(reference: str) -> Sale | None:
    """The sale, held until this transaction ends, as others left it."""
    return db.session.scalars(locked(select(Sale).filter_by(reference=reference))).first()


def owed_by_buyer(found: Sale) -> int:
    """What the buyer has not paid yet, in đồng."""
    return moved(found.reference, accounts.buyers(found.channel))


def paid(found: Sale) -> int:
    """What the buyer has paid of the order so far, in đồng, refunds not counted."""
    return found.total_vnd - found.unpaid_vnd - owed_by_buyer(found)


def refundable(reference: str) -> int:
    """What was paid for the order and has not been taken back, in đồng."""
    found = sale(reference)
    return paid(found) - found.refunded_goods_vnd - found.refunded_shipping_vnd if found else 0


def revenues(sellers: Collection[UUID], *, at: datetime) -> dict[UUID, int]:
    """What goods each household has had released in the calendar year (Vietnam) of `at`, less refunds, in đồng."""
    begin, end = year_of(at)
    total = select(Sale.seller_id, func.sum(Sale.goods_vnd - Sale.refunded_goods_vnd)).group_by(Sale.seller_id)
    within = Sale.seller_id.in_(sellers) & (Sale.released_at >= begin) & (Sale.released_at < end)
    return {seller_id: int(sold) for seller_id, sold in db.session.execute(total.where(within))}


def refund_made(reference: str, key: str) -> SaleRefund | None:
    return db.session.get(SaleRefund, (reference, key))


def has_refunds(reference: str) -> bool:
    return db.session.scalar(select(SaleRefund.key).where(SaleRefund.reference == reference).limit(1)) is not None

"""Somebody complains of an order: its money waits until that is settled, and no other order's does."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from market.db import db
from market.payments.cash.models import CashOnDelivery
from market.payments.cash.queries import is_kept
from market.payments.cash.rules import CashState
from market.payments.ledger import accounts
from market.payments.ledger.actions import lock
from market.payments.ledger.queries import balance
from market.payments.ledger.wallets import Wallet
from market.payments.sales import queries
from market.payments.sales.actions import release_sale
from market.payments.sales.models import Sale, SaleRefund


def contest_sale(*, reference: str, now: datetime) -> None:
    """Nothing more of the order is shared out, and its share is not taken out of the shop's balance.

    Where some of that share was taken out before, only the rest of it waits: what came in first goes out first.
    Repeating it changes nothing.
    """
    found = queries.locked_sale(reference)
    if found is None or found.contested_at is not None:
        return
    found.contested_at = now
    if found.released_at is not None:
        lock([accounts.shop(found.shop_id)])  # whoever takes money out holds it while looking
        found.contested_vnd = _still_there(found)


def settle_sale(*, reference: str, now: datetime) -> None:
    """It is settled: what waited is the shop's to take out, and what was to be shared out is. Repeating is harmless."""
    found = queries.locked_sale(reference)
    if found is None or found.contested_at is None:
        return
    withheld = found.withheld_at is not None
    found.contested_at, found.contested_vnd, found.withheld_at = None, 0, None
    db.session.flush()
    if withheld:
        release_sale(reference=reference, now=now)


def contested(shop_id: UUID) -> int:
    """Đồng of a shop's balance that nobody takes out yet."""
    waits = select(func.coalesce(func.sum(Sale.contested_vnd), 0))
    return int(db.session.scalar(waits.where(Sale.shop_id == shop_id, Sale.contested_at.is_not(None))) or 0)


def takeable(wallet: Wallet) -> int:
    """Đồng that can be taken out of a wallet now; negative where it owes."""
    there = balance(wallet.account)
    if wallet.kind != "shop" or there <= 0:
        return there
    return max(0, there - contested(wallet.owner_id))


def _still_there(found: Sale) -> int:
    """What of its share lies in the shop's balance: what came in after it goes out after it."""
    if is_kept(found.reference):  # the household has it in hand
        return 0
    hers, behind = Sale.reference == found.reference, (Sale.shop_id == found.shop_id) & _released_after(found)
    left = balance(accounts.shop(found.shop_id)) - _had(behind)
    return max(0, min(left, _had(hers)))


def _released_after(found: Sale) -> ColumnElement[bool]:
    same = (Sale.released_at == found.released_at) & (Sale.reference > found.reference)
    kept = select(CashOnDelivery.reference).where(CashOnDelivery.state == CashState.KEPT)
    return ((Sale.released_at > found.released_at) | same) & Sale.reference.not_in(kept)


def _had(which: ColumnElement[bool]) -> int:
    """What the shop has had of these sales, less what was given back of it since."""
    given = select(func.sum(_of_shop(SaleRefund, SaleRefund.goods_vnd))).where(SaleRefund.after_release)
    given = given.join(Sale, Sale.reference == SaleRefund.reference)
    had = select(func.sum(_of_shop(Sale, Sale.released_goods_vnd)))
    return int(db.session.scalar(had.where(which)) or 0) - int(db.session.scalar(given.where(which)) or 0)


def _of_shop(row: type[Sale] | type[SaleRefund], goods_vnd: Any) -> Any:
    return goods_vnd - row.commission_vnd - row.vat_vnd - row.income_tax_vnd

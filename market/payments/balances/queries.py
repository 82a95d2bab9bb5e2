"""What there is to take out, what is on its way, and what the last two months brought."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from market import clock
from market.db import db
from market.payments.ledger import accounts
from market.payments.ledger.models import LedgerEntry, Posting
from market.payments.ledger.queries import balance
from market.payments.ledger.wallets import Wallet
from market.payments.refunds.queries import cash_coming_to
from market.payments.sales.contests import contested, takeable
from market.payments.sales.models import Sale
from market.payments.sales.proceeds import is_sold, on_its_way, proceeds
from market.payments.sales.rules import IN_HAND

_TAKEN_OUT = ("cash_out_paid", "payout_paid")


def balance_shown(wallet: Wallet, *, now: datetime) -> dict[str, int]:
    """What can be taken out, what is promised to cash-outs and payouts, and what is still to come; in đồng.

    What waits for a complaint to be settled lies there too, and is said apart.
    """
    return {
        "available_vnd": takeable(wallet),
        "contested_vnd": contested(wallet.owner_id) if wallet.kind == "shop" else 0,
        "held_vnd": balance(wallet.hold),
        "on_its_way_vnd": _coming(wallet, now),
    }


def _coming(wallet: Wallet, now: datetime) -> int:
    if wallet.kind == "person":
        return cash_coming_to(wallet.owner_id)
    return on_its_way(wallet.owner_id, now=now) + balance(accounts.pending(wallet.owner_id))


def months_shown(shop_id: UUID, *, now: datetime) -> dict[str, dict[str, Any]]:
    """This month and the last: orders placed and sold, what they came to, what of it is hers, what was taken out."""
    today = clock.local_day(now)
    this = clock.month_of(today)
    last = clock.month_of(today.replace(day=1) - timedelta(days=1))
    placed = (Sale.shop_id == shop_id, Sale.opened_at >= last[0], Sale.opened_at < this[1])
    sold = [(sale, yours) for sale, yours in proceeds(*placed, is_sold(), now=now) if yours > 0]
    return {
        "this_month": _month(shop_id, *this, [one for one in sold if one[0].opened_at >= this[0]]),
        "last_month": _month(shop_id, *last, [one for one in sold if one[0].opened_at < this[0]]),
    }


def _month(shop_id: UUID, begin: datetime, end: datetime, sold: list[tuple[Sale, int]]) -> dict[str, Any]:
    return {
        "month": f"{begin:%Y-%m}",
        "orders": len(sold),
        "sold_vnd": sum(sale.goods_left_vnd for sale, _ in sold),
        "yours_vnd": sum(yours for _, yours in sold),
        "taken_out_vnd": _taken_out(shop_id, begin, end),
    }


def _taken_out(shop_id: UUID, begin: datetime, end: datetime) -> int:
    """In cash and to the bank, and from the hands of buyers."""
    hold, shop = accounts.hold(shop_id), accounts.shop(shop_id)
    held = and_(Posting.kind == hold.kind, LedgerEntry.kind.in_(_TAKEN_OUT))
    by_hand = and_(Posting.kind == shop.kind, LedgerEntry.kind.in_(IN_HAND))
    taken = select(func.coalesce(func.sum(Posting.amount_vnd), 0)).join(LedgerEntry)
    taken = taken.where(Posting.owner == str(shop_id), or_(held, by_hand))
    return int(db.session.scalar(taken.where(LedgerEntry.at >= begin, LedgerEntry.at < end)) or 0)

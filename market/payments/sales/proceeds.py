"""Proceeds: what of each sale is the household's, net of fees and tax; what of it is hers already or on its way."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from market.db import db
from market.delivery.queries.worklists import goes_back
from market.payments.cash.rules import COD
from market.payments.ledger import accounts
from market.payments.ledger.accounts import Kind
from market.payments.ledger.models import LedgerEntry, Posting
from market.payments.rates.queries import rates_at
from market.payments.rates.rules import PERCENTS, Terms
from market.payments.sales import queries
from market.payments.sales.models import Sale
from market.payments.sales.rules import IN_HAND, Shares, shares_of

_SWITCH, _THRESHOLD = "withhold_below_threshold", "tax_threshold_vnd"


def terms_of(sales: Collection[Sale], *, now: datetime) -> dict[str, Terms]:
    """What is taken of each sale if it is shared out at `now`, by its number; no tax where none is withheld."""
    rates = rates_at((*PERCENTS, _SWITCH, _THRESHOLD), now)
    whole = Terms(**{name: rates[name] for name in PERCENTS})
    if rates[_SWITCH] != "0":
        return dict.fromkeys((sale.reference for sale in sales), whole)
    untaxed, had = Terms(whole.commission_percent), queries.revenues({sale.seller_id for sale in sales}, at=now)
    over = int(rates[_THRESHOLD])
    return {
        sale.reference: whole if had.get(sale.seller_id, 0) + sale.goods_left_vnd > over else untaxed for sale in sales
    }


def kept_of(goods_vnd: int, *, now: datetime) -> tuple[Shares, int, bool]:
    """How goods of that value are shared by the rates of now; the year's sum below which no tax is owed in the end;
    and whether none is withheld below it."""
    rates = rates_at((*PERCENTS, _SWITCH, _THRESHOLD), now)
    shares = shares_of(goods_vnd, Terms(**{name: rates[name] for name in PERCENTS}))
    return shares, int(rates[_THRESHOLD]), rates[_SWITCH] == "0"


def proceeds(*which: ColumnElement[bool], now: datetime) -> list[tuple[Sale, int]]:
    """Such sales, each with what the household has had of it and may still expect of it, in đồng. Two statements."""
    had_of_it = -moved(Kind.SHOP, Kind.PENDING, besides=IN_HAND)
    rows = db.session.execute(select(Sale, had_of_it, comes()).where(*which)).all()
    expected = to_come((sale for sale, _, is_coming in rows if is_coming), now=now)
    return [(sale, int(had) + expected.get(sale.reference, 0)) for sale, had, _ in rows]


def to_come(sales: Iterable[Sale], *, now: datetime) -> dict[str, int]:
    """The household's share of each, if it were shared out at `now`."""
    return {reference: shares.shop_vnd for reference, shares in shared_out(list(sales), now=now).items()}


def shared_out(sales: Collection[Sale], *, now: datetime) -> dict[str, Shares]:
    """How each would be shared, if it were shared out at `now`."""
    terms = terms_of(sales, now=now) if sales else {}
    return {sale.reference: shares_of(sale.goods_left_vnd, terms[sale.reference]) for sale in sales}


def coming(shop_id: UUID, *, now: datetime) -> dict[str, Shares]:
    """What the shop has sold and cannot take out yet, oldest first, and how each is to be shared."""
    sold = select(Sale).where(Sale.shop_id == shop_id, comes(), is_sold()).order_by(Sale.opened_at, Sale.reference)
    return shared_out(db.session.scalars(sold).all(), now=now)


def on_its_way(shop_id: UUID, *, now: datetime) -> int:
    """The household's share of all that, in đồng."""
    return sum(shares.shop_vnd for shares in coming(shop_id, now=now).values())


def claimed(shop_id: UUID, *, until: datetime) -> dict[str, int]:
    """What is the shop's of each order for which its carrier owes, in đồng: lost or damaged on the way."""
    account = accounts.pending(shop_id)
    owed = select(LedgerEntry.reference, -func.sum(Posting.amount_vnd)).join(Posting).group_by(LedgerEntry.reference)
    mine = (Posting.kind == account.kind) & (Posting.owner == account.owner) & (LedgerEntry.at <= until)
    rows = db.session.execute(owed.where(mine).having(func.sum(Posting.amount_vnd) != 0))
    return {reference: int(amount) for reference, amount in rows}


def is_sold() -> ColumnElement[bool]:
    """What is to be paid beforehand is not sold before it is."""
    return or_(Sale.channel == COD, moved(Kind.BUYERS) <= 0)


def comes() -> ColumnElement[bool]:
    """Not shared out yet, not called off, and not going back to where it came from."""
    return and_(Sale.released_at.is_(None), Sale.closed_at.is_(None), ~goes_back(Sale.reference))


def moved(*kinds: Kind, until: datetime | None = None, besides: Collection[str] = ()) -> ColumnElement[int]:
    """What the entries of a sale, but for those `besides`, have put into accounts of these kinds, as debits."""
    found = select(func.coalesce(func.sum(Posting.amount_vnd), 0)).join(LedgerEntry)
    of_sale = (LedgerEntry.reference == Sale.reference) & Posting.kind.in_(kinds)
    if besides:
        of_sale &= LedgerEntry.kind.not_in(besides)
    if until is not None:
        of_sale &= LedgerEntry.at <= until
    return found.where(of_sale).correlate(Sale).scalar_subquery()

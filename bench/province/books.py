"""The books of a simulated province: a sale for each order, and the ledger.

What came to rest long ago is in the ledger as one entry a shop, its opening balance, as when a market moves its books
from elsewhere; what is still on its way is posted entry by entry, as it would have been.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple
from uuid import UUID

from bench.province.bulk import Bulk, id_at, written
from bench.province.trade import Deal, Stall
from market.clock import local_day
from market.delivery import tariff
from market.delivery.carriers.registry import POSTMART
from market.orders.rules import OrderState
from market.payments.cash.rules import COD
from market.payments.ledger import accounts
from market.payments.ledger.accounts import Account
from market.payments.ledger.models import LedgerEntry, Posting
from market.payments.rates.queries import rates_at
from market.payments.rates.rules import PERCENTS, Terms
from market.payments.sales.models import Sale
from market.payments.sales.rules import Shares, shares_of

_S = OrderState
UNDONE = {_S.CANCELLED, _S.RETURNED, _S.LOST}
# Long enough for the carrier to have sent the cash, and for us to have found it right.
_AT_REST_AFTER = timedelta(days=7)
_CARRIER = accounts.carrier(POSTMART)


class _Step(NamedTuple):
    """One entry: the key that names it, its kind, and what goes into which account."""

    key: str
    kind: str
    at: datetime
    amounts: list[tuple[Account, int]]


def has_come_to_rest(deal: Deal, now: datetime) -> bool:
    """Whether its money has arrived long since. What the carrier lost stays open until its claim is settled."""
    return deal.state in {_S.COMPLETED, _S.CANCELLED, _S.RETURNED} and deal.since < now - _AT_REST_AFTER


class Books:
    """Keeps the books of one shop after another."""

    def __init__(self, bulk: Bulk, *, now: datetime, tills: Mapping[str, str]) -> None:
        """`tills`: commune of a buyer → the post office that takes in the cash."""
        self.bulk, self.now, self.tills = bulk, now, tills
        self._terms: dict[date, Terms] = {}
        self._opening: Counter[Account] = Counter()

    def write(self, deal: Deal, chance: Random) -> None:
        """The sale of an order, and what it did to the ledger."""
        shares = self._shares(deal)
        self._write_sale(deal, shares)
        till = accounts.till(self.tills[deal.terms.to_commune])
        if not has_come_to_rest(deal, self.now):
            for step in _steps(deal, shares, till, _CARRIER):
                self._post(step, deal.number, chance)
            return
        # The cash has left the tills: the carrier has sent it, less what it earned.
        for step in _steps(deal, shares, accounts.BANK, accounts.BANK):
            for account, amount in step.amounts:
                self._opening[account] += amount

    def open_with(self, stall: Stall, chance: Random) -> None:
        """What had come to rest of the shop's orders is the balance with which its books begin."""
        amounts = [(account, amount) for account, amount in sorted(self._opening.items()) if amount]
        self._opening.clear()
        if amounts:
            shop = str(UUID(stall.shop))
            self._post(_Step(f"opening:{shop}", "opening", self.now - _AT_REST_AFTER, amounts), shop, chance)

    def _shares(self, deal: Deal) -> Shares | None:
        """How the goods' value was shared out, where the order was delivered and paid."""
        if _S.DELIVERED not in deal.at:
            return None
        return shares_of(deal.terms.goods_vnd, self._terms_at(deal.at[_S.DELIVERED]))

    def _terms_at(self, at: datetime) -> Terms:
        day = local_day(at)
        if day not in self._terms:
            self._terms[day] = Terms(**rates_at(PERCENTS, at))
        return self._terms[day]

    def _write_sale(self, deal: Deal, shares: Shares | None) -> None:
        stall, ordered = deal.stall, deal.terms
        names = (deal.number, stall.shop, stall.owner, deal.buyer, COD)
        worth = (ordered.goods_vnd, ordered.postage_vnd, written(deal.placed))
        closed = (written(deal.since), ordered.total_vnd) if deal.state in UNDONE else (None, 0)
        released: tuple[str | int | None, ...] = (None, 0, "0", "0", "0", 0, 0, 0)
        if shares is not None:
            at = deal.at[_S.DELIVERED]
            by = self._terms_at(at)
            percents = (by.commission_percent, by.vat_percent, by.income_tax_percent)
            taken = (shares.commission_vnd, shares.vat_vnd, shares.income_tax_vnd)
            released = (written(at), shares.goods_vnd, *percents, *taken)
        self.bulk.add(Sale, *names, *worth, *closed, *released)

    def _post(self, step: _Step, reference: str, chance: Random) -> None:
        entry = id_at(step.at, chance)
        self.bulk.add(LedgerEntry, entry, step.key, step.kind, reference, written(step.at))
        posted = (line for line in step.amounts if line[1])
        for line_no, (account, amount) in enumerate(posted, start=1):
            self.bulk.add(Posting, entry, line_no, account.kind, account.owner, amount)


def _steps(deal: Deal, shares: Shares | None, cash: Account, carrier: Account) -> Iterator[_Step]:
    """What an order's life did to the ledger, as `payments` posts it; a debit is positive."""
    number, placed, total = deal.number, deal.placed, deal.terms.total_vnd
    shop = UUID(deal.stall.shop)
    owed, order = accounts.buyers(COD), accounts.order(number)
    yield _Step(f"placement:{number}:1", "placement", placed, [(owed, total), (order, -total)])
    if deal.state in UNDONE:
        yield _Step(f"closing:{number}:1", "cancellation", deal.since, [(order, total), (owed, -total)])
    if shares is not None:
        at = deal.at[_S.DELIVERED]
        yield _Step(f"collection:{number}:0", "collection", at, [(cash, total), (owed, -total)])
        parts = [
            (accounts.shop(shop), -shares.shop_vnd),
            (accounts.COMMISSION, -shares.commission_vnd),
            (accounts.VAT, -shares.vat_vnd),
            (accounts.INCOME_TAX, -shares.income_tax_vnd),
            (accounts.SHIPPING, -deal.terms.postage_vnd),
        ]
        yield _Step(f"sale:{number}:0", "sale", at, [(order, total), *parts])
        yield _carriage(deal, 0, at, carrier)
    if deal.state == _S.RETURNED:
        yield _carriage(deal, tariff.return_fee_vnd(deal.terms), deal.since, carrier)
    if deal.state == _S.LOST:
        owed_vnd = tariff.compensation_vnd(deal.terms)
        claim = [(carrier, owed_vnd), (accounts.pending(shop), -owed_vnd)]
        yield _Step(f"claim:{number}:0", "claim", deal.since, claim)


def _carriage(deal: Deal, back_vnd: int, at: datetime, carrier: Account) -> _Step:
    out_vnd = deal.terms.postage_vnd
    earned = [(accounts.SHIPPING, out_vnd), (accounts.RETURNS, back_vnd), (carrier, -out_vnd - back_vnd)]
    return _Step(f"carriage:{deal.number}:0", "carriage", at, earned)

"""What a simulated order leaves behind: its goods' stock, its own rows, its parcel with scans, and the cash for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from bench.province.books import UNDONE, has_come_to_rest
from bench.province.bulk import Bulk, id_at, written
from bench.province.trade import SOLD_IN, Deal, Good, Trade
from market.accounts.models import Person
from market.catalog.models import Certificate, Product, StockMovement
from market.catalog.rules.certificates import expiry
from market.clock import local_day
from market.db import db
from market.delivery import tariff
from market.delivery.carriers.registry import POSTMART
from market.delivery.models import Claim, Parcel, PostOffice, Scan
from market.orders.models import Checkout, Order, OrderLine, OrderMove
from market.orders.rules import OrderState, next_timer
from market.payments.cash.models import CashOnDelivery
from market.payments.cash.rules import COD, CashState
from market.places import data
from market.places.queries import province_of
from market.text import slug

_S = OrderState
_RECEIVED = {_S.DELIVERED, _S.COMPLETED}
_PARCEL_STATES = {
    _S.PACKED: "booked", _S.SHIPPED: "accepted", _S.DELIVERED: "delivered", _S.COMPLETED: "delivered",
    _S.RETURNED: "returned", _S.LOST: "lost",
}  # fmt: skip
_SCANNED = {_S.SHIPPED: "accepted", _S.DELIVERED: "delivered", _S.RETURNED: "returned", _S.LOST: "lost"}
_BY = {_S.ACCEPTED: "seller", _S.PACKED: "seller", _S.COMPLETED: "worker", _S.CANCELLED: "buyer"}
_RECIPIENT = ("Trần Thu Hà", "+84912345678")
_ADDRESS = "12 Hàng Bài"
_SENT_AFTER = timedelta(days=3)  # the carrier sends on what its offices took in


class Papers:
    """Writes what shops sell. One clerk scans everything; every buyer has the same name."""

    def __init__(self, bulk: Bulk, *, now: datetime, seed: int) -> None:
        self.bulk, self.now = bulk, now
        self.clerk = id_at(now - SOLD_IN * 2, Random(f"{seed}/clerk"))
        self.offices = _offices([fact.code for fact in data.communes()])

    def meet(self, trade: Trade) -> None:
        """The people who buy, and the clerk."""
        since = written(self.now - SOLD_IN * 1.5)
        self.bulk.add(Person, self.clerk, "Lương Thị Mai", None, 1, since)
        for buyer in trade.buyers:
            self.bulk.add(Person, buyer, _RECIPIENT[0], None, 1, since)

    def put_out(self, good: Good, chance: Random) -> None:
        """The good with what is left of it: one in twenty-five has run out."""
        row, left, at = good.row, 0 if chance.random() < 0.04 else chance.randrange(1, 60), written(good.listed)
        season = [int(row[name]) if row[name] else None for name in ("from_month", "to_month", "shelf_life_days")]
        what = (row["category"], row["name"], slug(row["name"]), row["unit"], row["pack"], good.price_vnd, left)
        self.bulk.add(Product, good.id, good.shop, *what, row["weight_g"], "{}", "[]", *season, "listed", 1, at)
        if good.sold + left:
            opening = (id_at(good.listed, chance), good.sold + left, "opening", None, at)
            self.bulk.add(StockMovement, good.id, *opening)
        if good.stars:
            issued = local_day(self.now) - timedelta(days=chance.randrange(30, 700))
            days = (issued.isoformat(), expiry(issued).isoformat())
            self.bulk.add(Certificate, good.id, good.stars, "12/QĐ-UBND", *days, "verified", at, 0)

    def write(self, deal: Deal, chance: Random) -> None:
        """The order with everything around it; its goods are put out before."""
        self._write_order(deal)
        self._write_stock(deal, chance)
        self._write_cash(deal)
        if _S.PACKED in deal.at:
            self._write_parcel(deal, id_at(deal.at[_S.PACKED], chance), chance)

    def _write_order(self, deal: Deal) -> None:
        terms, stall, placed = deal.terms, deal.stall, written(deal.placed)
        money = (terms.goods_vnd, terms.postage_vnd, terms.total_vnd)
        self.bulk.add(Checkout, deal.order, deal.buyer, COD, *money, placed)
        timer = next_timer(deal.state, deal.since, 0, is_fresh=terms.is_fresh)
        due = "collected" if deal.state in _RECEIVED else "not_due" if deal.state in UNDONE else "due"
        tracking = (deal.tracking, _PARCEL_STATES[deal.state]) if deal.state in _PARCEL_STATES else (None, None)
        names = (deal.order, deal.number, deal.order, deal.buyer)
        seller = (stall.shop, stall.name, stall.owner, stall.commune, stall.village)
        standing = (deal.state, written(deal.since), written(timer) if timer else None, 0)
        post = (terms.weight_g, int(terms.is_fresh), terms.shipping.max_days, COD, due)
        to = (*_RECIPIENT, terms.to_commune, _ADDRESS)
        self.bulk.add(Order, *names, *seller, *standing, *money, *post, *to, *tracking, placed, written(deal.since))
        for line_no, (good, quantity) in enumerate(terms.lines, start=1):
            what = (
                good.row["name"],
                good.row["unit"],
                good.row["pack"],
                good.price_vnd,
                quantity,
                good.row["weight_g"],
            )
            self.bulk.add(OrderLine, deal.order, line_no, good.id, *what, good.row["category"], good.stars or None)
        origin = None
        for move_no, (target, at) in enumerate(deal.life, start=1):
            by = "buyer" if origin is None else _BY.get(target, "post")
            self.bulk.add(OrderMove, deal.order, move_no, written(at), origin, target, by)
            origin = target

    def _write_stock(self, deal: Deal, chance: Random) -> None:
        for good, quantity in deal.terms.lines:
            sold = (-quantity, "sold", _dashed(deal.order), written(deal.placed))
            self.bulk.add(StockMovement, good.id, id_at(deal.placed, chance), *sold)
            if deal.state == _S.CANCELLED:
                back = (quantity, "order_cancelled", deal.number, written(deal.since))
                self.bulk.add(StockMovement, good.id, id_at(deal.since, chance), *back)

    def _write_cash(self, deal: Deal) -> None:
        """Due, waived, or collected; what has long been collected the carrier has sent on as well."""
        if _S.PACKED not in deal.at:
            return  # without a parcel nobody is asked to collect anything
        total, office = deal.terms.total_vnd, self.offices[deal.terms.to_commune]
        paid: tuple[str | int | None, ...] = (0, 0, CashState.DUE, None, None, None, None, None, "")
        if deal.state in UNDONE:
            paid = (0, 0, CashState.WAIVED, None, written(deal.since), None, None, None, "")
        elif deal.state in _RECEIVED:
            at = deal.at[_S.DELIVERED]
            paid = (total, 0, CashState.COLLECTED, written(at), None, None, None, office, POSTMART)
            if has_come_to_rest(deal, self.now):
                sent = written(at + _SENT_AFTER)
                paid = (total, total, CashState.RECONCILED, written(at), None, sent, sent, office, POSTMART)
        self.bulk.add(CashOnDelivery, deal.number, total, written(deal.at[_S.PACKED]), *paid)

    def _write_parcel(self, deal: Deal, parcel: str, chance: Random) -> None:
        terms, shipping = deal.terms, deal.terms.shipping
        origin, destination, present = self.offices[deal.stall.commune], self.offices[terms.to_commune], None
        for reached, event in _SCANNED.items():
            if reached in deal.at:
                present = destination if reached in _RECEIVED else origin
                when = written(deal.at[reached])
                scan = (id_at(deal.at[reached], chance), event, when, when, when, present, self.clerk)
                self.bulk.add(Scan, parcel, *scan)
        packed = deal.at[_S.PACKED]
        names = (deal.tracking, deal.number, POSTMART, f"PM{deal.tracking}", _PARCEL_STATES[deal.state])
        places = (origin, destination, present, deal.stall.commune, terms.to_commune, deal.stall.name)
        money = (terms.weight_g, terms.total_vnd, terms.goods_vnd, terms.postage_vnd)
        promised = (str(shipping.zone), shipping.min_days, shipping.max_days)
        moments = (packed, packed + timedelta(seconds=5), deal.at.get(_S.DELIVERED))
        booked = (written(moment) if moment else None for moment in moments)
        back = tariff.return_fee_vnd(deal.terms) if deal.state == _S.RETURNED else None
        self.bulk.add(Parcel, parcel, *names, *places, *_RECIPIENT, _ADDRESS, *money, *promised, *booked, back)
        if deal.state == _S.LOST:
            owed = tariff.compensation_vnd(deal.terms)
            claim = (id_at(deal.since, chance), deal.tracking, deal.number, "lost", owed, "open", written(deal.since))
            self.bulk.add(Claim, parcel, *claim)


def _offices(communes: list[str]) -> dict[str, str]:
    """Commune → its own post office, or its province's first."""
    own: dict[str, str] = {}
    first: dict[str, str] = {}
    for office in db.session.scalars(select(PostOffice).order_by(PostOffice.code)):
        own.setdefault(office.commune_code, office.code)
        first.setdefault(province_of(office.commune_code), office.code)
    return {code: own.get(code) or first[province_of(code)] for code in communes}


def _dashed(hexed: str) -> str:
    return f"{hexed[:8]}-{hexed[8:12]}-{hexed[12:16]}-{hexed[16:20]}-{hexed[20:]}"

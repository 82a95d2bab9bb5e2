"""What a simulated province sells: orders with lives that end as orders do, and everything they leave behind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random

from sqlalchemy import select

from market.accounts.models import Person
from market.catalog.models import Certificate, Product, StockMovement
from market.catalog.rules import expiry, in_season
from market.clock import local_day, local_month
from market.db import db
from market.delivery import tariff
from market.delivery.carriers import POSTMART
from market.delivery.models import Parcel, PostOffice, Scan
from market.delivery.s10 import s10
from market.ids import ALPHABET, check_letter
from market.orders.models import Checkout, Order, OrderLine, OrderMove
from market.orders.rules import FRESH_DAYS, OrderState, next_timer
from market.payments.models import CashOnDelivery
from market.places import data
from market.places.queries import province_of
from market.seed.bulk import Bulk, Value, id_at, written
from market.seed.rows import Row
from market.text import slug

_SOLD_IN = timedelta(days=400)
_NUMBERS = 32**7
_STRIDE = 19_999_999_981  # odd, so that every order gets a number of its own
_DESTINATIONS = 150
# How much is bought in each month: Tết, then custard apples in August and September, then persimmons.
_BUSY = (14, 8, 5, 5, 6, 9, 15, 24, 21, 14, 8, 10)
_GROWTH = 0.7  # below 1: more is sold as time goes on
_S = OrderState
_WAIVED = {_S.CANCELLED, _S.RETURNED, _S.LOST}
_RECEIVED = {_S.DELIVERED, _S.COMPLETED}
_PARCEL_STATES = {
    _S.PACKED: "booked", _S.SHIPPED: "accepted", _S.DELIVERED: "delivered", _S.COMPLETED: "delivered",
    _S.RETURNED: "returned", _S.LOST: "lost",
}  # fmt: skip
_SCANNED = {_S.SHIPPED: "accepted", _S.DELIVERED: "delivered", _S.RETURNED: "returned", _S.LOST: "lost"}
_BY = {_S.ACCEPTED: "seller", _S.PACKED: "seller", _S.COMPLETED: "worker", _S.CANCELLED: "buyer"}


@dataclass
class Good:
    """Something a shop lists; `sold` are the packs that left and did not come back."""

    id: str
    shop: str
    row: Row
    price_vnd: int
    listed: datetime
    stars: int
    sold: int = 0


@dataclass
class Stall:
    """A shop with its goods, as its orders copy it."""

    shop: str
    owner: str
    name: str
    commune: str
    village: str
    opened: datetime
    goods: list[Good] = field(default_factory=list)


Step = tuple[OrderState, datetime]


class Trade:
    """Lets shops sell. Numbers of orders and parcels go up from shop to shop, so no two are the same."""

    def __init__(self, *, now: datetime, seed: int, buyers: int) -> None:
        self.now, self.next_serial = now, 1
        chance = Random(f"{seed}/buyers")
        self.clerk = id_at(now - _SOLD_IN * 2, chance)
        self.buyers = [id_at(now - _SOLD_IN * 1.5, chance) for _ in range(buyers)]
        communes = [fact.code for fact in data.communes()]
        self.homes = chance.sample(communes, _DESTINATIONS)
        self.offices = _offices([*communes])

    def meet_buyers(self, bulk: Bulk) -> None:
        since = written(self.now - _SOLD_IN * 1.5)
        bulk.add(Person, self.clerk, "Lương Thị Mai", None, 1, since)
        for buyer in self.buyers:
            bulk.add(Person, buyer, "Trần Thu Hà", None, 1, since)

    def sell(self, bulk: Bulk, stall: Stall, count: int, chance: Random) -> None:
        """`count` orders of one shop, in the seasons of its goods; then its goods with the stock that is left."""
        moves: list[tuple[Value, ...]] = []
        regulars = chance.sample(self.buyers, min(len(self.buyers), count // 3 + 1))
        for _ in range(count):
            self._order(bulk, stall, chance, regulars, moves)
        for good in stall.goods:
            _put_out(bulk, good, self.now, chance)
        for move in moves:
            bulk.add(StockMovement, *move)

    def _order(
        self, bulk: Bulk, stall: Stall, chance: Random, regulars: list[str], moves: list[tuple[Value, ...]]
    ) -> None:
        serial, self.next_serial = self.next_serial, self.next_serial + 1
        good, placed = self._wish(stall, chance)
        basket = Counter({good.id: 1 + (chance.random() < 0.3)})
        if chance.random() < 0.2:
            basket[chance.choice(stall.goods).id] += 1
        goods = {each.id: each for each in stall.goods if each.id in basket}
        home, order = chance.choice(self.homes), id_at(placed, chance)
        buyer = chance.choice(regulars) if chance.random() < 0.4 else chance.choice(self.buyers)
        terms = _Terms(goods, basket, stall.commune, home)
        life = _life(placed, terms, self.now, chance)
        number, tracking = _number(serial), s10(serial)
        _write_order(bulk, (order, number, tracking), stall, buyer, terms, life)
        self._write_parcel(bulk, tracking, number, stall, terms, life, chance)
        for product_id, quantity in basket.items():
            at, checkout = written(placed), _dashed(order)
            moves.append((product_id, id_at(placed, chance), -quantity, "sold", checkout, at))
            goods[product_id].sold += quantity
            if life[-1][0] == _S.CANCELLED:
                back = (product_id, id_at(life[-1][1], chance), quantity, "order_cancelled", number)
                moves.append((*back, written(life[-1][1])))
                goods[product_id].sold -= quantity

    def _wish(self, stall: Stall, chance: Random) -> tuple[Good, datetime]:
        """A good and the moment somebody orders it, rather in its season than not."""
        for _ in range(8):
            good = chance.choice(stall.goods)
            since = max(good.listed, self.now - _SOLD_IN)
            placed = since + (self.now - since) * chance.random() ** _GROWTH
            month = local_month(placed)
            season = (good.row["from_month"], good.row["to_month"])
            is_ripe = not season[0] or in_season(int(season[0]), int(season[1]), month)
            if is_ripe and chance.random() < _BUSY[month - 1] / max(_BUSY):
                break
        return good, placed

    def _write_parcel(
        self, bulk: Bulk, number: str, reference: str, stall: Stall, terms: _Terms, life: list[Step], chance: Random
    ) -> None:
        at, state = dict(life), life[-1][0]
        office = self.offices[terms.to_commune]
        _write_cash(bulk, reference, terms.total_vnd, state, at, office)
        if _S.PACKED not in at:
            return
        packed, parcel = at[_S.PACKED], id_at(at[_S.PACKED], chance)
        origin, present = self.offices[stall.commune], None
        for reached, event in _SCANNED.items():
            if reached in at:
                there = office if reached in _RECEIVED else origin
                when, present = written(at[reached]), there
                bulk.add(Scan, parcel, id_at(at[reached], chance), event, when, when, when, there, self.clerk)
        delivered = written(at[_S.DELIVERED]) if state in _RECEIVED else None
        offices = (origin, office, present, stall.commune, terms.to_commune)
        recipient = (stall.name, "Trần Thu Hà", "+84912345678", "12 Hàng Bài")
        money = (terms.weight_g, terms.total_vnd, terms.goods_vnd)
        booked = (written(packed), written(packed + timedelta(seconds=5)))
        to = (number, reference, POSTMART, f"PM{number}", _PARCEL_STATES[state])
        bulk.add(Parcel, parcel, *to, *offices, *recipient, *money, *booked, delivered)


class _Terms:
    """What is ordered, what it costs, and what the post promises."""

    def __init__(self, goods: dict[str, Good], basket: Counter[str], from_commune: str, to_commune: str) -> None:
        self.lines = [(goods[key], quantity) for key, quantity in basket.items()]
        self.weight_g = sum(int(good.row["weight_g"]) * quantity for good, quantity in self.lines)
        self.goods_vnd = sum(good.price_vnd * quantity for good, quantity in self.lines)
        self.to_commune = to_commune
        self.shipping = tariff.quote(
            from_commune=from_commune,
            to_commune=to_commune,
            from_province=_province(from_commune),
            to_province=_province(to_commune),
            weight_g=self.weight_g,
            goods_vnd=self.goods_vnd,
            cod=True,
        )
        self.total_vnd = self.goods_vnd + self.shipping.shipping_vnd
        lives = [good.row["shelf_life_days"] for good, _ in self.lines]
        self.is_fresh = any(days and int(days) <= FRESH_DAYS for days in lives)


_province = lru_cache(maxsize=None)(province_of)


def _life(placed: datetime, terms: _Terms, now: datetime, chance: Random) -> list[Step]:
    """The states an order came into until now, and when."""
    accepted = placed + timedelta(hours=1 + 20 * chance.random() ** 2 + 30 * (chance.random() < 0.03))
    packed = accepted + timedelta(hours=1 + 20 * chance.random())
    shipped = packed + timedelta(hours=2 + 20 * chance.random())
    days = terms.shipping.min_days + (terms.shipping.max_days - terms.shipping.min_days) * chance.random()
    end = shipped + timedelta(days=days + (3 * chance.random() if chance.random() < 0.08 else 0))
    fate = chance.random()
    if fate < 0.06:
        steps = [(_S.PLACED, placed), (_S.CANCELLED, accepted)]
    else:
        steps = [(_S.PLACED, placed), (_S.ACCEPTED, accepted), (_S.PACKED, packed), (_S.SHIPPED, shipped)]
        if fate < 0.08:
            steps.append((_S.RETURNED if fate < 0.075 else _S.LOST, end))
        else:
            done = end + timedelta(hours=24 if terms.is_fresh else 72)
            steps += [(_S.DELIVERED, end), (_S.COMPLETED, done)]
    return [step for step in steps if step[1] <= now]


def _write_order(
    bulk: Bulk, names: tuple[str, str, str], stall: Stall, buyer: str, terms: _Terms, life: list[Step]
) -> None:
    order, number, tracking_number = names
    (state, since), placed = life[-1], written(life[0][1])
    money = (terms.goods_vnd, terms.shipping.shipping_vnd, terms.total_vnd)
    bulk.add(Checkout, order, buyer, "cod", *money, placed)
    timer = next_timer(state, since, 0, is_fresh=terms.is_fresh)
    due = "collected" if state in _RECEIVED else "waived" if state in _WAIVED else "due"
    tracking = (tracking_number, _PARCEL_STATES[state]) if state in _PARCEL_STATES else (None, None)
    seller = (buyer, stall.shop, stall.name, stall.owner, stall.commune, stall.village)
    standing = (state, written(since), written(timer) if timer else None, 0)
    post = (terms.weight_g, int(terms.is_fresh), terms.shipping.max_days, "cod", due)
    to = ("Trần Thu Hà", "+84912345678", terms.to_commune, "12 Hàng Bài")
    bulk.add(Order, order, number, order, *seller, *standing, *money, *post, *to, *tracking, placed)
    for line_no, (good, quantity) in enumerate(terms.lines, start=1):
        what = (good.row["name"], good.row["unit"], good.row["pack"], good.price_vnd, quantity, good.row["weight_g"])
        bulk.add(OrderLine, order, line_no, good.id, *what, good.row["category"], good.stars or None)
    origin = None
    for move_no, (target, at) in enumerate(life, start=1):
        by = "buyer" if origin is None else _BY.get(target, "post")
        bulk.add(OrderMove, order, move_no, written(at), origin, target, by)
        origin = target


def _write_cash(
    bulk: Bulk, reference: str, total_vnd: int, state: OrderState, at: dict[OrderState, datetime], office: str
) -> None:
    if _S.PACKED not in at:
        return  # without a parcel nobody is asked to collect anything
    expected = written(at[_S.PACKED])
    if state in _RECEIVED:
        paid = (total_vnd, "collected", expected, written(at[_S.DELIVERED]), None, office)
    elif state in _WAIVED:
        paid = (0, "waived", expected, None, written(at[state]), None)
    else:
        paid = (0, "due", expected, None, None, None)
    bulk.add(CashOnDelivery, reference, total_vnd, *paid)


def _put_out(bulk: Bulk, good: Good, now: datetime, chance: Random) -> None:
    """The good with what is left of it: one in twenty-five has run out."""
    row, left, at = good.row, 0 if chance.random() < 0.04 else chance.randrange(1, 60), written(good.listed)
    season = [int(row[name]) if row[name] else None for name in ("from_month", "to_month", "shelf_life_days")]
    what = (row["category"], row["name"], slug(row["name"]), row["unit"], row["pack"], good.price_vnd, left)
    bulk.add(Product, good.id, good.shop, *what, row["weight_g"], "{}", "[]", *season, "listed", 1, at)
    if good.sold + left:
        bulk.add(StockMovement, good.id, id_at(good.listed, chance), good.sold + left, "opening", None, at)
    if good.stars:
        issued = local_day(now) - timedelta(days=chance.randrange(30, 700))
        days = (issued.isoformat(), expiry(issued).isoformat())
        bulk.add(Certificate, good.id, good.stars, "12/QĐ-UBND", *days, "verified", at, 0)


def _number(serial: int) -> str:
    """An order number from a serial: no two are the same, and neighbours look nothing alike."""
    value, letters = serial * _STRIDE % _NUMBERS, ""
    for _ in range(7):
        value, place = divmod(value, 32)
        letters += ALPHABET[place]
    whole = letters + check_letter(letters)
    return f"CP-{whole[:4]}-{whole[4:]}"


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

"""What a simulated province sells: who orders what when, and what becomes of each order until now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from random import Random

from bench.province.bulk import id_at
from market.catalog.rules.products import in_season
from market.clock import local_month
from market.delivery import tariff
from market.delivery.s10 import s10
from market.ids import ALPHABET, check_letter
from market.orders.rules import FRESH_DAYS, OrderState
from market.places import data
from market.places.queries import province_of
from market.seed.rows import Row

SOLD_IN = timedelta(days=400)
_NUMBERS = 32**7
_STRIDE = 19_999_999_981  # odd, so that every order gets a number of its own
_DESTINATIONS = 150
# How much is bought in each month: Tết, then custard apples in August and September, then persimmons.
_BUSY = (14, 8, 5, 5, 6, 9, 15, 24, 21, 14, 8, 10)
_GROWTH = 0.7  # below 1: more is sold as time goes on
_S = OrderState


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


class Terms:
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
        # As the carrier's own fees are counted on them (tariff.Sent).
        self.postage_vnd, self.declared_vnd, self.zone = self.shipping.shipping_vnd, self.goods_vnd, self.shipping.zone
        lives = [good.row["shelf_life_days"] for good, _ in self.lines]
        self.is_fresh = any(days and int(days) <= FRESH_DAYS for days in lives)


@dataclass(frozen=True)
class Deal:
    """One order and its life until now."""

    order: str
    number: str
    tracking: str
    buyer: str
    stall: Stall
    terms: Terms
    life: list[Step]

    @property
    def state(self) -> OrderState:
        return self.life[-1][0]

    @property
    def since(self) -> datetime:
        return self.life[-1][1]

    @property
    def placed(self) -> datetime:
        return self.life[0][1]

    @cached_property
    def at(self) -> dict[OrderState, datetime]:
        """When it came into each of its states."""
        return dict(self.life)


class Trade:
    """Lets shops sell. Numbers of orders and parcels go up from shop to shop, so no two are the same."""

    def __init__(self, *, now: datetime, seed: int, buyers: int) -> None:
        self.now, self.next_serial = now, 1
        chance = Random(f"{seed}/buyers")
        self.buyers = [id_at(now - SOLD_IN * 1.5, chance) for _ in range(buyers)]
        self.homes = chance.sample([fact.code for fact in data.communes()], _DESTINATIONS)

    def deals(self, stall: Stall, count: int, chance: Random) -> Iterator[Deal]:
        """`count` orders of one shop, in the seasons of its goods."""
        regulars = chance.sample(self.buyers, min(len(self.buyers), count // 3 + 1))
        for _ in range(count):
            yield self._deal(stall, chance, regulars)

    def _deal(self, stall: Stall, chance: Random, regulars: list[str]) -> Deal:
        serial, self.next_serial = self.next_serial, self.next_serial + 1
        good, placed = self._wish(stall, chance)
        basket = Counter({good.id: 1 + (chance.random() < 0.3)})
        if chance.random() < 0.2:
            basket[chance.choice(stall.goods).id] += 1
        goods = {each.id: each for each in stall.goods if each.id in basket}
        home, order = chance.choice(self.homes), id_at(placed, chance)
        buyer = chance.choice(regulars) if chance.random() < 0.4 else chance.choice(self.buyers)
        terms = Terms(goods, basket, stall.commune, home)
        life = _life(placed, terms, self.now, chance)
        if life[-1][0] != _S.CANCELLED:
            for product_id, quantity in basket.items():
                goods[product_id].sold += quantity
        return Deal(order, _number(serial), s10(serial), buyer, stall, terms, life)

    def _wish(self, stall: Stall, chance: Random) -> tuple[Good, datetime]:
        """A good and the moment somebody orders it, rather in its season than not."""
        for _ in range(8):
            good = chance.choice(stall.goods)
            since = max(good.listed, self.now - SOLD_IN)
            placed = since + (self.now - since) * chance.random() ** _GROWTH
            month = local_month(placed)
            season = (good.row["from_month"], good.row["to_month"])
            is_ripe = not season[0] or in_season(int(season[0]), int(season[1]), month)
            if is_ripe and chance.random() < _BUSY[month - 1] / max(_BUSY):
                break
        return good, placed


_province = lru_cache(maxsize=None)(province_of)


def _life(placed: datetime, terms: Terms, now: datetime, chance: Random) -> list[Step]:
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


def _number(serial: int) -> str:
    """An order number from a serial: no two are the same, and neighbours look nothing alike."""
    value, letters = serial * _STRIDE % _NUMBERS, ""
    for _ in range(7):
        value, place = divmod(value, 32)
        letters += ALPHABET[place]
    whole = letters + check_letter(letters)
    return f"CP-{whole[:4]}-{whole[4:]}"

"""A whole province, made up: as many shops, goods and orders as Lạng Sơn has or soon will. The same for the same seed.

Few sell and many only opened, as it was; what sells follows the seasons of the real goods.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import Random

from sqlalchemy import text, update
from tqdm import tqdm

from bench.province.books import Books
from bench.province.bulk import Bulk, id_at, written
from bench.province.columns import COLUMNS
from bench.province.papers import Papers
from bench.province.trade import Deal, Good, Stall, Trade
from market.accounts.models import Person, Role
from market.catalog.models import Shop
from market.clock import local_day
from market.db import db, is_postgresql, transaction, without_timeout
from market.delivery.actions.reference import SERIES
from market.delivery.models import TrackingSeries
from market.insight.actions.rollups import count_everything
from market.money import split
from market.places import data
from market.places.models import Village
from market.seed.rows import Row, rows
from market.teams.models import Household, Team, TeamMember, TeamVillage
from market.text import fold, slug

SHOPS, PRODUCTS, ORDERS = 120_000, 500_000, 1_000_000
VILLAGES = 1_702  # as many as there were community teams
_MEMBERS = 3
_HEAVIEST_G = 9_000  # three packs make a parcel
_SINCE, _OPENED_IN = timedelta(days=640), timedelta(days=365)
# Of those who opened a shop, who has goods at all, and how unevenly sales fall on them.
_LISTED, _UNEVEN = 0.7, 1.1
_SAINTS = ("Hoàng", "Nông", "Vi", "Lương", "Lý", "Chu", "Hứa", "Triệu", "Dương", "Đàm", "Nguyễn", "Trần", "Lê")
_MIDDLE = ("Thị", "Văn", "Minh", "Thu", "Đức", "Ngọc", "Hữu", "Bích", "Quốc", "Mai")
_GIVEN = ("Lan", "Hải", "Hà", "Tuấn", "Mai", "Thắng", "Bình", "Huy", "Anh", "Nga", "Sơn", "Yến", "Long", "Hoa")
_FIRST = ("Nà", "Bản", "Pác", "Khuổi", "Làng", "Đồng", "Cốc", "Lũng", "Pò", "Co")
_SECOND = ("Lầu", "Khoang", "Đĩnh", "Mò", "Sla", "Chuối", "Phai", "Tao", "Pất", "Lìn", "Hin", "Cáy", "Thâm", "Nhì")


@dataclass(frozen=True)
class Size:
    shops: int
    products: int
    orders: int

    @classmethod
    def of(cls, scale: float) -> Size:
        """`scale` 1 is the province as it is."""
        return cls(*(max(1, round(count * scale)) for count in (SHOPS, PRODUCTS, ORDERS)))


@dataclass(frozen=True)
class Home:
    """A village, its team, and the days since when it has one."""

    commune: str
    slug: str
    name: str

    @property
    def key(self) -> str:
        return f"{self.commune}/{self.slug}"


def load_province(*, size: Size, seed: int, now: datetime) -> int:
    """Fill a database that holds only reference data; returns how many figures' cells were counted."""
    transaction(lambda: _make(Bulk(COLUMNS), size, seed, now))
    transaction(_analyze)
    with tqdm(total=1, desc="Figures", unit="", disable=None) as bar:
        count = transaction(lambda: count_everything(now=now))
        bar.update()
    return count


def _analyze() -> None:
    """Or the database plans as for empty tables."""
    without_timeout()
    db.session.execute(text("ANALYZE"))


def _make(bulk: Bulk, size: Size, seed: int, now: datetime) -> None:
    without_timeout()
    place = Random(f"{seed}/villages")
    homes = list(_villages(bulk, place, size, now))
    people = [place.paretovariate(2) for _ in homes]
    trade, papers = Trade(now=now, seed=seed, buyers=max(1, size.orders // 5)), Papers(bulk, now=now, seed=seed)
    books = Books(bulk, now=now, tills=papers.offices)
    papers.meet(trade)
    quotas = _quotas(size, Random(f"{seed}/quotas"))
    with tqdm(total=size.shops + size.orders, desc="Province", unit="", disable=None) as bar:
        for number, (goods, orders) in enumerate(quotas):
            chance = Random(f"{seed}/{number}")
            stall = _open_shop(bulk, number, chance.choices(homes, people)[0], goods, chance, now)
            _sell(list(trade.deals(stall, orders, chance)), stall, papers, books, chance)
            bar.update(1 + orders)
    bulk.close()
    db.session.execute(
        update(TrackingSeries).where(TrackingSeries.name == SERIES).values(next_serial=trade.next_serial)
    )
    if is_postgresql():
        db.session.execute(text("ANALYZE"))


def _sell(deals: list[Deal], stall: Stall, papers: Papers, books: Books, chance: Random) -> None:
    for good in stall.goods:
        papers.put_out(good, chance)
    for deal in deals:
        papers.write(deal, chance)
        books.write(deal, chance)
    books.open_with(stall, chance)


def _villages(bulk: Bulk, chance: Random, size: Size, now: datetime) -> Iterator[Home]:
    """The province's villages, each with the team that serves it."""
    communes, taken = sorted(data.lang_son()), set()
    for number in range(max(len(communes), min(VILLAGES, size.shops // 4))):
        commune = communes[number % len(communes)] if number < len(communes) else chance.choice(communes)
        name = f"{chance.choice(_FIRST)} {chance.choice(_SECOND)}"
        while (commune, slug(name)) in taken:
            name += " " + chance.choice(_SECOND)
        taken.add((commune, slug(name)))
        home = Home(commune, slug(name), name)
        bulk.add(Village, commune, home.slug, name)
        _serve(bulk, home, chance, now - _SINCE)
        yield home


def _serve(bulk: Bulk, home: Home, chance: Random, at: datetime) -> None:
    team, members, since = id_at(at, chance), [id_at(at, chance) for _ in range(_MEMBERS)], written(at)
    bulk.add(Team, team, f"Tổ công nghệ số {home.name}", home.commune, members[0], since)
    bulk.add(TeamVillage, home.key, team, home.name)
    for member in members:
        bulk.add(Person, member, _name(chance), None, 1, since)
        bulk.add(Role, member, "team_member", home.key, "village", since)
        bulk.add(TeamMember, team, member, since)


def _quotas(size: Size, chance: Random) -> Iterator[tuple[int, int]]:
    """How many goods and orders each shop has: most have few, some have many, a third have none."""
    has_goods = [chance.random() < _LISTED for _ in range(size.shops)]
    has_goods[0] = True
    goods = split(size.products, [int(has * (1 + chance.random() * 9)) for has in has_goods])
    pull = [int(1000 * chance.paretovariate(_UNEVEN)) * (chance.random() < 0.6) * (count > 0) for count in goods]
    pull[0] += 1
    # One very large pull would make one shop sell more than a village can pack.
    return iter(list(zip(goods, split(size.orders, [min(each, 60_000) for each in pull]), strict=True)))


def _open_shop(bulk: Bulk, number: int, home: Home, goods: int, chance: Random, now: datetime) -> Stall:
    opened = now - _SINCE + _OPENED_IN * chance.random() + timedelta(days=1)
    owner, shop, at, name = id_at(opened, chance), id_at(opened, chance), written(opened), _name(chance)
    bulk.add(Person, owner, name, f"+848{number:08d}", 1, at)
    bulk.add(Role, owner, "seller", str(_dashed(shop)), "shop", at)
    is_leading, has_account = int(chance.random() < 0.06), int(chance.random() < 0.53)
    place = (home.commune, home.name, home.slug)
    match = f"{number:064x}"
    day = f"{local_day(opened):%Y-%m-%d}"
    folded = fold(name)
    bulk.add(Household, id_at(opened, chance), owner, name, folded, *place, match, is_leading, has_account, day, at, at)
    bulk.add(Shop, shop, owner, f"Nhà {name.split()[-1]} {home.name}", "", *place, "open", 1, at, at)
    stall = Stall(shop, owner, f"Nhà {name.split()[-1]} {home.name}", home.commune, home.key, opened)
    stall.goods = [_list(shop, row, opened, chance) for row in chance.choices(_ripe(), k=goods)]
    return stall


def _list(shop: str, row: Row, opened: datetime, chance: Random) -> Good:
    """Something of the real goods, at a price of one's own; one in fifty of those with stars is certified."""
    listed = opened + timedelta(days=30 * chance.random() ** 2)
    price = max(1_000, round(int(row["price_vnd"]) * (0.8 + 0.4 * chance.random()) / 1000) * 1000)
    stars = int(row["ocop_stars"] or 0) if chance.random() < 0.02 else 0
    return Good(id_at(listed, chance), shop, row, price, listed, stars)


@cache
def _ripe() -> list[Row]:
    goods = (row for row in rows("goods") if row["ships_by_post"] == "yes" and row["price_vnd"])
    return [row for row in goods if int(row["weight_g"]) <= _HEAVIEST_G]


def _name(chance: Random) -> str:
    return f"{chance.choice(_SAINTS)} {chance.choice(_MIDDLE)} {chance.choice(_GIVEN)}"


def _dashed(hexed: str) -> str:
    return f"{hexed[:8]}-{hexed[8:12]}-{hexed[12:16]}-{hexed[16:20]}-{hexed[20:]}"

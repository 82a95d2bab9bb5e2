"""Two fairs of xã Chi Lăng: one that is open, and one that is over, so that its figures are there to look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from market import clock
from market.catalog.queries.sale import hold_products
from market.db import db
from market.fairs import queries
from market.fairs.actions import fairs, stands
from market.fairs.models import Fair
from market.fairs.rules import FairState
from market.fairs.settling import actions as settling
from market.fairs.settling import queries as settled
from market.seed.lives import Lives
from market.seed.plan import Step, scans_to
from market.seed.rows import Row

_COMMUNE, _OFFICER = "06463", "officer-chi-lang"
_OPENS, _CLOSES = time(6), time(21)
HELD = {"fair_make", "fair_stand", "fair_open", "fair_close", "fair_end"}


class Held(NamedTuple):
    """A fair, its days counted from today; stands are shop, good, packs, price, and orders who, which stand, packs."""

    key: str
    name: str
    about: str
    days: tuple[int, int, int, int]  # opens, closes, ships from, ships to
    minimum: int | None
    stands: tuple[tuple[str, str, int, int], ...]
    orders: tuple[tuple[str, int, int], ...]


FAIRS = (
    Held(
        "mang-ot",
        "Phiên măng ớt Chi Lăng",
        "Măng ớt muối theo lối mẹ dạy, đóng lọ trong tuần.",
        (-58, -52, -50, -49),
        10,
        (("mang-ot-nha-nhung", "mang-ot-chi-lang", 40, 42_000), ("rau-rung-dong-mo", "mang-ot-chi-lang", 20, 40_000)),
        (("buyer-an", 0, 3), ("buyer-hai", 0, 4), ("buyer-minh", 1, 2), ("buyer-nga", 0, 5), ("buyer-binh", 1, 3)),
    ),
    Held(
        "na",
        "Phiên na Chi Lăng",
        "Na dai trên núi đá: đặt trước, hái sáng sớm, gửi ngay trong ngày.",
        (-3, 4, 6, 8),
        30,
        (
            ("na-dong-dinh", "na-chi-lang", 60, 60_000),
            ("na-quan-thanh", "na-chi-lang", 40, 65_000),
            ("na-lan-bong", "na-chi-lang", 30, 58_000),
        ),
        (
            ("buyer-an", 0, 4), ("buyer-binh", 0, 2), ("buyer-cuong", 1, 3), ("buyer-dung", 2, 2),
            ("buyer-giang", 0, 5), ("buyer-cuong", 0, 2), ("buyer-binh", 2, 3),
        ),
    ),
)  # fmt: skip


def fair_orders() -> list[Row]:
    """What is ordered there, as rows of orders.csv; a stand's good stands for its parent."""
    return [row for held in FAIRS for row in _orders(held)]


def fair_steps(now: datetime) -> list[Step]:
    """Who does what when; what lies ahead is not done yet."""
    return [step for held in FAIRS for step in _steps(held, now) if step.at < now]


def _orders(held: Held) -> Iterator[Row]:
    for number, (buyer, stand, packs) in enumerate(held.orders):
        shop, good, *_ = held.stands[stand]
        key = f"fair-{held.key}-{number}"
        items = {"items": f"{shop}/{good}@{held.key}:{packs}", "note": "", "reaches": "completed"}
        yield {"key": key, "checkout": key, "buyer": buyer, **items}


def _steps(held: Held, now: datetime) -> Iterator[Step]:
    opens, closes, ships, over = _times(held, now)
    told = {"key": held.key}
    yield Step(opens - timedelta(days=4), "fair_make", told, _OFFICER)
    for number, (shop, *_) in enumerate(held.stands):
        yield Step(
            opens - timedelta(days=3) + timedelta(hours=number), "fair_stand", told | {"stand": str(number)}, shop
        )
    yield Step(opens, "fair_open", told)
    rows = list(_orders(held))
    until = min(closes, now)
    for number, row in enumerate(rows, start=1):
        yield Step(opens + (until - opens) * number / (len(rows) + 1), "check_out", row, row["buyer"])
    yield Step(closes, "fair_close", told)
    for number, row in enumerate(rows):
        yield from _sent(row, ships + timedelta(minutes=10 * number))
    yield Step(over, "fair_end", told)


def _sent(row: Row, at: datetime) -> Iterator[Step]:
    """Packed and brought on its morning, and there three days later."""
    yield Step(at, "pack", row, row["items"].partition("/")[0])
    for scanned in scans_to("delivered", briefly=True):
        hours = 4 + 30 * (scanned.number - 1)
        yield Step(at + timedelta(hours=hours), "scan", row, "", scanned)


def _times(held: Held, now: datetime) -> tuple[datetime, datetime, datetime, datetime]:
    """It opens and closes at the usual hours, is sent from six in the morning, and over when all has come."""
    opens, closes, ships, _ = (clock.local_day(now) + timedelta(days=day) for day in held.days)
    hours = ((opens, _OPENS), (closes, _CLOSES), (ships, _OPENS))
    first, last, sent = (datetime.combine(day, hour, clock.LOCAL) for day, hour in hours)
    return first, last, sent, sent + timedelta(days=12)


class Fairs:
    """Lets officers and households hold them, by the actions of real use; what the worker does comes at its time."""

    def __init__(self, lives: Lives) -> None:
        self.stalls, self.known = lives.stalls, {held.key: held for held in FAIRS}
        self.fairs: dict[str, str] = {}

    def take(self, step: Step) -> None:
        getattr(self, f"_{step.verb}")(step)

    def _fair_make(self, step: Step) -> None:
        held = self.known[step.order["key"]]
        opens = datetime.combine(clock.local_day(step.at) + timedelta(days=4), _OPENS, clock.LOCAL)
        today = clock.local_day(opens) - timedelta(days=held.days[0])
        closes, first, last = (today + timedelta(days=day) for day in held.days[1:])
        asked: dict[str, Any] = {"name": held.name, "about": held.about, "communes": [_COMMUNE]}
        asked |= {"minimum_packs": held.minimum, "ships_from": first, "ships_to": last}
        asked |= {"opens_at": opens, "closes_at": datetime.combine(closes, _CLOSES, clock.LOCAL)}
        self.fairs[held.key] = fairs.make_fair(asked=asked, by=self.stalls.people[step.by], now=step.at).slug

    def _fair_stand(self, step: Step) -> None:
        shop, good, packs, price_vnd = self.known[step.order["key"]].stands[int(step.order["stand"])]
        fair, parent = self._fair(step), self.stalls.goods[f"{shop}/{good}"]
        taken = stands.take_stand(
            fair=fair,
            product=hold_products([parent])[parent],
            packs=packs,
            price_vnd=price_vnd,
            ready_on=fair.ships_from,
            by=self.stalls.people[step.by],
            now=step.at,
        )
        self.stalls.goods[f"{shop}/{good}@{step.order['key']}"] = taken.product_id

    def _fair_open(self, step: Step) -> None:
        fairs.move_fair(fair=self._fair(step), to=FairState.OPEN, roles=("worker",), by_id=None, now=step.at)

    def _fair_close(self, step: Step) -> None:
        fair = self._fair(step)
        fairs.move_fair(fair=fair, to=FairState.CLOSED, roles=("worker",), by_id=None, now=step.at)
        settling.decide(fair_id=fair.id, now=step.at)
        for number in settled.to_take_on(fair.slug, limit=100):
            settling.take_on(numbers=[number], now=step.at)
        settling.finish(fair_id=fair.id, now=step.at)

    def _fair_end(self, step: Step) -> None:
        settling.move_on(fair_id=self._fair(step).id, now=step.at)

    def _fair(self, step: Step) -> Fair:
        db.session.flush()
        return queries.fair_with_slug(self.fairs[step.order["key"]], lock=True)

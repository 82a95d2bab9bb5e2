"""What was sold in the year before: orders as orders.csv has them, by goods, seasons and the date. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from market.catalog.rules.products import in_season
from market.clock import local_month
from market.seed.rows import Row, rows
from market.seed.stalls import LAST_YEAR, opened_before

ORDERS = 150
_FROM_DAYS, _TO_DAYS = 32, 365
# How much is bought in each month: Tết, then custard apples in August and September, then persimmons.
_BUSY = (14, 8, 5, 5, 6, 9, 15, 24, 21, 14, 10, 12)
# Shops that a newcomer is shown sell more.
_LIKED = {"na-dong-dinh": 9, "na-quan-thanh": 3, "na-lan-bong": 3, "mang-ot-nha-nhung": 5, "dac-san-cho-dong-kinh": 4}
_RIPE = 3
_HEAVIEST_G = 12_000
_FRESH_DAYS = 6  # no further than Hà Nội
_HOURS_NEAR, _HOURS_FAR, _HOURS_BACK = (84, 120), (156, 200), (230, 280)
_NEAR = {"buyer-an", "buyer-binh", "buyer-cuong", "buyer-dung", "buyer-giang"}
# How orders end, of a hundred: by whom, from which state, and where the parcel came to.
_ENDS = (
    (50, "completed", "delivered", "worker", "delivered", ""),
    (38, "completed", "delivered", "buyer", "delivered", ""),
    (3, "cancelled", "placed", "buyer", "", "Tôi đặt nhầm"),
    (2, "cancelled", "accepted", "seller", "", "Mưa đá, hỏng hết quả"),
    (4, "returned", "shipped", "post", "returned", "Giao ba lần không gặp người nhận"),
    (1, "lost", "shipped", "post", "lost", "Không tìm thấy ở kho trung chuyển"),
    (2, "damaged", "shipped", "post", "damaged", "Hộp bị bẹp trên đường"),
)
Offer = dict[str, str]


def past_orders(now: datetime) -> list[Row]:
    """Oldest last, as the file has them; the same for the same `now`."""
    chance = Random("a year")
    days = list(range(_FROM_DAYS, _TO_DAYS))
    busy = [_BUSY[local_month(now - timedelta(days=day)) - 1] for day in days]
    ages = sorted(day * 24 - chance.randrange(24) for day in chance.choices(days, busy, k=ORDERS))
    offers = list(_offers())
    return [_order(number, age, offers, now, chance) for number, age in enumerate(ages, start=1)]


def packs_sold(orders: list[Row]) -> Counter[str]:
    """What the shops had more of in the beginning, by "shop/goods"."""
    gone = [row["items"].split(":") for row in orders if row["reaches"] != "cancelled"]
    return sum((Counter({key: int(quantity)}) for key, quantity in gone), Counter())


def _offers() -> Iterator[Offer]:
    goods = {row["slug"]: row for row in rows("goods")}
    for offer in rows("offers"):
        good = goods[offer["goods"]]
        if good["ships_by_post"] == "yes" and int(good["weight_g"]) <= _HEAVIEST_G / 3:
            yield good | offer


def _order(number: int, age: int, offers: list[Offer], now: datetime, chance: Random) -> Row:
    placed = now - timedelta(hours=age)
    ripe = [one for one in offers if _could_buy(one, placed, now)]
    offer = chance.choices(ripe, [_liking(one) for one in ripe])[0]
    buyer = chance.choice([row["key"] for row in rows("people") if row["role"] == "buyer" and _reaches(row, offer)])
    end = chance.choices(_ENDS, [end[0] for end in _ENDS])[0]
    row = dict(zip(("reaches", "closed_from", "closed_by", "parcel_reaches", "note"), end[1:], strict=True))
    names = {"key": f"y{number:03}", "checkout": f"y{number:03}", "buyer": buyer, "scanned": "briefly"}
    items = f"{offer['shop']}/{offer['goods']}:{_quantity(offer, chance)}"
    return row | names | {"items": items, "age_hours": str(age), "since_hours": str(age - _hours(row, buyer, chance))}


def _could_buy(offer: Offer, at: datetime, now: datetime) -> bool:
    months = [int(offer[name]) if offer[name] else None for name in ("from_month", "to_month")]
    return in_season(months[0], months[1], local_month(at)) and opened_before(offer["shop"], at, LAST_YEAR, now)


def _liking(offer: Offer) -> int:
    return _LIKED.get(offer["shop"], 1) * (_RIPE if offer["from_month"] else 1)


def _reaches(buyer: Row, offer: Offer) -> bool:
    kept = offer["shelf_life_days"]
    return buyer["key"] in _NEAR or not kept or int(kept) > _FRESH_DAYS


def _quantity(offer: Offer, chance: Random) -> int:
    """Some hundred thousand đồng, and never too heavy for a parcel."""
    wanted = max(1, round(chance.choice((120_000, 180_000, 300_000)) / int(offer["price_vnd"])))
    return min(wanted, 12, _HEAVIEST_G // int(offer["weight_g"]))


def _hours(row: Row, buyer: str, chance: Random) -> int:
    """From placing to the end; what stands three days until its timer completes it has that besides."""
    if row["reaches"] == "cancelled":
        return chance.randrange(4, 40)
    if row["reaches"] == "returned":
        return chance.randrange(*_HOURS_BACK)
    hours = chance.randrange(*(_HOURS_NEAR if buyer in _NEAR else _HOURS_FAR))
    return hours + (72 if row["closed_by"] == "worker" else 0)

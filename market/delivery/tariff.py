"""What sending a parcel costs and how long it takes: the estimates of `data/tariff.toml` and `remote_communes.csv`."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from market.errors import Problem
from market.language import Sentence
from market.money import share_of

_DATA = Path(__file__).parent / "data"
# Carriers take 5,000 cm³ of a light, bulky parcel for one kilogram.
_CM3_PER_GRAM = 5


def _lines(file: Path) -> Iterator[str]:
    return (line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))


_RATES = tomllib.loads((_DATA / "tariff.toml").read_text(encoding="utf-8"))
_NORTH = frozenset(_RATES["north"])
_REMOTE = frozenset(row["code"] for row in csv.DictReader(_lines(_DATA / "remote_communes.csv")))

HEAVIEST_G: int = _RATES["heaviest_g"]


class Zone(StrEnum):
    IN_PROVINCE = "in_province"
    NORTH = "north"
    NATIONWIDE = "nationwide"


class ParcelTooHeavy(Problem):
    status = 422
    type = "parcel-too-heavy"
    title = Sentence("Bưu kiện quá nặng", en="Parcel too heavy")
    detail = Sentence(
        "Một bưu kiện nặng nhất {most} kg, mà hàng này nặng {weight_g} g. Xin chia làm nhiều đơn.",
        en="A parcel weighs at most {most} kg, and these goods weigh {weight_g} g. Please divide them into orders.",
    )


@dataclass(frozen=True)
class Shipping:
    """The price of one parcel in đồng, all fees included, and the days until it is delivered."""

    shipping_vnd: int
    min_days: int
    max_days: int
    zone: Zone


def check_weight(weight_g: int) -> None:
    """Raises ParcelTooHeavy above the carrier's limit, with the limit and the weight in grams beside the sentence."""
    if weight_g > HEAVIEST_G:
        members = {"weight_g": weight_g, "most_g": HEAVIEST_G}
        raise ParcelTooHeavy(members=members, most=HEAVIEST_G // 1000, weight_g=weight_g)


def chargeable_weight_g(weight_g: int, dimensions_cm: tuple[int, int, int] | None = None) -> int:
    """The greater of the weight in grams and the volumetric weight of length · width · height in centimetres."""
    if dimensions_cm is None:
        return weight_g
    length, width, height = dimensions_cm
    return max(weight_g, -(-length * width * height // _CM3_PER_GRAM))


def zone_between(from_province: str, to_province: str) -> Zone:
    if from_province == to_province:
        return Zone.IN_PROVINCE
    return Zone.NORTH if {from_province, to_province} <= _NORTH else Zone.NATIONWIDE


def is_remote(commune_code: str) -> bool:
    return commune_code in _REMOTE


def quote(
    *,
    from_commune: str,
    to_commune: str,
    from_province: str,
    to_province: str,
    weight_g: int,
    goods_vnd: int,
    cod: bool,
) -> Shipping:
    """The price and days of one parcel. With `cod` the goods are paid for at the door, and the fee for that is in.

    Raises ParcelTooHeavy.
    """
    check_weight(weight_g)
    zone = zone_between(from_province, to_province)
    remote = is_remote(from_commune) or is_remote(to_commune)
    price = _by_weight(zone, weight_g)
    price += share_of(price, _RATES["remote"]["percent"]) if remote else 0
    price += _declared_value_fee(goods_vnd) + (_cash_fee(goods_vnd) if cod else 0)
    days, extra = _RATES["zones"][zone], _RATES["remote"]["extra_days"] if remote else 0
    return Shipping(price, days["min_days"] + extra, days["max_days"] + extra, zone)


def _by_weight(zone: Zone, weight_g: int) -> int:
    rate = _RATES["zones"][zone]
    steps = -(-max(0, weight_g - _RATES["first_g"]) // _RATES["step_g"])
    price: int = rate["first_vnd"] + steps * rate["step_vnd"]
    return price


def _cash_fee(goods_vnd: int) -> int:
    return max(_RATES["cash_on_delivery"]["least_vnd"], share_of(goods_vnd, _RATES["cash_on_delivery"]["percent"]))


def _declared_value_fee(goods_vnd: int) -> int:
    rate = _RATES["declared_value"]
    return share_of(max(0, goods_vnd - rate["free_vnd"]), rate["percent"])

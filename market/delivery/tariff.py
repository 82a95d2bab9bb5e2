"""What sending a parcel costs and how long it takes: the estimates of `data/tariff.toml` and `remote_communes.csv`."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from market import errors, money
from market.language import Sentence

_DATA = Path(__file__).parent / "data"
# Carriers take 5,000 cm³ of a light, bulky parcel for one kilogram.
_CM3_PER_GRAM = 5


def _lines(file: Path) -> Iterator[str]:
    return (line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))


_RATES = tomllib.loads((_DATA / "tariff.toml").read_text(encoding="utf-8"))
_NORTH = frozenset(_RATES["north"])
_REMOTE = frozenset(row["code"] for row in csv.DictReader(_lines(_DATA / "remote_communes.csv")))

HEAVIEST_G: int = _RATES["heaviest_g"]
CARRIER_HEAVIEST_G: int = _RATES["carrier_heaviest_g"]
STANDARD, EXPRESS = "standard", "express"


@dataclass(frozen=True)
class Service:
    """How fast a parcel goes: its share of the price by weight, and until when (Vietnam's time) it leaves today."""

    percent: str
    cut_off: time


SERVICES: dict[str, Service] = {name: Service(**given) for name, given in _RATES["services"].items()}


class Zone(StrEnum):
    IN_PROVINCE = "in_province"
    NORTH = "north"
    NATIONWIDE = "nationwide"


class ParcelTooHeavy(errors.Problem):
    status = 422
    type = "parcel-too-heavy"
    title = Sentence("Bưu kiện quá nặng", en="Parcel too heavy")
    detail = Sentence(
        "Một bưu kiện nặng nhất {most} kg, mà hàng này nặng {weight_g} g. Xin chia làm nhiều đơn.",
        en="A parcel weighs at most {most} kg, and these goods weigh {weight_g} g. Please divide them into orders.",
    )


class ParcelTooBulky(errors.Problem):
    status = 422
    type = "parcel-too-bulky"
    title = Sentence("Bưu kiện quá cỡ", en="Parcel too bulky")
    detail = Sentence(
        "Bưu điện chỉ nhận gói có cạnh dài nhất {side} cm, và cạnh dài cộng chu vi nhiều nhất {around} cm.",
        en="The post takes packs with a longest side of {side} cm, and length and girth of {around} cm at most.",
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


def check_carrier_weight(weight_g: int) -> None:
    """Raises ParcelTooHeavy above what the carrier takes at the counter."""
    if weight_g > CARRIER_HEAVIEST_G:
        members = {"weight_g": weight_g, "most_g": CARRIER_HEAVIEST_G}
        raise ParcelTooHeavy(members=members, most=f"{CARRIER_HEAVIEST_G / 1000:g}", weight_g=weight_g)


def check_size(dimensions_cm: tuple[int, int, int]) -> None:
    """Raises ParcelTooBulky for a pack longer or thicker than the carrier takes."""
    length, *others = sorted(dimensions_cm, reverse=True)
    side, around = _RATES["longest_side_cm"], _RATES["length_and_girth_cm"]
    if length > side or length + 2 * sum(others) > around:
        raise ParcelTooBulky(side=side, around=around, members={"dimensions_cm": list(dimensions_cm)})


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
    service: str = STANDARD,
    volume_g: int = 0,
) -> Shipping:
    """The price and days of one parcel. With `cod` the goods are paid for at the door, and the fee for that is in.

    `volume_g` is the volumetric weight, charged where it is more than the weight. Raises ParcelTooHeavy.
    """
    zone = zone_between(from_province, to_province)
    remote = is_remote(from_commune) or is_remote(to_commune)
    return _shipping(zone, weight_g, volume_g, goods_vnd, cod=cod, service=service, remote=remote)


def farthest(*, from_commune: str, weight_g: int, goods_vnd: int, volume_g: int = 0) -> Shipping:
    """What is told to whoever has not said where they live: paid beforehand, to a place far away but not remote.

    Raises ParcelTooHeavy.
    """
    remote = is_remote(from_commune)
    return _shipping(Zone.NATIONWIDE, weight_g, volume_g, goods_vnd, cod=False, service=STANDARD, remote=remote)


def _shipping(
    zone: Zone, weight_g: int, volume_g: int, goods_vnd: int, *, cod: bool, service: str, remote: bool
) -> Shipping:
    check_weight(weight_g)
    price = money.share_of(_by_weight(zone, max(weight_g, volume_g)), SERVICES[service].percent)
    price += money.share_of(price, _RATES["remote"]["percent"]) if remote else 0
    price += _declared_value_fee(goods_vnd) + (cash_fee_vnd(goods_vnd) if cod else 0)
    least, most = transit_days(zone, service, remote=remote)
    return Shipping(price, least, most, zone)


def transit_days(zone: Zone, service: str, *, remote: bool) -> tuple[int, int]:
    """The least and most days on the way."""
    standard = (_RATES["zones"][zone]["min_days"], _RATES["zones"][zone]["max_days"])
    least, most = standard if service == STANDARD else _RATES["express_days"][zone]
    extra = _RATES["remote"]["extra_days"] if remote else 0
    return least + extra, most + extra


def fastest_days(provinces: tuple[str, str], communes: tuple[str, str]) -> int:
    """The least days on the way by the fastest service."""
    remote = any(is_remote(commune) for commune in communes)
    zone = zone_between(*provinces)
    return min(transit_days(zone, service, remote=remote)[0] for service in SERVICES)


class Sent(Protocol):
    """What the carrier's own fees are counted on. Weight in grams, money in đồng."""

    weight_g: Any
    postage_vnd: Any
    declared_vnd: Any
    zone: Any


def return_fee_vnd(parcel: Sent) -> int:
    """What the carrier asks for bringing a parcel back: half of the way out, nothing within the province."""
    if parcel.zone == Zone.IN_PROVINCE:
        return 0
    return money.share_of(_by_weight(Zone(parcel.zone), parcel.weight_g), _RATES["return"]["percent"])


def compensation_vnd(parcel: Sent) -> int:
    """What the carrier owes for a parcel it lost or damaged: the declared value, up to its limit."""
    return int(min(parcel.declared_vnd, _RATES["compensation"]["most_vnd"]))


def _by_weight(zone: Zone, weight_g: int) -> int:
    rate = _RATES["zones"][zone]
    steps = -(-max(0, weight_g - _RATES["first_g"]) // _RATES["step_g"])
    price: int = rate["first_vnd"] + steps * rate["step_vnd"]
    return price


def cash_fee_vnd(goods_vnd: int) -> int:
    """What the carrier asks for collecting the price of such goods at the door."""
    return max(
        _RATES["cash_on_delivery"]["least_vnd"], money.share_of(goods_vnd, _RATES["cash_on_delivery"]["percent"])
    )


def _declared_value_fee(goods_vnd: int) -> int:
    rate = _RATES["declared_value"]
    return money.share_of(max(0, goods_vnd - rate["free_vnd"]), rate["percent"])

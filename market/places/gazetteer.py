"""From the facts to every place and every name, of now or then, that may mean it. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from market.places.data import CommuneFact, FormerFact, ProvinceFact
from market.places.rules import COMMUNE, PROVINCE
from market.places.spelling import bare, glued, spellings, words

# Of two names that fit alike, a province's comes first and a former one last.
OF_PROVINCE, OF_NOW, OF_THEN = range(3)


@dataclass(frozen=True, slots=True)
class Named:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Former:
    """What a place was called before 1 July 2025; a province stood in no district."""

    name: str
    district: str | None
    province: str


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    name: str
    kind: str
    province: Named
    formerly: tuple[Former, ...]


class Name(NamedTuple):
    """One name, of now or of then, and the places (by their order in the list) it may mean."""

    spellings: tuple[str, ...]
    toned: str
    kind: str
    age: int
    places: tuple[int, ...]
    contexts: frozenset[str]


def places(provinces: list[ProvinceFact], communes: list[CommuneFact], former: list[FormerFact]) -> list[Place]:
    """Provinces, then communes, each in the order of their codes."""
    named = {fact.code: Named(fact.code, fact.name) for fact in provinces}
    home = {fact.code: fact.province_code for fact in communes}
    once = _once(former, home)
    return [
        *(Place(fact.code, fact.name, PROVINCE, named[fact.code], tuple(once[fact.code])) for fact in provinces),
        *(Place(fact.code, fact.name, COMMUNE, named[home[fact.code]], tuple(once[fact.code])) for fact in communes),
    ]


def _once(former: list[FormerFact], home: dict[str, str]) -> dict[str, dict[Former, None]]:
    """Code of a commune or province → what it was, each once and in order."""
    once: dict[str, dict[Former, None]] = defaultdict(dict)
    for fact in former:
        for code in fact.now:
            once[code][Former(fact.name, fact.district, fact.province)] = None
            once[home[code]][Former(fact.province, None, fact.province)] = None
    return once


def names(listed: list[Place], former: list[FormerFact]) -> Iterator[Name]:
    for order, place in enumerate(listed):
        if place.kind == COMMUNE:
            yield from _names(place.name, OF_NOW, (order,), contexts(place))
            continue
        yield from _names(place.name, OF_PROVINCE, (order,), frozenset())
        for once in place.formerly:
            yield from _names(once.name, OF_THEN, (order,), frozenset())
    yield from _former_names(listed, former)


def _former_names(listed: list[Place], former: list[FormerFact]) -> Iterator[Name]:
    order_of = {place.code: order for order, place in enumerate(listed)}
    became: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in former:
        became[fact.district, fact.province].update(fact.now)
    for fact in former:
        # Where no source says what a commune became, its district's communes are the candidates.
        orders = tuple(order_of[code] for code in fact.now or sorted(became[fact.district, fact.province]))
        province = listed[orders[0]].province.name
        yield from _names(fact.name, OF_THEN, orders, _spelled_in(fact.district, fact.province, province))


def _names(full: str, age: int, orders: tuple[int, ...], within: frozenset[str]) -> Iterator[Name]:
    kind, name = bare(full)
    for text in {name, glued(name)}:
        spelled = words(text)
        yield Name(spellings(" ".join(spelled.folded)), " ".join(spelled.toned), kind, age, orders, within)


def contexts(place: Place) -> frozenset[str]:
    """The folded names of all districts and provinces, of now or then, that hold a commune of now."""
    above = {place.province.name}
    for former in place.formerly:
        above.update((former.district or former.province, former.province))
    return _spelled_in(*sorted(above))


@lru_cache(maxsize=4096)
def _spelled_in(*above: str) -> frozenset[str]:
    """The folded spellings of districts and provinces, so that equal contexts are one object."""
    bares = (bare(name)[1] for name in above)
    folded = (" ".join(words(text).folded) for name in bares for text in (name, glued(name)))
    return frozenset(spelling for name in folded for spelling in spellings(name))

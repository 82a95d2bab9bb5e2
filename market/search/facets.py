"""How hits divide. What narrows by a thing does not narrow how it divides: who chose fruit still sees the tea."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from heapq import nsmallest
from typing import Any

from market.places.queries import directory, province_of
from market.search.engines.interface import PRICE_BANDS, Request
from market.search.index.projection import BETWEEN
from market.search.places import communes, districts, districts_of
from market.search.ranking.query import Node

MOST = 100
_MOST_LABELS = 5_000  # the country has 3,321 communes
# Each thing by which hits divide, and the filters of it.
_OWN: dict[str, tuple[str, ...]] = {
    "category": ("category",),
    "commune": ("commune_code", "district_code", "province_code"),
    "stars": ("ocop_stars", "certified"),
    "price": ("min_price_vnd", "max_price_vnd"),
    "ships_by_post": ("ships_by_post",),
}
_ALWAYS = ("category", "commune", "stars")
MORE = ("province", "district", "price", "ships_by_post")
Labels = Mapping[Any, int]


def counted(reader: Any, selection: Any, node: Node, request: Request) -> dict[str, list[dict[str, Any]]]:
    """The most common values of each first, and at most a hundred of each."""
    labels = _labels(reader, selection, node, request)
    found = {
        "category": [{"slug": code, "name": name, "count": n} for code, name, n in _most(labels["category"])],
        "commune": _communes(labels["commune"], request),
        "ocop_stars": [
            {"stars": stars, "count": n} for stars, n in sorted(labels["stars"].items(), reverse=True) if stars
        ],
    }
    asked = {"province": _provinces, "district": _districts, "price": _prices, "ships_by_post": _posted}
    return found | {name: asked[name](labels, request) for name in request.facets}


def _labels(reader: Any, selection: Any, node: Node, request: Request) -> dict[str, Labels]:
    """Each without its own filters: counted apart where there are some."""
    wanted = [*_ALWAYS, *(name for name in request.facets if name in _OWN)]
    own = {name: [one for one in _OWN[name] if getattr(request, one) is not None] for name in wanted}
    found = dict(selection.labels([name for name in wanted if not own[name]]))
    for name in wanted:
        if own[name]:
            without: dict[str, Any] = dict.fromkeys(own[name])
            other = replace(request, **without)
            found |= reader.select(node, other).labels([name])
    return found


def _most(labels: Mapping[str, int]) -> Iterator[tuple[str, str, int]]:
    total: defaultdict[tuple[str, str], int] = defaultdict(int)
    for label, count in labels.items():
        total[_named(label)] += count
    for count, (code, name) in nsmallest(MOST, ((-count, named) for named, count in total.items())):
        yield code, name, -count


@lru_cache(maxsize=_MOST_LABELS)
def _named(label: str) -> tuple[str, str]:
    """The code and the name of what a label counts."""
    code, name, *_ = label.split(BETWEEN)
    return code, name


def _communes(labels: Labels, request: Request) -> list[dict[str, Any]]:
    """Those of the district and the province that are asked for."""
    there = communes(request.province_code, request.district_code, None)
    kept = labels if there is None else {one: n for one, n in labels.items() if one.split(BETWEEN)[0] in set(there)}
    return [{"code": code, "name": name, "count": n} for code, name, n in _most(kept)]


def _provinces(labels: Mapping[str, Labels], _: Request) -> list[dict[str, Any]]:
    total: Counter[str] = Counter()
    for label, count in labels["commune"].items():
        total[province_of(label.split(BETWEEN)[0])] += count
    return [{"code": code, "name": _name(code), "count": n} for code, n in _largest(total)]


def _districts(labels: Mapping[str, Labels], request: Request) -> list[dict[str, Any]]:
    """Of before July 2025; a commune that is of two counts for both."""
    total: Counter[str] = Counter()
    there = communes(request.province_code, None, None)
    for label, count in labels["commune"].items():
        commune = label.split(BETWEEN)[0]
        if there is None or commune in there:
            total.update(dict.fromkeys(districts_of().get(commune, ()), count))
    return [{"code": code, "name": districts()[code][0], "count": n} for code, n in _largest(total)]


def _largest(total: Mapping[str, int]) -> list[tuple[str, int]]:
    return nsmallest(MOST, total.items(), key=lambda item: (-item[1], item[0]))


def _name(code: str) -> str:
    place = directory().place(code)
    return place.name if place else code


def _prices(labels: Mapping[str, Labels], _: Request) -> list[dict[str, Any]]:
    total: defaultdict[int, int] = defaultdict(int)
    for price, count in labels["price"].items():
        total[max(least for least, _ in PRICE_BANDS if least <= price)] += count
    bands = ((least, below, total[least]) for least, below in PRICE_BANDS if total[least])
    return [
        {"min_price_vnd": least, "max_price_vnd": None if below is None else below - 1, "count": n}
        for least, below, n in bands
    ]


def _posted(labels: Mapping[str, Labels], _: Request) -> list[dict[str, Any]]:
    return [{"ships_by_post": bool(value), "count": n} for value, n in sorted(labels["ships_by_post"].items()) if n]

"""What was understood of a search, each with the way to take it off again."""

from typing import Any, NamedTuple

from market.catalog.rules.categories import CATEGORIES
from market.language import Sentence
from market.places.queries import directory
from market.search.engines.interface import Sort
from market.search.places import districts
from market.web.household.goods.words import category_name
from market.web.store.listing import here_with
from market.web.store.search.words import SEARCH, SORTS, YES_NO
from market.web.store.words import STORE

_ORDER = (
    "q", "good", "category", "commune_code", "district_code", "province_code", "shop_id", "ocop_stars", "min_price_vnd",
    "max_price_vnd", "max_price_per_kg_vnd", "month", "ships_by_post", "in_stock", "in_season", "certified", "literal",
    "group", "sort", "near",
)  # fmt: skip


SEVERAL = ("category", "commune_code", "district_code", "province_code")
_SUMS = {"min_price_vnd": "from", "max_price_vnd": "to", "max_price_per_kg_vnd": "to_kg"}
_FILTERS = {"stars": "ocop_stars", "ocop": "certified"}


class Chip(NamedTuple):
    word: Sentence
    without: str


def chips(query: dict[str, Any], cards: list[dict[str, Any]]) -> list[Chip]:
    """In the order of the form; `cards` know what a shop is called."""
    given = {
        name: query[name]
        for name in _ORDER
        if query.get(name) not in (None, "", Sort.RELEVANCE) and not (name == "literal" and not query[name])
    }
    return [chip for name, value in given.items() for chip in _chips(name, value, cards)]


def _chips(name: str, value: Any, cards: list[dict[str, Any]]) -> list[Chip]:
    """One; of several codes one for each."""
    if name == "near":
        return []  # it comes off with the order that it is for
    codes = value.split(",") if name in SEVERAL else [value]
    rest = [",".join(one for one in codes if one != code) or None for code in codes] if name in SEVERAL else [None]
    return [Chip(_word(name, code, cards), here_with(**{name: left})) for code, left in zip(codes, rest, strict=True)]


def understood(told: dict[str, Any]) -> list[Chip]:
    """What was read out of the words; without one, the others are filters and the rest is taken as it stands."""
    said = {_FILTERS.get(name, name): value for name, value in told.items() if name not in ("text", "place")}
    kept = {name: _written(value) for name, value in said.items()} | {"q": told.get("text"), "literal": "true"}
    paths = {name: here_with(**{**kept, "cursor": None, name: None}) for name in said}
    return [Chip(_word(name, value, []), paths[name]) for name, value in said.items()]


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _word(name: str, value: Any, cards: list[dict[str, Any]]) -> Sentence:
    if name in _SUMS:
        return SEARCH[_SUMS[name]].format(sum_vnd=value)
    match name:
        case "category":
            return category_name(value) if value in CATEGORIES else _as_it_is(value)
        case "ocop_stars":
            return STORE["stars"].format(stars=value)
        case "month":
            return SEARCH["ripe_in"].format(month=value)
        case "group":
            return SEARCH["grouped"]
        case "sort":
            return SORTS[Sort(value)]
    return YES_NO[name, value] if (name, value) in YES_NO else _named(name, value, cards)


def _named(name: str, value: Any, cards: list[dict[str, Any]]) -> Sentence:
    """What has a name of its own."""
    match name:
        case "commune_code" | "province_code":
            place = directory().place(value)
            return _as_it_is(place.name if place else value)
        case "district_code":
            return _as_it_is(districts()[value][0] if value in districts() else value)
        case "shop_id":
            return _as_it_is(cards[0]["shop"]["name"]) if cards else SEARCH["one_shop"]
        case "good":
            return _as_it_is(cards[0]["name"]) if cards else SEARCH["one_good"]
    return _as_it_is(f"“{value}”")


def _as_it_is(text: str) -> Sentence:
    return Sentence(text, en=text)

"""What was understood of a search, each with the way to take it off again."""

from typing import Any, NamedTuple

from market.catalog.rules.categories import CATEGORIES
from market.language import Sentence
from market.places.queries import directory
from market.search.engines.interface import Sort
from market.web.household.goods.words import category_name
from market.web.store.listing import here_with
from market.web.store.search.words import SEARCH, SORTS, YES_NO
from market.web.store.words import STORE

_ORDER = (
    "q", "category", "commune_code", "province_code", "shop_id", "ocop_stars", "min_price_vnd", "max_price_vnd",
    "in_stock", "in_season", "sort",
)  # fmt: skip


class Chip(NamedTuple):
    word: Sentence
    without: str


def chips(query: dict[str, Any], cards: list[dict[str, Any]]) -> list[Chip]:
    """In the order of the form; `cards` know what a shop is called."""
    given = {name: query[name] for name in _ORDER if query.get(name) not in (None, "", Sort.RELEVANCE)}
    return [Chip(_word(name, value, cards), here_with(**{name: None})) for name, value in given.items()]


def _word(name: str, value: Any, cards: list[dict[str, Any]]) -> Sentence:
    match name:
        case "q":
            return _as_it_is(f"“{value}”")
        case "category":
            return category_name(value) if value in CATEGORIES else _as_it_is(value)
        case "commune_code" | "province_code":
            place = directory().place(value)
            return _as_it_is(place.name if place else value)
        case "shop_id":
            return _as_it_is(cards[0]["shop"]["name"]) if cards else SEARCH["one_shop"]
        case "ocop_stars":
            return STORE["stars"].format(stars=value)
        case "min_price_vnd" | "max_price_vnd":
            return SEARCH["from" if name == "min_price_vnd" else "to"].format(sum_vnd=value)
        case "sort":
            return SORTS[Sort(value)]
    return YES_NO[name, value]


def _as_it_is(text: str) -> Sentence:
    return Sentence(text, en=text)

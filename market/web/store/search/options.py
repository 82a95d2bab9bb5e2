"""The lists of the filter form, written once for each language: a hundred lines that never change."""

from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup, escape

from market.catalog.rules.categories import CATEGORIES
from market.language import LANGUAGES
from market.places.queries import directory
from market.places.rules import PROVINCE
from market.search.engines.interface import Sort
from market.web.household.goods.words import category_name
from market.web.shell import frame
from market.web.store.search.words import SORTS

_STARS = (5, 4, 3)
_OPTION = Markup('<option value="{}">{}</option>')


def options(asked: Mapping[str, str]) -> dict[str, Markup]:
    """Of each list its options; what is asked for is chosen."""
    return {name: _choosing(asked.get(name), list_) for name, list_ in _lists(frame.spoken_language()).items()}


def _choosing(code: str | None, written: Markup) -> Markup:
    if not code:
        return written
    said = f'<option value="{escape(code)}"'
    return Markup(str(written).replace(f"{said}>", f"{said} selected>"))  # noqa: S704  escaped above


@lru_cache(maxsize=len(LANGUAGES))
def _lists(language: str) -> dict[str, Markup]:
    choices = {
        "category": [(slug, category_name(slug).spoken(language)) for slug in CATEGORIES],
        "province_code": [(place.code, place.name) for place in directory().places if place.kind == PROVINCE],
        "ocop_stars": [(str(stars), f"{stars} ★") for stars in _STARS],
        # Near what, an address says: the page of a commune leads there.
        "sort": [(sort.value, word.spoken(language)) for sort, word in SORTS.items() if sort is not Sort.NEAREST],
        "month": [(str(month), str(month)) for month in range(1, 13)],
    }
    return {name: Markup().join(_OPTION.format(*one) for one in some) for name, some in choices.items()}

"""Stars in words, and what the pages of a good and a shop show of what buyers said."""

from typing import Any
from uuid import UUID

from market import clock
from market.http import page as one_page
from market.language import Sentence
from market.reviews import queries
from market.reviews.models import Review
from market.web.store.reviews.words import FEW, GIVEN, ONE, STARS, WRONG

_FEW_SHOWN = 3


def in_words(reviews: dict[str, Any]) -> Sentence | None:
    """★ 4,6 sao · 12 người mua; of fewer than three only how many; nothing where nobody spoke."""
    if not reviews["buyers"]:
        return None
    if reviews["stars"] is None:
        return FEW.format(n=reviews["buyers"])
    stars = f"{reviews['stars']:.1f}"
    return STARS.format(stars=Sentence(stars.replace(".", ","), en=stars), n=reviews["buyers"])


def given(stars: int) -> Sentence:
    """What one buyer gave, as it is read aloud."""
    return ONE if stars == 1 else GIVEN.format(n=stars)


def newest_of_good(product_id: UUID, reviews: dict[str, Any]) -> list[dict[str, Any]]:
    """The newest few, where there are any: nobody looks for what is counted to be none."""
    return _few(queries.of_product(product_id)) if reviews["buyers"] else []


def newest_of_shop(shop_id: UUID, reviews: dict[str, Any]) -> list[dict[str, Any]]:
    return _few(queries.of_shop(shop_id)) if reviews["buyers"] else []


def listed(wanted: Any, **paged: Any) -> dict[str, Any]:
    """One page of them, as anybody sees each."""
    found = one_page(wanted, Review.id, **paged)
    return found | {"items": [told(queries.shown(review)) for review in found["items"]]}


def told(review: dict[str, Any]) -> dict[str, Any]:
    """With what is read of it: the stars in words, and the day."""
    stars = given(review["stars"]) if review["stars"] else None
    return review | {"given": stars, "day": clock.local_day(review["written_at"])}


def choices(language: str) -> list[tuple[str, str]]:
    """What may be wrong with one."""
    return [(code, word.spoken(language)) for code, word in WRONG.items()]


def _few(wanted: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = listed(wanted, limit=_FEW_SHOWN)["items"]
    return found

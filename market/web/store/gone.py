"""What is no more: said plainly, with what is alike."""

from typing import Any

from flask import Response

from market.catalog.queries.gone import Gone
from market.language import Sentence
from market.web.store.few import few
from market.web.store.page import page

_ALIKE = 6
WORDS = {
    "good": Sentence("Hàng này không còn bán", en="This is no longer sold"),
    "shop": Sentence("Gian hàng này không còn bán", en="This shop sells no more"),
    "say": Sentence("Xem những món giống dưới đây, hoặc tìm món khác.", en="Look at what is alike, or search."),
    "say_none": Sentence("Xin tìm món khác ở ô phía trên.", en="Please search for something else above."),
}


def gone(was: Gone, what: str) -> Response:
    """The page of a `good` or `shop` that was; it names nothing of it."""
    alike = _alike(was)
    say = WORDS["say" if alike else "say_none"]
    return page("gone.html", title=WORDS[what], say=say, status=410, words=WORDS, alike=alike)


def _alike(was: Gone) -> list[dict[str, Any]]:
    """Of the same name, or else of the same kind or commune."""
    if was.category is None:
        return few(_ALIKE, commune_code=was.commune_code)
    named = few(_ALIKE, q=was.name, category=was.category)
    return named or few(_ALIKE, category=was.category)

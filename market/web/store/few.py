"""A handful of goods for a corner of a page, of the index alone; the same corner stands on many pages."""

from collections.abc import Callable, Hashable
from math import inf
from typing import Any, TypeVar

from flask import Flask, current_app

from market import clock
from market.search import queries
from market.search.engines.interface import Found, IndexNotReady
from market.search.engines.registry import current_engine
from market.web.shell import forms
from market.web.store import cards, listing
from market.web.store.cards import Card
from market.web.store.kept import Kept

_MOST = 2000
Value = TypeVar("Value")
_NAME = "store_few"


def few(most: int, **wishes: Any) -> list[Card]:
    """At most so many cards by the fields of `SearchQuery`; none while there is no index."""
    return [cards.shown(card) for card in found(limit=most, **wishes).items]


def found(**wishes: Any) -> Found:
    """What search finds, for what is the same for everybody; nothing while there is no index."""
    try:
        return remembered(("found", *sorted(wishes.items())), lambda: _found(wishes))
    except IndexNotReady:
        return Found()


def remembered(key: Hashable, make: Callable[[], Value], *, seconds: float = inf) -> Value:
    """What `make` gives, kept for so long as pages are, or for fewer `seconds`."""
    kept: Kept[Value] = current_app.extensions[_NAME]
    return kept.or_made((clock.local_day(clock.now()), key), make, seconds=seconds)


def _found(wishes: dict[str, Any]) -> Found:
    query = forms.load(listing.QUERY, wishes)
    # Nobody has typed this: it is not counted.
    return current_engine().search(queries.asked_for(query, now=clock.now()))


def init_app(app: Flask) -> None:
    app.extensions[_NAME] = Kept(seconds=app.config["MARKET"].store_pages_kept, most=_MOST)

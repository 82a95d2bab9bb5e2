"""A handful of goods for a corner of a page, of the index alone; the same corner stands on many pages."""

from typing import Any

from flask import Flask, current_app

from market import clock
from market.search import queries
from market.search.engines.interface import Found, IndexNotReady
from market.search.schemas import SearchQuery
from market.web.shell import forms
from market.web.store import cards
from market.web.store.cards import Card
from market.web.store.kept import Kept

_MOST = 2000
_NAME = "store_few"


def few(most: int, **wishes: Any) -> list[Card]:
    """At most so many cards by the fields of `SearchQuery`; none while there is no index."""
    return [cards.shown(card) for card in found(limit=most, **wishes).items]


def found(**wishes: Any) -> Found:
    """What search finds, for what is the same for everybody; nothing while there is no index."""
    kept: Kept[Found] = current_app.extensions[_NAME]
    return kept.or_made((clock.local_day(clock.now()), *sorted(wishes.items())), lambda: _found(wishes))


def _found(wishes: dict[str, Any]) -> Found:
    query = forms.load(SearchQuery(), wishes)
    try:
        return queries.find(queries.asked_for(query, now=clock.now()))
    except IndexNotReady:
        return Found()


def init_app(app: Flask) -> None:
    app.extensions[_NAME] = Kept(seconds=app.config["MARKET"].store_pages_kept, most=_MOST)

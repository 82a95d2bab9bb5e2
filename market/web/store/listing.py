"""Goods as a list with what it was narrowed by: search, and the pages of a category and a commune."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from flask import request

from market import clock
from market.http import PageQuery, browsers
from market.search import paging, queries
from market.search.schemas import SearchQuery
from market.search.sought.rules import outcome
from market.web.shell import forms
from market.web.store import cards

_CURSOR = "cursor"
# From a search to an order a phone fetches 120 kB, and each photo of a list takes three of them.
AT_ONCE = 12
QUERY = SearchQuery()  # with all its fields it takes its time to be made
_NARROWS = QUERY.fields.keys() - {_CURSOR, "explain"}
_ROWS = PageQuery()


def asked() -> dict[str, Any]:
    """What the address asks for, by the fields of the API's search. Raises InvalidInput."""
    return forms.asked(QUERY) | {"explain": False} | _limit()


def paged() -> dict[str, Any]:
    """Where a list of rows goes on. Raises InvalidInput."""
    return forms.asked(_ROWS) | _limit()


def _limit() -> dict[str, int]:
    return {} if "limit" in request.args else {"limit": AT_ONCE}


def listed(query: Mapping[str, Any], **fixed: Any) -> dict[str, Any]:
    """One page of goods. Raises IndexNotReady, NoSuchCategory, NoSuchPlace."""
    now = clock.now()
    asked = queries.asked_for(dict(query) | fixed, now=now)
    found = queries.find(asked, now=now)
    following = paging.pack(found.next)
    return {
        "cards": [cards.shown(card) for card in found.items],
        "total": found.total,
        "facets": found.facets,
        "meant": found.did_you_mean,
        "understood": found.understood,
        "left_out": found.relaxed["left_out"] if found.relaxed else [],
        "nearest": found.nearest,
        "sold_before": _sold_before(found.nearest),
        "instead": [suggestion.text for suggestion in found.instead],
        "came": outcome(asked, found),
        "more": here_with(**{_CURSOR: following}) if following else None,
    }


def _sold_before(nearest: dict[str, Any] | None) -> dict[str, Any] | None:
    """Who sold lately what nobody sells, and where she is found."""
    sold = nearest["sold_before"] if nearest else None
    if sold is None:
        return None
    year, month = sold["month"].split("-")
    said = {"good": sold["good"], "shop": sold["shop"]["name"], "month": f"{int(month)}/{year}"}
    return said | {"path": cards.path_of_shop(sold["shop"])}


def here_with(**changed: Any) -> str:
    """This page with something else asked for, from its beginning; None: not asked for any more."""
    return with_(request.path, {**_asked_here(), **changed})


def narrowed_by(name: str) -> Callable[[Any], str]:
    """Where each of many links leads that narrow this page by one thing more, or by another."""
    here = here_with(**{_CURSOR: None, name: None})
    joint = "&" if "?" in here else "?"
    return lambda value: f"{here}{joint}{urlencode({name: value})}"


def with_(path: str, wanted: Mapping[str, Any]) -> str:
    """`path` with what is wanted of it; the link by which somebody came is put on by `along`."""
    said = urlencode({name: value for name, value in wanted.items() if value not in (None, "")})
    return f"{path}?{said}" if said else path


def _asked_here() -> dict[str, str]:
    return {name: value for name, value in browsers.asked().items() if name in _NARROWS}

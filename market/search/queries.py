"""What is looked for, what comes of it, and what is suggested."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import current_app

from market import clock
from market.catalog.rules.categories import CATEGORIES, NoSuchCategory
from market.language import Sentence
from market.places.queries import require_place, require_province
from market.places.rules import NoSuchPlace
from market.search import paging
from market.search.engines.interface import Found, Request, Sort, Suggestion
from market.search.engines.registry import current_engine
from market.search.nearest import nearest
from market.search.places import districts
from market.search.sought import lines
from market.search.sought.rules import Outcome, outcome

_MOST_INSTEAD = 6
_NO_SUCH_DISTRICT = Sentence(
    "Không có huyện cũ nào mang mã này. Xem `district` ở GET /api/v1/search?facets=district.",
    en="No former district has this code. See `district` of GET /api/v1/search?facets=district.",
)


def asked_for(query: Mapping[str, Any], *, now: datetime) -> Request:
    """What an engine is asked by the fields of `SearchQuery`. Raises InvalidInput for a cursor that is none."""
    wishes = {name: _fixed(name, value) for name, value in query.items()}
    text, sort = wishes.pop("q"), Sort(wishes.pop("sort"))
    after = paging.unpack(wishes.pop("cursor", None), sort)
    return Request(clock.local_day(now), text, sort=sort, after=after, **wishes)


def _fixed(name: str, value: Any) -> Any:
    return tuple(dict.fromkeys(value)) if name == "facets" else value


def find(asked: Request, *, now: datetime) -> Found:
    """One page of goods, of this machine's index alone; what came of it is left for the worker to count.

    Where nothing is found: what is nearest, and who sold it lately; and what there is instead.

    Raises IndexNotReady, and NoSuchCategory or NoSuchPlace for a filter by what there is not.
    """
    _require_there_are(asked)
    found = current_engine().search(asked)
    if asked.after is None:
        note(outcome(asked, found), asked.text)
    if found.total:
        return found
    return replace(found, nearest=_nearest(asked, found, now), instead=suggest("", limit=_MOST_INSTEAD, now=now))


def _nearest(asked: Request, found: Found, now: datetime) -> dict[str, Any] | None:
    """Nobody sells what filters alone hide: then it is they that are to be taken away."""
    engine, text = current_engine(), found.understood.get("text", asked.text)
    if asked.filtered or found.understood:
        there = engine.search(Request(asked.today, text, limit=1))
        if there.total and not (there.relaxed or there.did_you_mean):
            return None
    return nearest(text, engine.lexicon.words, now=now)


def _require_there_are(asked: Request) -> None:
    if not set(asked.categories or ()) <= CATEGORIES.keys():
        raise NoSuchCategory
    for code in (*_codes(asked.commune_code), *_codes(asked.near)):
        require_place(code)
    for code in _codes(asked.province_code):
        require_province(code)
    if not set(_codes(asked.district_code)) <= districts().keys():
        raise NoSuchPlace(field="district_code", told=_NO_SUCH_DISTRICT)


def _codes(text: str | None) -> list[str]:
    return text.split(",") if text else []


def note(came: Outcome, text: str) -> None:
    """Let it be counted that `text` was sought, or led to a good."""
    lines.note(current_app.config["MARKET"].index_dir, came, text)


def suggest(prefix: str, *, limit: int, now: datetime) -> list[Suggestion]:
    """What may be meant by a beginning; where nothing is typed, what is ripe and sought often. IndexNotReady."""
    sought = () if prefix.strip() else lines.often(current_app.config["MARKET"].index_dir)
    return current_engine().suggest(prefix, limit, clock.local_day(now).month, sought)

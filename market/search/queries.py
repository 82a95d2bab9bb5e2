"""What is looked for, what comes of it, and what is suggested."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import current_app

from market import clock
from market.catalog.rules.categories import CATEGORIES, NoSuchCategory
from market.places.queries import require_place, require_province
from market.search import paging
from market.search.engines.interface import Found, Request, Sort, Suggestion
from market.search.engines.registry import current_engine
from market.search.nearest import nearest
from market.search.sought import lines
from market.search.sought.rules import Outcome, outcome


def asked_for(query: Mapping[str, Any], *, now: datetime) -> Request:
    """What an engine is asked by the fields of `SearchQuery`. Raises InvalidInput for a cursor that is none."""
    wishes = dict(query)
    text, sort = wishes.pop("q"), Sort(wishes.pop("sort"))
    after = paging.unpack(wishes.pop("cursor", None), sort)
    return Request(clock.local_day(now), text, sort=sort, after=after, **wishes)


def find(asked: Request, *, now: datetime) -> Found:
    """One page of goods, of this machine's index alone; what came of it is left for the worker to count.

    Where nothing is found: what is nearest, and who sold it lately.

    Raises IndexNotReady, and NoSuchCategory or NoSuchPlace for a filter by what there is not.
    """
    found = current_engine().search(asked)
    if not found.total:
        _require_there_are(asked)
    if asked.after is None:
        note(outcome(asked, found), asked.text)
    return found if found.total else replace(found, nearest=_nearest(asked, found, now))


def _nearest(asked: Request, found: Found, now: datetime) -> dict[str, Any] | None:
    """Nobody sells what filters alone hide: then it is they that are to be taken away."""
    engine, text = current_engine(), found.understood.get("text", asked.text)
    if asked.filtered or found.understood:
        there = engine.search(Request(asked.today, text, limit=1))
        if there.total and not (there.relaxed or there.did_you_mean):
            return None
    return nearest(text, engine.lexicon.words, now=now)


def _require_there_are(asked: Request) -> None:
    if asked.category is not None and asked.category not in CATEGORIES:
        raise NoSuchCategory
    if asked.commune_code is not None:
        require_place(asked.commune_code)
    if asked.province_code is not None:
        require_province(asked.province_code)


def note(came: Outcome, text: str) -> None:
    """Let it be counted that `text` was sought, or led to a good."""
    lines.note(current_app.config["MARKET"].index_dir, came, text)


def suggest(prefix: str, *, limit: int, now: datetime) -> list[Suggestion]:
    """What may be meant by a beginning; where nothing is typed, what is ripe and sought often. IndexNotReady."""
    sought = () if prefix.strip() else lines.often(current_app.config["MARKET"].index_dir)
    return current_engine().suggest(prefix, limit, clock.local_day(now).month, sought)

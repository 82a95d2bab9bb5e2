"""What is looked for, and the searches that found nothing: what nobody sells, or the search does not understand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from flask import current_app
from sqlalchemy import and_, or_, select

from market import clock
from market.catalog.rules.categories import CATEGORIES, NoSuchCategory
from market.db import db
from market.places.queries import require_place, require_province
from market.search import paging, zero_results
from market.search.engines.interface import Found, Request, Sort
from market.search.engines.registry import current_engine
from market.search.models import EmptySearch
from market.search.nearest import nearest


def asked_for(query: Mapping[str, Any], *, now: datetime) -> Request:
    """What an engine is asked by the fields of `SearchQuery`. Raises InvalidInput for a cursor that is none."""
    wishes = dict(query)
    text, sort = wishes.pop("q"), Sort(wishes.pop("sort"))
    after = paging.unpack(wishes.pop("cursor", None), sort)
    return Request(clock.local_day(now), text, sort=sort, after=after, **wishes)


def find(asked: Request) -> Found:
    """One page of goods, of this machine's index alone; a search that finds nothing leaves a note for the worker.

    Raises IndexNotReady, and NoSuchCategory or NoSuchPlace for a filter by what there is not.
    """
    found = current_engine().search(asked)
    if not found.total:
        _require_there_are(asked)
    if not found.total and not asked.filtered:
        zero_results.note(current_app.config["MARKET"].index_dir, asked.text)
    return found if found.total else replace(found, nearest=nearest(asked.text))


def _require_there_are(asked: Request) -> None:
    if asked.category is not None and asked.category not in CATEGORIES:
        raise NoSuchCategory
    if asked.commune_code is not None:
        require_place(asked.commune_code)
    if asked.province_code is not None:
        require_province(asked.province_code)


def empty_searches(*, day: date, limit: int, after: tuple[int, str] | None = None) -> Sequence[EmptySearch]:
    """At most `limit` of a day, the most frequent first, from behind `after` (a count and a text) on."""
    wanted = select(EmptySearch).where(EmptySearch.day == day)
    if after is not None:
        count, text = after
        rest = and_(EmptySearch.count == count, EmptySearch.text > text)
        wanted = wanted.where(or_(EmptySearch.count < count, rest))
    return db.session.scalars(wanted.order_by(EmptySearch.count.desc(), EmptySearch.text).limit(limit)).all()

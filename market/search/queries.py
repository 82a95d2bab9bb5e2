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
from market.language import Sentence
from market.places.queries import require_place, require_province
from market.places.rules import NoSuchPlace
from market.search import paging, zero_results
from market.search.engines.interface import Found, Request, Sort
from market.search.engines.registry import current_engine
from market.search.models import EmptySearch
from market.search.nearest import nearest
from market.search.places import districts

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


def find(asked: Request) -> Found:
    """One page of goods, of this machine's index alone; a search that finds nothing leaves a note for the worker.

    Raises IndexNotReady, and NoSuchCategory or NoSuchPlace for a filter by what there is not.
    """
    _require_there_are(asked)
    found = current_engine().search(asked)
    if not found.total and not asked.filtered:
        zero_results.note(current_app.config["MARKET"].index_dir, asked.text)
    return found if found.total else replace(found, nearest=nearest(asked.text))


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


def empty_searches(*, day: date, limit: int, after: tuple[int, str] | None = None) -> Sequence[EmptySearch]:
    """At most `limit` of a day, the most frequent first, from behind `after` (a count and a text) on."""
    wanted = select(EmptySearch).where(EmptySearch.day == day)
    if after is not None:
        count, text = after
        rest = and_(EmptySearch.count == count, EmptySearch.text > text)
        wanted = wanted.where(or_(EmptySearch.count < count, rest))
    return db.session.scalars(wanted.order_by(EmptySearch.count.desc(), EmptySearch.text).limit(limit)).all()

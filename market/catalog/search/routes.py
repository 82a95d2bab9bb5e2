"""Looking for goods. Answered from this machine's index alone: no page of hits touches the database."""

from typing import Any

from flask import Response, jsonify

from market import clock
from market.catalog.search import paging
from market.catalog.search.engine import Request, Sort, current_engine
from market.catalog.search.schemas import SearchPage, SearchQuery, SuggestionList, SuggestionQuery
from market.http import Blueprint, public

blueprint = Blueprint("search", __name__, url_prefix="/api/v1", description="Search and suggestions")

_MOST_SUGGESTIONS = 10


@blueprint.route("/search", methods=["GET"])
@public
@blueprint.arguments(SearchQuery, location="query")
@blueprint.response(200, SearchPage)
def search(query: dict[str, Any]) -> Response:
    """Find goods by name, other names, shop, place or description, with or without marks.

    Without `q`: all goods, those in stock and in season first. At most the first 1,000 hits can be paged through.
    """
    text, sort, cursor = query.pop("q"), Sort(query.pop("sort")), query.pop("cursor", None)
    after = paging.unpack(cursor, sort)
    today = clock.local_day(clock.now())
    found = current_engine().search(Request(today=today, text=text, sort=sort, after=after, **query))
    # The cards lie in the index as they are shown; a test holds them and `SearchPage` together.
    return jsonify({**vars(found), "next": paging.pack(found.next)})


@blueprint.route("/search/suggestions", methods=["GET"])
@public
@blueprint.arguments(SuggestionQuery, location="query")
@blueprint.response(200, SuggestionList)
def suggest(query: dict[str, Any]) -> Response:
    """What could be meant by the beginning of a word: goods, shops, communes, categories."""
    found = current_engine().suggest(query["q"], _MOST_SUGGESTIONS)
    return jsonify(items=[{"text": suggestion.text, "kind": suggestion.kind} for suggestion in found])

"""Looking for goods. Answered from this machine's index alone: no page of hits touches the database."""

from flask import Response, jsonify

from market import clock, errors
from market.accounts.access import current_person
from market.accounts.rules import RoleName
from market.http import Blueprint, Json, public
from market.search import paging, queries, schemas
from market.search.engines.interface import Suggestion

blueprint = Blueprint("search", __name__, url_prefix="/api/v1", description="Search and suggestions")

_MOST_SUGGESTIONS = 10


@blueprint.route("/search", methods=["GET"])
@public
@blueprint.arguments(schemas.SearchQuery, location="query")
@blueprint.response(200, schemas.SearchPage)
def search(query: Json) -> Response:
    """Find goods by name, other names, shop, place or description, with or without marks.

    Without `q`: all goods, those in stock and in season first. At most the first 1,000 hits can be paged through.
    `explain` shows an operator why each hit ranks where it does.
    """
    if query["explain"] and not current_person().holds(RoleName.OPERATOR):
        raise errors.NotAllowed
    now = clock.now()
    found = queries.find(queries.asked_for(query, now=now), now=now)
    shown = {**vars(found), "next": paging.pack(found.next), "instead": _told(found.instead)}
    if not query["explain"]:
        del shown["reasons"]
    # The cards lie in the index as they are shown; a test holds them and `SearchPage` together.
    return jsonify(shown)


@blueprint.route("/search/suggestions", methods=["GET"])
@public
@blueprint.arguments(schemas.SuggestionQuery, location="query")
@blueprint.response(200, schemas.SuggestionList)
def suggest(query: Json) -> Response:
    """What could be meant by the beginning of a word: goods, shops, communes, categories.

    Without one: what is ripe this month and what is sought often, in turn.
    """
    found = queries.suggest(query["q"], limit=_MOST_SUGGESTIONS, now=clock.now())
    return jsonify(items=_told(found))


def _told(found: list[Suggestion]) -> list[Json]:
    return [{"text": suggestion.text, "kind": suggestion.kind} for suggestion in found]

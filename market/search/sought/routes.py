"""What operators learn of searches; and a way to say that one has led to a good."""

from datetime import date, timedelta

from market import clock
from market.accounts.access import holding
from market.accounts.rules import RoleName
from market.http import Blueprint, Json, public, unkeyed, writes_nothing
from market.search import paging
from market.search import queries as searching
from market.search.sought import queries, rules, schemas

blueprint = Blueprint("sought", __name__, url_prefix="/api/v1", description="What is sought, and what comes of it")


@blueprint.route("/search/misses", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.EmptySearchQuery, location="query")
@blueprint.response(200, schemas.EmptySearchPage)
def list_misses(query: Json) -> Json:
    """What was sought on a day (today unless said) and found nothing, the most frequent first."""
    day, limit = query.get("day") or _today(), query["limit"]
    found = queries.misses(day=day, limit=limit + 1, after=paging.unpack_miss(query.get("cursor")))
    last = found[limit - 1] if len(found) > limit else None
    return {"items": found[:limit], "next": paging.pack_miss(last.count, last.text) if last else None}


@blueprint.route("/search/queries", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.SoughtQuery, location="query")
@blueprint.response(200, schemas.SoughtPage)
def list_queries(query: Json) -> Json:
    """What was sought in the last days: most often, most often in vain, or though often never followed to a good.

    Counted without persons, once an hour; `unopened` are those asked five times or more whose hits nobody opened.
    """
    limit, by, after = query["limit"], rules.Order(query["by"]), paging.unpack_miss(query.get("cursor"))
    found = queries.sought(since=_first(query["days"]), until=_today(), by=by, limit=limit + 1, after=after)
    last = found[limit - 1] if len(found) > limit else None
    return {"items": found[:limit], "next": paging.pack_miss(last.count, last.text) if last else None}


@blueprint.route("/search/figures", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.LastDays, location="query")
@blueprint.response(200, schemas.SearchFigures)
def show_search_figures(query: Json) -> Json:
    """How much was sought on each of the last days, and how many of a hundred searches found nothing, or less."""
    return rules.figures(queries.days(since=_first(query["days"]), until=_today()))


@blueprint.route("/search/openings", methods=["POST"])
@public
@unkeyed
@writes_nothing
@blueprint.arguments(schemas.Opening)
@blueprint.response(204)
def note_opening(said: Json) -> None:
    """Say that somebody opened a good that this search had found. Counted by its text alone, without persons."""
    searching.note(rules.Outcome.OPENED, said["q"])


def _today() -> date:
    return clock.local_day(clock.now())


def _first(days: int) -> date:
    return _today() - timedelta(days=days - 1)

"""What is ripe when."""

from flask import request

from market.catalog.blueprint import blueprint
from market.catalog.queries import seasons
from market.catalog.rules.categories import CATEGORIES, NoSuchCategory
from market.catalog.schemas.seasons import SeasonPage, SeasonQuery
from market.http import FACTS, Json, public


@blueprint.route("/seasons", methods=["GET"])
@public
@blueprint.arguments(SeasonQuery, location="query")
@blueprint.response(200, SeasonPage)
def list_seasons(query: Json) -> tuple[Json, int, dict[str, str]]:
    """A calendar of the harvest: what is ripe from which month to which, by name; of a month or a category.

    What can be had all year is not in it. `GET /search?in_season=true` finds what is ripe today.
    """
    month, category = query.pop("month", None), query.pop("category", None)
    if category is not None and category not in CATEGORIES:
        raise NoSuchCategory
    found = seasons.seasons(month=month, category=category, limit=query["limit"], cursor=query.get("cursor"))
    return found, 200, {} if "Authorization" in request.headers else FACTS

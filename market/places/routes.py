"""The look-up of provinces and communes."""

from market.http import Blueprint, Json, public
from market.places import queries, schemas

blueprint = Blueprint("places", __name__, url_prefix="/api/v1", description="Provinces and communes, by any name")

# Places change by decree and with a release, so an hour in a cache harms nobody.
_CACHED = {"Cache-Control": "public, max-age=3600"}


@blueprint.route("/places", methods=["GET"])
@public
@blueprint.arguments(schemas.PlaceQuery, location="query")
@blueprint.response(200, schemas.PlacePage)
def list_places(query: Json) -> tuple[Json, int, dict[str, str]]:
    """Find places by a name of now or of before July 2025, with or without accents; the likeliest first."""
    return queries.look_up(**query), 200, _CACHED

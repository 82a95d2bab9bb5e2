"""The look-up of provinces and communes."""

from market.http import FACTS, Blueprint, Json, public
from market.places import queries, schemas
from market.places.gazetteer import Place

blueprint = Blueprint("places", __name__, url_prefix="/api/v1", description="Provinces and communes, by any name")


@blueprint.route("/places", methods=["GET"])
@public
@blueprint.arguments(schemas.PlaceQuery, location="query")
@blueprint.response(200, schemas.PlacePage)
def list_places(query: Json) -> tuple[Json, int, dict[str, str]]:
    """Find places by a name of now or of before July 2025, with or without accents; the likeliest first."""
    return queries.look_up(**query), 200, FACTS


@blueprint.route("/places/<code:place>", methods=["GET"])
@public
@blueprint.response(200, schemas.PlaceOut)
def show_place(place: str) -> tuple[Place, int, dict[str, str]]:
    """One province or commune of now, by its code."""
    return queries.place(place), 200, FACTS


@blueprint.route("/places/<code:place>/villages", methods=["GET"])
@public
@blueprint.arguments(schemas.VillageQuery, location="query")
@blueprint.response(200, schemas.NamedVillages)
def list_villages(query: Json, place: str) -> Json:
    """The villages of a commune that anybody has named so far. A new one is made when a household first names it."""
    return queries.villages(place, **query)

"""Which banks there are, for whoever files an account."""

from market.http import Json, public
from market.payments.banks import queries, schemas
from market.payments.blueprint import blueprint


@blueprint.route("/banks", methods=["GET"])
@public
@blueprint.arguments(schemas.BankQuery, location="query")
@blueprint.response(200, schemas.BankList)
def list_banks(query: Json) -> Json:
    """Banks by a part of their name, with or without accents, or of their BIN. All of them without `q`."""
    return {"items": queries.find(query["q"])}

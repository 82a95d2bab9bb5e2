"""What waits for a second operator before it is given up."""

from market.accounts.access import holding
from market.accounts.rules import RoleName
from market.http import Json, page
from market.payments.blueprint import blueprint
from market.payments.write_offs import models, queries, schemas


@blueprint.route("/write-offs", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.WriteOffQuery, location="query")
@blueprint.response(200, schemas.WriteOffPage)
def list_write_offs(query: Json) -> Json:
    """Money that one operator would give up. A second agrees by asking for the same, at the address in `subject`."""
    return page(queries.write_offs(waiting=query.pop("state") == "waiting"), models.WriteOff.id, **query)

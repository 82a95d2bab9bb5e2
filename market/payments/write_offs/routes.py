"""What waits for a second operator before it is given up."""

from typing import Any

from market.accounts.access import holding
from market.accounts.rules import RoleName
from market.http import page
from market.payments.blueprint import blueprint
from market.payments.write_offs.models import WriteOff
from market.payments.write_offs.queries import write_offs
from market.payments.write_offs.schemas import WriteOffPage, WriteOffQuery


@blueprint.route("/write-offs", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(WriteOffQuery, location="query")
@blueprint.response(200, WriteOffPage)
def list_write_offs(query: dict[str, Any]) -> dict[str, Any]:
    """Money that one operator would give up. A second agrees by asking for the same, at the address in `subject`."""
    return page(write_offs(waiting=query.pop("state") == "waiting"), WriteOff.id, **query)

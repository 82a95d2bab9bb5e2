"""Bags between post offices over HTTP."""

from typing import Any
from uuid import UUID

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.delivery import access
from market.delivery.bags import actions, models, queries, schemas
from market.delivery.blueprint import blueprint
from market.http import page


@blueprint.route("/bags", methods=["POST"])
@holding(RoleName.CLERK)
@blueprint.arguments(schemas.BagIn)
@blueprint.response(201, schemas.BagDone)
def send_bag(asked: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Send parcels that lie here to the next post office, all in one bag: each departs, and stands on its manifest."""
    clerk = current_person()
    access.require_clerk(asked["from_office"], clerk)
    bag, results = actions.send_bag(by=clerk, now=clock.now(), **asked)
    return {"bag": bag, "results": results}, {"Location": f"/api/v1/bags/{bag.id}"}


@blueprint.route("/bags", methods=["GET"])
@holding(RoleName.CLERK, RoleName.OPERATOR)
@blueprint.arguments(schemas.BagQuery, location="query")
@blueprint.response(200, schemas.BagPage)
def list_bags(query: dict[str, Any]) -> dict[str, Any]:
    """Bags from and to one's post offices, newest first; `state=on_its_way` are those not yet received."""
    wanted = queries.bags(
        current_person(), office=query.get("post_office_code"), day=query.get("day"), state=query.get("state")
    )
    found = page(wanted, models.Bag.id, limit=query["limit"], cursor=query.get("cursor"), rows=True)
    return found | {"items": queries.bags_shown(found["items"])}


@blueprint.route("/bags/<uuid:bag_id>", methods=["GET"])
@holding(RoleName.CLERK, RoleName.OPERATOR)
@blueprint.response(200, schemas.BagOut)
def show_bag(bag_id: UUID) -> models.Bag:
    """The manifest of one bag: what was sent, and what was missing or too many."""
    return queries.bag(bag_id, current_person())


@blueprint.route("/bags/<uuid:bag_id>/receipt", methods=["PUT"])
@holding(RoleName.CLERK)
@blueprint.arguments(schemas.BagReceiptIn)
@blueprint.response(200, schemas.BagDone)
def receive_bag(asked: dict[str, Any], bag_id: UUID) -> dict[str, Any]:
    """Take a bag in as a whole: all that its manifest names arrives, but what is missing; and what is there beside."""
    clerk = current_person()
    bag = queries.bag(bag_id, clerk, lock=True)
    access.require_clerk(bag.to_office, clerk)
    bag, results = actions.receive_bag(bag=bag, by=clerk, now=clock.now(), **asked)
    return {"bag": bag, "results": results}

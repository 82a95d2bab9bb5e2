"""What an operator looks after: bookings refused, pushes that wait, claims, and how the post keeps its word."""

from typing import Any
from uuid import UUID

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.delivery import models, s10
from market.delivery.actions import claims, parcels, pushes
from market.delivery.blueprint import blueprint
from market.delivery.queries import figures
from market.delivery.queries import parcels as queries
from market.delivery.schemas import office as schemas
from market.delivery.schemas.parcels import ParcelOut
from market.http import page


@blueprint.route("/parcels/<code:tracking_number>/booking", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, ParcelOut)
def book_again(tracking_number: str) -> models.Parcel:
    """Ask the carrier once more for a parcel it refused."""
    return parcels.ask_again(tracking_number=s10.read_s10(tracking_number), now=clock.now())


@blueprint.route("/carrier-pushes", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.PushQuery, location="query")
@blueprint.response(200, schemas.PushPage)
def list_pushes(query: dict[str, Any]) -> dict[str, Any]:
    """What carriers pushed, as they said it; `outcome=waiting` are those that need a person."""
    wanted = queries.pushes(outcome=query.get("outcome"), carrier=query.get("carrier"))
    return page(wanted, models.CarrierPush.id, limit=query["limit"], cursor=query.get("cursor"))


@blueprint.route("/carrier-pushes/<uuid:push_id>/settlement", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.PushSettlement)
@blueprint.response(200, schemas.PushOut)
def settle_push(asked: dict[str, Any], push_id: UUID) -> models.CarrierPush:
    """Say what a waiting push means: a step of its parcel, or nothing."""
    return pushes.settle_push(push_id=push_id, event=asked["event"], by=current_person(), now=clock.now())


@blueprint.route("/claims", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.ClaimQuery, location="query")
@blueprint.response(200, schemas.ClaimPage)
def list_claims(query: dict[str, Any]) -> dict[str, Any]:
    """Claims against carriers for what was lost or damaged, newest first."""
    return page(
        queries.claims(state=query.get("state")), models.Claim.id, limit=query["limit"], cursor=query.get("cursor")
    )


@blueprint.route("/claims/<uuid:claim_id>/settlement", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.ClaimSettlement)
@blueprint.response(200, schemas.ClaimOut)
def settle_claim(asked: dict[str, Any], claim_id: UUID) -> models.Claim:
    """The carrier has paid, or rejected the claim."""
    return claims.settle_claim(claim_id=claim_id, by=current_person(), now=clock.now(), **asked)


@blueprint.route("/figures/routes", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.RouteQuery, location="query")
@blueprint.response(200, schemas.RoutePage)
def list_routes(query: dict[str, Any]) -> dict[str, Any]:
    """How many parcels of each route came in the promised time."""
    return figures.routes(since=query.get("since"), limit=query["limit"], cursor=query.get("cursor"))

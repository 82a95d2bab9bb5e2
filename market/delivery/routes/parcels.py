"""The clerk's and the courier's parcels, post offices, and public tracking."""

from typing import Any

from market import clock
from market.accounts import queries as accounts
from market.accounts.access import current_person, holding, visitor
from market.accounts.rules import RoleName
from market.delivery import flows, models, s10
from market.delivery.actions import parcels as actions_parcels
from market.delivery.blueprint import blueprint
from market.delivery.queries.offices import post_offices
from market.delivery.queries.parcels import parcel_seen_by, parcels_for, told_scans
from market.delivery.rules.offices import UnknownCourier
from market.delivery.schemas import parcels as schemas
from market.http import page, public


@blueprint.route("/parcels", methods=["GET"])
@holding(RoleName.CLERK, RoleName.COURIER)
@blueprint.arguments(schemas.ParcelQuery, location="query")
@blueprint.response(200, schemas.ParcelPage)
def list_parcels(query: dict[str, Any]) -> dict[str, Any]:
    """A clerk's parcels that begin, lie or end at her post office, or a courier's round; newest first, with the cash.

    `worklist` names what is to be done with them; `q` finds by number or by the receiver's phone.
    """
    parcels = parcels_for(
        current_person(),
        post_office_code=query.get("post_office_code"),
        state=query.get("state"),
        worklist=query.get("worklist"),
        sought=query.get("q"),
        today=clock.local_day(clock.now()),
    )
    return page(parcels, models.Parcel.id, limit=query["limit"], cursor=query.get("cursor"))


@blueprint.route("/parcels/<code:tracking_number>", methods=["GET"])
@holding(RoleName.CLERK, RoleName.COURIER)
@blueprint.response(200, schemas.ParcelWhole)
def show_parcel(tracking_number: str) -> dict[str, Any]:
    """One parcel with all its scans, and what was noticed of them."""
    parcel = parcel_seen_by(current_person(), tracking_number)
    return {"parcel": parcel, "scans": told_scans(parcel)}


@blueprint.route("/parcels/<code:tracking_number>/courier", methods=["PUT"])
@holding(RoleName.CLERK)
@blueprint.arguments(schemas.CourierIn)
@blueprint.response(200, schemas.ParcelOut)
def assign(asked: dict[str, Any], tracking_number: str) -> models.Parcel:
    """Put a parcel on a courier's round."""
    courier, offices = accounts.person(asked["courier_id"]), current_person().places(RoleName.CLERK)
    if courier is None:
        raise UnknownCourier
    return actions_parcels.assign(tracking_number=s10.read_s10(tracking_number), courier=courier, offices=offices)


@blueprint.route("/parcels/<code:tracking_number>/carrier", methods=["PUT"])
@holding(RoleName.CLERK)
@blueprint.arguments(schemas.CarrierIn)
@blueprint.response(200, schemas.ParcelOut)
def hand_on(asked: dict[str, Any], tracking_number: str) -> models.Parcel:
    """Another carrier goes on with the parcel; its pushes tell where it is from now on."""
    return actions_parcels.hand_on(
        tracking_number=s10.read_s10(tracking_number), offices=current_person().places(RoleName.CLERK), **asked
    )


@blueprint.route("/post-offices", methods=["GET"])
@public
@blueprint.arguments(schemas.PostOfficeQuery, location="query")
@blueprint.response(200, schemas.PostOfficePage)
def list_post_offices(query: dict[str, Any]) -> dict[str, Any]:
    """The post office that serves a commune, or all of them by code."""
    return post_offices(commune_code=query.get("commune_code"), limit=query["limit"], cursor=query.get("cursor"))


@blueprint.route("/tracking/<code:tracking_number>", methods=["GET"])
@public
@blueprint.response(200, schemas.TrackingOut)
def track(tracking_number: str) -> dict[str, Any]:
    """Where a parcel is, when it comes and what now. Shows no names and no phones."""
    return flows.track(typed_number=tracking_number, visitor=visitor(), now=clock.now())

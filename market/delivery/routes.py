"""Scans, the clerk's list of parcels, post offices and public tracking."""

from typing import Any

from market import clock
from market.accounts.access import current_person, holding
from market.delivery import actions, queries
from market.delivery.models import Parcel
from market.delivery.schemas import (
    ParcelPage,
    ParcelQuery,
    PostOfficePage,
    PostOfficeQuery,
    ScanBatch,
    ScanResults,
    TrackingOut,
)
from market.http import Blueprint, page, public

blueprint = Blueprint("delivery", __name__, url_prefix="/api/v1", description="Post offices, parcels and scans")


@blueprint.route("/scans", methods=["POST"])
@holding("clerk", "courier")
@blueprint.arguments(ScanBatch)
@blueprint.response(200, ScanResults)
def record_scans(batch: dict[str, Any]) -> dict[str, Any]:
    """Record up to 500 scans of one's own post office. Each is answered; one bad scan never loses the others."""
    return {"results": actions.record_scans(scans=batch["scans"], by=current_person(), now=clock.now())}


@blueprint.route("/parcels", methods=["GET"])
@holding("clerk", "courier")
@blueprint.arguments(ParcelQuery, location="query")
@blueprint.response(200, ParcelPage)
def list_parcels(query: dict[str, Any]) -> dict[str, Any]:
    """Parcels that begin, lie or end at one's own post office, newest first, with the cash to collect."""
    limit, cursor = query.pop("limit"), query.pop("cursor", None)
    parcels = queries.parcels_for(
        current_person(), post_office_code=query.get("post_office_code"), state=query.get("state")
    )
    return page(parcels, Parcel.id, limit=limit, cursor=cursor)


@blueprint.route("/post-offices", methods=["GET"])
@public
@blueprint.arguments(PostOfficeQuery, location="query")
@blueprint.response(200, PostOfficePage)
def list_post_offices(query: dict[str, Any]) -> dict[str, Any]:
    """The post office that serves a commune, or all of them by code."""
    return queries.post_offices(
        commune_code=query.get("commune_code"), limit=query["limit"], cursor=query.get("cursor")
    )


@blueprint.route("/tracking/<code:tracking_number>", methods=["GET"])
@public
@blueprint.response(200, TrackingOut)
def track(tracking_number: str) -> dict[str, Any]:
    """Where a parcel is and was. Shows no names and no phones."""
    return queries.tracking(tracking_number)

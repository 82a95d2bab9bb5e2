"""Scans: recorded in batches, voided one by one; manifests of what is brought to the counter."""

from typing import Any
from uuid import UUID

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.delivery import access, models
from market.delivery.actions import batches, manifests, upholding, voiding
from market.delivery.blueprint import blueprint
from market.delivery.queries import manifests as read
from market.delivery.queries import parcels
from market.delivery.schemas import scans as schemas
from market.http import page


@blueprint.route("/scans", methods=["POST"])
@holding(RoleName.CLERK, RoleName.COURIER)
@blueprint.arguments(schemas.ScanBatch)
@blueprint.response(200, schemas.ScanResults)
def record_scans(batch: dict[str, Any]) -> dict[str, Any]:
    """Record up to 500 scans of one's own post office. Each is answered; one bad scan never loses the others."""
    return {"results": batches.record_scans(scans=batch["scans"], by=current_person(), now=clock.now())}


@blueprint.route("/scans/<uuid:scan_id>/voiding", methods=["PUT"])
@holding(RoleName.CLERK, RoleName.COURIER, RoleName.OPERATOR)
@blueprint.arguments(schemas.VoidingIn)
@blueprint.response(200, schemas.VoidedOut)
def void_scan(asked: dict[str, Any], scan_id: UUID) -> dict[str, Any]:
    """A scan of one's own office was a mistake, or an operator finds so: the parcel goes where the others say."""
    scan, parcel = voiding.void_scan(scan_id=scan_id, reason=asked["reason"], by=current_person(), now=clock.now())
    told = {"scan_id": scan.scan_id, "voided_at": scan.voided_at, "void_reason": scan.void_reason}
    return {**told, "parcel_state": parcel.state}


@blueprint.route("/scans", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.KeptQuery, location="query")
@blueprint.response(200, schemas.KeptPage)
def list_scans(query: dict[str, Any]) -> dict[str, Any]:
    """Scans that wait for a person: from outside a parcel's route, or that end the way of one nobody had taken in.

    With `standing=voided` those that were taken back.
    """
    return page(
        parcels.kept_scans(query["standing"]), models.Scan.scan_id, limit=query["limit"], cursor=query.get("cursor")
    )


@blueprint.route("/scans/<uuid:scan_id>/upholding", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, schemas.UpheldOut)
def uphold_scan(scan_id: UUID) -> dict[str, Any]:
    """A scan that waits is right: the parcel goes where it says, and order and money follow."""
    scan, parcel = upholding.uphold_scan(scan_id=scan_id, by=current_person(), now=clock.now())
    return {"scan_id": scan.scan_id, "upheld_at": scan.upheld_at, "parcel_state": parcel.state}


@blueprint.route("/manifests", methods=["POST"])
@holding(RoleName.CLERK)
@blueprint.arguments(schemas.ManifestIn)
@blueprint.response(201, schemas.HandOverOut)
def hand_over(asked: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Take in what somebody brings, all at once, and write down what was taken for both to sign."""
    clerk = current_person()
    access.require_clerk(asked["post_office_code"], clerk)
    manifest, results = manifests.hand_over(by=clerk, now=clock.now(), manifest_id=asked.pop("id", None), **asked)
    return {"manifest": manifest, "results": results}, {"Location": f"/api/v1/manifests/{manifest.id}"}


@blueprint.route("/manifests", methods=["GET"])
@holding(RoleName.CLERK, RoleName.OPERATOR)
@blueprint.arguments(schemas.ManifestQuery, location="query")
@blueprint.response(200, schemas.ManifestPage)
def list_manifests(query: dict[str, Any]) -> dict[str, Any]:
    """What was brought to one's post offices, newest first: of one of them, or of a day."""
    wanted = read.manifests(current_person(), office=query.get("post_office_code"), day=query.get("day"))
    return page(wanted, models.Manifest.id, limit=query["limit"], cursor=query.get("cursor"), rows=True)


@blueprint.route("/manifests/<uuid:manifest_id>", methods=["GET"])
@holding(RoleName.CLERK, RoleName.OPERATOR)
@blueprint.response(200, schemas.ManifestOut)
def show_manifest(manifest_id: UUID) -> models.Manifest:
    """What was taken in together, and who brought and received it."""
    return read.manifest(manifest_id, current_person())

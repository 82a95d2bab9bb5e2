"""Labels to print: PDF or a page, one by one or four on a sheet."""

from typing import Any

from flask import Response

from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.delivery.blueprint import blueprint
from market.delivery.labels.answers import labels_of
from market.delivery.queries.parcels import labelled
from market.delivery.schemas.parcels import LabelQuery


@blueprint.route("/labels", methods=["GET"])
@holding(RoleName.CLERK, RoleName.COURIER)
@blueprint.arguments(LabelQuery, location="query")
@blueprint.response(200, content_type="application/pdf")
@blueprint.response(200, content_type="text/html")
def print_labels(query: dict[str, Any]) -> Response:
    """The labels of up to 100 parcels, as PDF (A6, or four on A4) or as a page to print."""
    parcels = labelled(current_person(), query["tracking_numbers"])
    return labels_of(parcels, form=query["format"], sheet=query["sheet"])

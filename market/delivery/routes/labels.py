"""Labels to print: PDF or a page, one by one or four on a sheet."""

from typing import Any

from flask import Response, current_app

from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.delivery.blueprint import blueprint
from market.delivery.labels.content import label_of
from market.delivery.labels.html import html_labels
from market.delivery.labels.pdf import pdf_labels
from market.delivery.models import Parcel
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


def labels_of(parcels: list[Parcel], *, form: str, sheet: str) -> Response:
    """The answer with the labels of `parcels`, never kept by anyone in between."""
    public_url = current_app.config["MARKET"].public_url
    labels = [label_of(parcel, public_url=public_url) for parcel in parcels]
    if form == "html":
        response = Response(html_labels(labels), mimetype="text/html")
    else:
        response = Response(pdf_labels(labels, per_sheet=4 if sheet == "a4" else 1), mimetype="application/pdf")
    response.headers["Cache-Control"] = "private, no-store"
    return response

"""The answer with labels, for the API and for pages."""

from flask import Response, current_app

from market import clock, events
from market.delivery.labels.content import label_of
from market.delivery.labels.html import html_labels
from market.delivery.labels.pdf import pdf_labels
from market.delivery.models import Parcel
from market.delivery.rules.news import SendingDaysAsked
from market.http.headers import PRIVATE


def labels_of(parcels: list[Parcel], *, form: str, sheet: str) -> Response:
    """The answer with the labels of `parcels`, never kept by anyone in between."""
    public_url = current_app.config["MARKET"].public_url
    events.ask(asked := SendingDaysAsked(at=clock.now(), references=tuple(parcel.reference for parcel in parcels)))
    days = asked.days
    labels = [label_of(parcel, public_url=public_url, goes_on=days.get(parcel.reference)) for parcel in parcels]
    if form == "html":
        response = Response(html_labels(labels), mimetype="text/html")
    else:
        response = Response(pdf_labels(labels, per_sheet=4 if sheet == "a4" else 1), mimetype="application/pdf")
    response.headers["Cache-Control"] = PRIVATE
    return response

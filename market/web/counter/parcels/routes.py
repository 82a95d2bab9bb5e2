"""One parcel: look at it, scan it, take a scan back, give it to a courier or another carrier."""

from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from flask import Response, request

from market import clock
from market.accounts import access
from market.accounts import queries as accounts
from market.accounts.access import current_person
from market.accounts.rules import RoleName
from market.delivery import s10
from market.delivery.actions import batches, parcels, pressed, voiding
from market.delivery.labels.answers import labels_of
from market.delivery.models import Parcel
from market.delivery.queries import parcels as queries
from market.delivery.rules.offices import UnknownCourier
from market.delivery.rules.parcels import ScanReport, UnknownParcel
from market.delivery.schemas.parcels import CarrierIn, CourierIn
from market.delivery.schemas.scans import VoidingIn
from market.http.browsers import PageBlueprint
from market.payments.access import office_for
from market.web.counter import offices
from market.web.counter.parcels import shown
from market.web.counter.parcels.pressed import PressedScan
from market.web.counter.today.routes import show_start
from market.web.shell import forms

blueprint = PageBlueprint("counter_parcels", __name__, template_folder="templates")
_AT = "/counter/<code:office>"
_ONE = _AT + "/parcels/<code:tracking_number>"
_WORKING = (RoleName.CLERK, RoleName.COURIER)
_MOST_COURIERS = 20


@blueprint.route(_ONE, methods=["GET"])
@access.holding(*_WORKING)
def show_parcel(office: str, tracking_number: str) -> Response:
    """Where it stands and what can be done with it; of one that is not theirs, no more than its number."""
    offices.at_work(office)
    try:
        parcel = queries.parcel_seen_by(current_person(), tracking_number)
    except UnknownParcel:
        return shown.unseen(office, s10.read_s10(tracking_number))
    return shown.parcel_shown(office, parcel)


def show_again(office: str, **_: UUID) -> Response:
    """The page from which a refused scan came."""
    number = s10.written(request.form.get("tracking_number", "")[:40])
    if not s10.is_s10(number):
        return show_start(office=office)
    return show_parcel(office=office, tracking_number=number)


@blueprint.route(_AT + "/scans", methods=["POST"])
@access.holding(*_WORKING)
@forms.back_to(show_again)
def press(office: str) -> Response:
    """One scan. What a phone had kept (`scanned_at`) counts as any late scan; else it is held against things now."""
    offices.at_work(office)
    report = replace(cast(ScanReport, forms.read(PressedScan())), post_office_code=office)
    me, now = current_person(), clock.now()
    if request.form.get("scanned_at"):
        (told,) = batches.record_scans(scans=[report], by=me, now=now)
    else:
        told = pressed.press(report=report, seen=request.args.get("seen"), by=me, now=now)
    number = s10.written(report.tracking_number)
    if told["result"] == pressed.MOVED_ON:
        return forms.then(f"/counter/{office}/parcels/{number}?number={number}", pressed.MOVED_ON)
    undo = f"&scan={report.scan_id}" if told["result"] == "recorded" else ""
    return forms.then(f"/counter/{office}?number={number}{undo}", _done(told, report.event))


@blueprint.route(_AT + "/scans/<uuid:scan_id>/voiding", methods=["POST"])
@access.holding(*_WORKING)
@forms.back_to(show_again)
def void(office: str, scan_id: UUID) -> Response:
    """A scan of one's own office was a mistake."""
    offices.at_work(office)
    given = forms.read(_VoidingOnPage())
    _, parcel = voiding.void_scan(scan_id=scan_id, reason=given["reason"], by=current_person(), now=clock.now())
    return _back(office, parcel, "voided")


@blueprint.route(_ONE + "/courier", methods=["POST"])
@access.holding(RoleName.CLERK)
@forms.back_to(show_parcel)
def assign(office: str, tracking_number: str) -> Response:
    """Put it on a courier's round."""
    office_for(office, current_person())
    courier = accounts.person(forms.read(CourierIn())["courier_id"])
    if courier is None:
        raise UnknownCourier
    number = s10.read_s10(tracking_number)
    parcel = parcels.assign(tracking_number=number, courier=courier, offices=current_person().places(RoleName.CLERK))
    return _back(office, parcel, "assigned")


@blueprint.route(_ONE + "/carrier", methods=["POST"])
@access.holding(RoleName.CLERK)
@forms.back_to(show_parcel)
def hand_on(office: str, tracking_number: str) -> Response:
    """Another carrier goes on with it."""
    office_for(office, current_person())
    given, mine = forms.read(CarrierIn()), current_person().places(RoleName.CLERK)
    parcel = parcels.hand_on(tracking_number=s10.read_s10(tracking_number), offices=mine, **given)
    return _back(office, parcel, "handed-on")


@blueprint.route(_ONE + "/label", methods=["GET"])
@access.holding(*_WORKING)
def print_label(office: str, tracking_number: str) -> Response:
    """Its label, to print."""
    offices.at_work(office)
    return labels_of(queries.labelled(current_person(), [tracking_number]), form="pdf", sheet="a6")


class _VoidingOnPage(VoidingIn):
    """With the number of the page from which it was pressed."""

    tracking_number = PressedScan().fields["tracking_number"]


def _done(told: dict[str, Any], event: str) -> str:
    if told["result"] != "recorded":
        return str(told["result"])
    return "waits" if "waits-for-a-person" in told.get("noticed", ()) else event


def _back(office: str, parcel: Parcel, done: str) -> Response:
    number = parcel.tracking_number
    return forms.then(f"/counter/{office}/parcels/{number}?number={number}", done)

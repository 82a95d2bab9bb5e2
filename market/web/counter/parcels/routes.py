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
from market.delivery import estimates, s10
from market.delivery.access import is_open
from market.delivery.actions import batches, parcels, pressed, voiding
from market.delivery.carriers.registry import CARRIERS
from market.delivery.failures import why
from market.delivery.labels.answers import labels_of
from market.delivery.models import Parcel
from market.delivery.queries import parcels as queries
from market.delivery.queries.offices import office_names
from market.delivery.rules.offices import UnknownCourier
from market.delivery.rules.parcels import ParcelState, ScanEvent, ScanReport, UnknownParcel
from market.delivery.schemas.parcels import CarrierIn, CourierIn
from market.delivery.schemas.scans import VoidingIn
from market.http.browsers import PageBlueprint
from market.language import Sentence
from market.payments.access import office_for
from market.payments.tills.couriers import couriers_of
from market.places.queries import commune_names
from market.web.counter import after, offices
from market.web.counter.parcels import steps
from market.web.counter.parcels.pressed import PressedScan
from market.web.counter.parcels.words import BUTTONS, PARCEL, REASONS, SAY, STATES, UNSEEN
from market.web.counter.today.routes import show_start
from market.web.counter.today.words import STEPS_DONE
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
        return _unseen(office, s10.read_s10(tracking_number))
    return _shown(office, parcel)


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


def _unseen(office: str, number: str) -> Response:
    is_clerk = offices.is_clerk(office)
    event = ScanEvent.ARRIVED if is_clerk else ScanEvent.OUT_FOR_DELIVERY
    said = {"title": PARCEL["title"].format(number=number), "say": UNSEEN["say_clerk" if is_clerk else "say_courier"]}
    return offices.page(
        "counter_unseen.html",
        office=office,
        words=PARCEL,
        **said,
        status=404,
        tracked=number,
        event=event,
        buttons=BUTTONS,
    )


def _shown(office: str, parcel: Parcel) -> Response:
    is_clerk, number = offices.is_clerk(office), parcel.tracking_number
    offered = steps.offered(parcel, office=office, is_clerk=is_clerk)
    promise = estimates.promise_of(parcel, clock.local_day(clock.now()))
    told: dict[str, Any] = {
        "title": PARCEL["title"].format(number=number),
        "say": _say(parcel, offered),
        **after.told(),
    }
    told |= {
        "parcel": parcel,
        "offered": offered,
        "mishaps": steps.mishaps(parcel) if is_clerk and is_open(parcel) else [],
    }
    told |= {"is_open": is_open(parcel), "buttons": BUTTONS, "reasons": REASONS, "states": STATES, "promise": promise}
    told |= {"failed_why": why(parcel.failed_because), "commune": commune_names([parcel.to_commune])}
    told |= _hands(office, parcel, offered) if is_clerk else {}
    return offices.page("counter_parcel.html", office=office, words=PARCEL, **told, **_history(parcel))


def _say(parcel: Parcel, offered: list[ScanEvent]) -> Sentence:
    if offered:
        return SAY[offered[0]]
    if parcel.state == ParcelState.CANCELLED:
        return PARCEL["say_cancelled"]
    return PARCEL["say_nothing"].format(state=STATES[ParcelState(parcel.state)])


def _hands(office: str, parcel: Parcel, offered: list[ScanEvent]) -> dict[str, Any]:
    """Into whose hands it may go from the counter."""
    courier = accounts.person(parcel.courier_id) if parcel.courier_id else None
    couriers = couriers_of(office, limit=_MOST_COURIERS)["items"] if ScanEvent.OUT_FOR_DELIVERY in offered else []
    return {"courier": courier, "couriers": couriers, "carriers": [(name, name.upper()) for name in CARRIERS]}


def _history(parcel: Parcel) -> dict[str, Any]:
    scans = queries.told_scans(parcel)
    codes = {told["scan"].post_office_code for told in scans}
    names = office_names(codes | {parcel.origin_office, parcel.destination_office, parcel.present_office or ""})
    latest = [(told["scan"], clock.spoken_day(told["scan"].happened_at)) for told in reversed(scans)]
    return {"scans": latest, "names": names, "steps_done": STEPS_DONE}

"""`/counter`: which post office, the one field, the lists of work and the day."""

from typing import Any

from flask import Response, redirect, request

from market import clock, errors
from market.accounts import access
from market.accounts.access import current_person
from market.accounts.rules import RoleName
from market.delivery.access import require_clerk
from market.delivery.labels.answers import labels_of
from market.delivery.models import Parcel
from market.delivery.queries import day
from market.delivery.queries.parcels import parcels_for
from market.delivery.rules.offices import Worklist
from market.delivery.rules.parcels import ScanEvent
from market.http import page as page_of
from market.http.browsers import PageBlueprint
from market.payments.ledger import hands
from market.places.queries import commune_names
from market.web.counter import after, offices
from market.web.counter.parcels.words import STATES
from market.web.counter.today import finding
from market.web.counter.today.words import DAY, FOUND, KINDS, LISTS, OFFICES, START, STEPS_DONE
from market.web.shell import forms, frame

blueprint = PageBlueprint("counter", __name__, template_folder="templates")
_AT = "/counter/<code:office>"
_MOST_LABELS = 100
_WORKING = (RoleName.CLERK, RoleName.COURIER)


@blueprint.route("/counter", methods=["GET"])
@access.holding(*_WORKING)
def show_offices() -> Response:
    """On to one's only post office, or the choice of several."""
    mine = offices.mine()
    if len(mine) == 1:
        return redirect(f"/counter/{mine[0][0]}", 303)  # type: ignore[return-value]
    return frame.page("counter_offices.html", title=OFFICES["title"], say=OFFICES["say"], words=OFFICES, offices=mine)


@blueprint.route(_AT, methods=["GET"])
@access.holding(*_WORKING)
def show_start(office: str) -> Response:
    """The one field, what was just done, and what is to be done."""
    offices.at_work(office)
    is_clerk = offices.is_clerk(office)
    work = _clerks_work(office) if is_clerk else _round()
    said = {"title": START["title"], "say": START["say_clerk" if is_clerk else "say_courier"]}
    shown = after.told() | {"typed": request.args.get("q", "")[:200], "has_others": len(offices.mine()) > 1}
    return offices.page("counter.html", office=office, words=START, **work, **said, **shown)


@blueprint.route(_AT + "/find", methods=["GET"])
@access.holding(*_WORKING)
@forms.back_to(show_start)
def find(office: str) -> Response:
    """From any number to the page of what it names."""
    offices.at_work(office)
    typed, at = request.args.get("q", "").strip()[:200], f"/counter/{office}"
    if not typed:
        raise errors.InvalidInput(errors={"q": [START["nothing_typed"]]})
    where = finding.paper(typed, at)
    number = None if where else finding.tracking_number(typed)
    if number is not None:
        where = f"{at}/parcels/{number}"
    return redirect(where, 303) if where else _found(office, typed)  # type: ignore[return-value]


def _found(office: str, typed: str) -> Response:
    """By an order's number or a phone."""
    at, order = f"/counter/{office}", finding.order_number(typed)
    parcels = finding.parcels_meant(typed, office)
    if len(parcels) == 1:
        return redirect(f"{at}/parcels/{parcels[0].tracking_number}", 303)  # type: ignore[return-value]
    if order and offices.is_clerk(office) and finding.waits_here(order, office):
        return redirect(f"{at}/collections/{order}", 303)  # type: ignore[return-value]
    if not parcels:
        raise errors.NotFound(FOUND["none"])
    return _listed(office, parcels, title=FOUND["title"], say=FOUND["say"], words=LISTS)


@blueprint.route(_AT + "/lists/<code:worklist>", methods=["GET"])
@access.holding(RoleName.CLERK)
def show_list(office: str, worklist: str) -> Response:
    """One list of work, newest first."""
    require_clerk(office, current_person())
    if worklist not in [*Worklist]:
        raise errors.NotFound
    found = page_of(_on_list(office, worklist), Parcel.id, limit=20, cursor=request.args.get("cursor"))
    kind = KINDS[Worklist(worklist)]
    return _listed(
        office, found["items"], title=kind.title, say=kind.say, words=LISTS, name=worklist, next=found["next"]
    )


@blueprint.route(_AT + "/labels", methods=["GET"])
@access.holding(RoleName.CLERK)
def print_labels(office: str) -> Response:
    """The labels of one list, by four on a sheet, in one PDF."""
    require_clerk(office, current_person())
    name = request.args.get("list", Worklist.TO_TAKE_IN)
    if name not in [*Worklist]:
        raise errors.NotFound
    found = page_of(_on_list(office, name), Parcel.id, limit=_MOST_LABELS)["items"]
    if not found:
        raise errors.NotFound(LISTS["no_labels"])
    return labels_of(found, form="pdf", sheet="a4")


@blueprint.route(_AT + "/day", methods=["GET"])
@access.holding(RoleName.CLERK)
def show_day(office: str) -> Response:
    """What was done today or yesterday, who took in how much, and what was refused."""
    require_clerk(office, current_person())
    now, is_over = clock.now(), "yesterday" in request.args
    shown = day.day_of(office, clock.local_day(clock.ago(now, days=is_over)), now=now)
    steps = [(STEPS_DONE[ScanEvent(event)], count) for event, count in shown.done.items() if count]
    refused = [(one, clock.spoken_day(one.received_at)) for one in shown.refused_scans]
    told = {"shown": shown, "steps": steps, "refused": refused, "is_over": is_over}
    said = {"title": DAY["title"], "say": DAY["say_yesterday" if is_over else "say"]}
    return offices.page("counter_day.html", office=office, words=DAY, **said, **told)


def _on_list(office: str, name: str) -> Any:
    today = clock.local_day(clock.now())
    return parcels_for(current_person(), post_office_code=office, worklist=name, today=today)


def _clerks_work(office: str) -> dict[str, Any]:
    counts = day.to_do(office, clock.local_day(clock.now()))
    return {"lists": [(kind, KINDS[Worklist(kind)], count) for kind, count in counts.items() if count]}


def _round() -> dict[str, Any]:
    """A courier's round and the cash that he carries."""
    found = page_of(
        parcels_for(current_person(), post_office_code=None), Parcel.id, limit=50, cursor=request.args.get("cursor")
    )
    carried = hands.held_by(current_person().id)
    return _rows(found["items"]) | {"next": found["next"], "carried": carried}


def _listed(office: str, parcels: list[Parcel], **shown: Any) -> Response:
    return offices.page("counter_list.html", office=office, **_rows(parcels), **shown)


def _rows(parcels: list[Parcel]) -> dict[str, Any]:
    communes = commune_names(parcel.to_commune for parcel in parcels)
    return {"parcels": parcels, "communes": communes, "states": STATES}

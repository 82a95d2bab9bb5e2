"""`/t/{tracking_number}`: the page that the label's QR code opens. Plain HTML; shows no names and no phones."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from market import clock, errors
from market.accounts.access import visitor
from market.clock import LOCAL
from market.delivery import flows
from market.delivery.rules.parcels import NAMES, ParcelState
from market.delivery.s10 import written
from market.delivery.tracking_text import day
from market.http import public
from market.http.browsers import PageBlueprint
from market.http.headers import PRIVATE
from market.web.shell.frame import spoken_language
from market.web.tracking.words import EVENTS, TRACKING

blueprint = PageBlueprint("tracking_page", __name__, template_folder="templates")


@blueprint.route("/t", methods=["GET"])
@public
def ask() -> Any:
    """A form for those who have the number but no camera."""
    typed = written(request.args.get("number", ""))[:40]
    if typed.isalnum() and typed.isascii():
        return redirect(url_for("tracking_page.show", tracking_number=typed), 303)
    return _page(200, found=None, problem=None, typed="")


@blueprint.route("/t/<code:tracking_number>", methods=["GET"])
@public
def show(tracking_number: str) -> Response:
    """Where the parcel is, when it comes and what now; for a wrong number a kind answer that tells nothing."""
    try:
        found = flows.track(typed_number=tracking_number, visitor=visitor(), now=clock.now())
    except errors.Problem as problem:
        return _page(problem.status, found=None, problem=problem, typed=tracking_number)
    return _page(200, found=found, problem=None, typed=tracking_number)


def _page(status: int, *, found: dict[str, Any] | None, problem: errors.Problem | None, typed: str) -> Response:
    spoken = spoken_language()
    words = {name: sentence.spoken(spoken) for name, sentence in TRACKING.items()}
    shown = _shown(found, spoken) if found else None
    detail = problem.detail.spoken(spoken) if problem else ""
    body = render_template("tracking.html", words=words, found=shown, detail=detail, typed=typed, language=spoken)
    response = make_response(body, status, problem.headers if problem else {})
    response.headers["Cache-Control"] = PRIVATE
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _shown(found: dict[str, Any], spoken: str) -> dict[str, Any]:
    events = [
        {
            "at": f"{event['at'].astimezone(LOCAL):%-H}h {day(event['at'].astimezone(LOCAL).date())}",
            "what": EVENTS[event["event"]].spoken(spoken),
            "place": event["place"],
        }
        for event in reversed(found["events"])
    ]
    state = NAMES[ParcelState(found["state"])].spoken(spoken)
    number = found["tracking_number"]
    return {"number": number, "state": state, "what_now": found["what_now"].spoken(spoken), "events": events}

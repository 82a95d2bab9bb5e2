"""`/t/{tracking_number}`: the page that the label's QR code opens. Shows no names and no phones."""

from typing import Any

from flask import Response, redirect, request, url_for

from market import clock, errors
from market.accounts.access import visitor
from market.clock import LOCAL
from market.delivery import flows
from market.delivery.rules.parcels import NAMES, ParcelState
from market.delivery.s10 import written
from market.delivery.tracking_text import day
from market.fairs.shown import ships_on_of
from market.http import public
from market.http.browsers import PageBlueprint
from market.language import Sentence
from market.web.shell import frame
from market.web.tracking.words import EVENTS, TRACKING

blueprint = PageBlueprint("tracking_page", __name__, template_folder="templates")


@blueprint.route("/t", methods=["GET"])
@public
def ask() -> Any:
    """A form for those who have the number but no camera."""
    typed = written(request.args.get("number", ""))[:40]
    if typed.isalnum() and typed.isascii():
        return redirect(url_for("tracking_page.show", tracking_number=typed), 303)
    return _page(TRACKING["say"], typed="")


@blueprint.route("/t/<code:tracking_number>", methods=["GET"])
@public
def show(tracking_number: str) -> Response:
    """Where the parcel is, when it comes and what now; for a wrong number a kind answer that tells nothing."""
    try:
        found = flows.track(typed_number=tracking_number, visitor=visitor(), now=clock.now())
    except errors.Problem as problem:
        page = _page(problem.detail, typed=tracking_number, status=problem.status)
        page.headers.update(problem.headers)
        return page
    return _page(found["what_now"], found=_shown(found))


def _page(say: Sentence, *, status: int = 200, found: dict[str, Any] | None = None, typed: str = "") -> Response:
    page = frame.page(
        "tracking.html", title=TRACKING["title"], say=say, status=status, words=TRACKING, found=found, typed=typed
    )
    page.headers["X-Robots-Tag"] = "noindex"
    return page


def _shown(found: dict[str, Any]) -> dict[str, Any]:
    spoken = frame.spoken_language()
    events = [
        {
            "at": f"{event['at'].astimezone(LOCAL):%-H}h {day(event['at'].astimezone(LOCAL).date())}",
            "what": EVENTS[event["event"]].spoken(spoken),
            "place": event["place"],
        }
        for event in reversed(found["events"])
    ]
    state = NAMES[ParcelState(found["state"])].spoken(spoken)
    ships_on = None if events else ships_on_of(found["tracking_number"])
    return {"number": found["tracking_number"], "state": state, "events": events, "ships_on": ships_on}

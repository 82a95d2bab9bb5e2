"""Of a parcel that this office scanned last: what is said of it, and the office's answer."""

from typing import Any

from flask import Response, request

from market import clock, errors
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.complaints.dues import queries as dues
from market.complaints.models import Complaint
from market.complaints.rules.holders import Level
from market.delivery.access import require_clerk
from market.http.browsers import PageBlueprint
from market.web.complaints import handling, shown
from market.web.counter import offices
from market.web.counter.complaints.words import DONE, HANDLING, LIST
from market.web.shell import forms

blueprint = PageBlueprint("counter_complaints", __name__, template_folder="templates")
_LIST = "/counter/<code:office>/complaints"
_ONE = _LIST + "/<code:complaint>"
_AT_ONCE = 20


@blueprint.route(_LIST, methods=["GET"])
@holding(RoleName.CLERK)
def list_complaints(office: str) -> Response:
    """What waits here, the late first."""
    me, now = current_person(), clock.now()
    require_clerk(office, me)
    cursor = request.args.get("cursor")
    found = dues.due(me, now=now, limit=_AT_ONCE, holder=Level.OFFICE, office=office, cursor=cursor)
    told: dict[str, Any] = {"cards": [shown.card(one, now=now) for one in found["items"]], "next": found["next"]}
    say = LIST["say" if told["cards"] else "say_none"]
    return offices.page(
        "counter_complaints.html", office=office, title=LIST["title"], say=say, words=LIST, done=DONE, **told
    )


@blueprint.route(_ONE, methods=["GET"])
@holding(RoleName.CLERK)
def show_complaint(office: str, complaint: str) -> Response:
    """What is said of the parcel, and what the office can answer."""
    found, roles = _at(office, complaint)
    told = handling.told(found, roles) | {"here": f"/counter/{office}/complaints/{found.number}"}
    return offices.page("counter_complaint.html", office=office, words=HANDLING, done=DONE, **told)


@blueprint.route(_ONE + "/taking", methods=["POST"])
@holding(RoleName.CLERK)
@forms.back_to(show_complaint)
def take_complaint(office: str, complaint: str) -> Response:
    """I see to it."""
    _at(office, complaint)
    return _back(office, handling.take(complaint), "taken")


@blueprint.route(_ONE + "/answer", methods=["POST"])
@holding(RoleName.CLERK)
@forms.back_to(show_complaint)
def answer_complaint(office: str, complaint: str) -> Response:
    """What the office found, and what it brings about: a claim, or a scan put right."""
    _at(office, complaint)
    return _back(office, handling.answer(complaint), "answered")


@blueprint.route(_ONE + "/passing", methods=["POST"])
@holding(RoleName.CLERK)
@forms.back_to(show_complaint)
def pass_complaint_on(office: str, complaint: str) -> Response:
    """Not the post's: the commune, the province or an operator has it; it is no longer seen here."""
    _at(office, complaint)
    handling.pass_on(complaint)
    return forms.then(f"/counter/{office}/complaints", "passed")


def _at(office: str, number: str) -> tuple[Complaint, set[str]]:
    """Raises NotYourOffice, NotFound for what does not lie there."""
    require_clerk(office, current_person())
    complaint, roles = handling.seen(number)
    if complaint.holder != Level.OFFICE or complaint.holder_code != office:
        raise errors.NotFound
    return complaint, roles


def _back(office: str, complaint: Complaint, done: str) -> Response:
    return forms.then(f"/counter/{office}/complaints/{complaint.number}", done)

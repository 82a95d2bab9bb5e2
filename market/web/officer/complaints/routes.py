"""What an office has to answer, the late first; each is taken, answered, passed on, merged or refused."""

from typing import Any

from flask import Response, request

from market import clock, errors
from market.accounts.access import current_person, holding
from market.accounts.operators import concerning
from market.accounts.rules import RoleName
from market.complaints import access, queries
from market.complaints import shown as complaints
from market.complaints.dues import queries as dues
from market.complaints.dues.rules import When
from market.complaints.models import Complaint
from market.http import page as one_page
from market.http import recorded
from market.http.browsers import PageBlueprint
from market.web.complaints import handling, shown
from market.web.numbers import number
from market.web.officer.complaints.words import ANSWERED, DONE, HANDLING, LIST, TABS
from market.web.shell import forms, frame

blueprint = PageBlueprint("office_complaints", __name__, template_folder="templates")
_LIST = "/office/complaints"
_ONE = f"{_LIST}/<code:complaint>"
_AT_ONCE = 20
_OFFICES = (RoleName.OFFICER, RoleName.OPERATOR)


@blueprint.route(_LIST, methods=["GET"])
@holding(*_OFFICES)
def list_complaints() -> Response:
    """One tab: what is late, due today, due later, or answered."""
    me, now = current_person(), clock.now()
    counts = dues.counts(me, now=now)
    tab = _tab(counts)
    found = _found(tab)
    told: dict[str, Any] = {
        "cards": [shown.card(one, now=now) for one in found["items"]],
        "next": found["next"],
        "tab": tab,
        "tabs": [(name, f"{_LIST}?tab={name}", _said(name, counts)) for name in TABS],
        "say": LIST["say" if found["items"] else "say_none"],
    }
    return frame.page("office_complaints.html", title=LIST["title"], words=LIST, done=DONE, path=_LIST, **told)


@blueprint.route(_ONE, methods=["GET"])
@holding(*_OFFICES)
def show_complaint(complaint: str) -> Response:
    """What is said, by whom, what was done so far, and all that an office can do."""
    return _shown(*_of_place(complaint))


@blueprint.route(_ONE + "/reporter", methods=["POST"])
@holding(*_OFFICES)
@recorded
@forms.back_to(show_complaint)
def show_complaint_reporter(complaint: str) -> Response:
    """The same with who sent it, whom somebody has to ask something; they read who looked."""
    found, roles = _of_place(complaint)
    access.require_look_at_reporter(found, roles, current_person())
    concerning(*filter(None, (found.reporter_id,)))
    return _shown(found, roles, reporter=complaints.reporter_shown(found))


@blueprint.route(_ONE + "/taking", methods=["POST"])
@holding(*_OFFICES)
@forms.back_to(show_complaint)
def take_complaint(complaint: str) -> Response:
    """I see to it."""
    _of_place(complaint)
    return _back(handling.take(complaint), "taken")


@blueprint.route(_ONE + "/answer", methods=["POST"])
@holding(*_OFFICES)
@forms.back_to(show_complaint)
def answer_complaint(complaint: str) -> Response:
    """It is answered, with what the answer brings about."""
    _of_place(complaint)
    return _back(handling.answer(complaint), "answered")


@blueprint.route(_ONE + "/passing", methods=["POST"])
@holding(*_OFFICES)
@forms.back_to(show_complaint)
def pass_complaint_on(complaint: str) -> Response:
    """Others answer it; its day stays."""
    _of_place(complaint)
    return _back(handling.pass_on(complaint), "passed")


@blueprint.route(_ONE + "/merging", methods=["POST"])
@holding(*_OFFICES)
@forms.back_to(show_complaint)
def merge_complaint(complaint: str) -> Response:
    """The same as another: answered with it."""
    _of_place(complaint)
    return _back(handling.merge(complaint), "merged")


@blueprint.route(_ONE + "/refusal", methods=["POST"])
@holding(*_OFFICES)
@forms.back_to(show_complaint)
def refuse_complaint(complaint: str) -> Response:
    """Not taken up, for a reason that is public."""
    _of_place(complaint)
    return _back(handling.refuse(complaint), "refused")


def _shown(found: Complaint, roles: set[str], reporter: dict[str, str] | None = None) -> Response:
    told = handling.told(found, roles) | {"here": f"{_LIST}/{found.number}", "back": _LIST, "reporter": reporter}
    return frame.page("office_complaint.html", words=HANDLING, done=DONE, **told)


def _of_place(number: str) -> tuple[Complaint, set[str]]:
    """Raises NotFound for whoever stands to it as anything but an office of its place."""
    complaint, roles = handling.seen(number)
    if not access.is_in_office(roles):
        raise errors.NotFound
    return complaint, roles


def _tab(counts: dict[str, int]) -> str:
    """The one that is asked for, or the most urgent in which something lies."""
    asked = request.args.get("tab", "")
    return asked if asked in TABS else next((str(when) for when in When if counts[when]), str(When.TODAY))


def _found(tab: str) -> dict[str, Any]:
    me, cursor = current_person(), request.args.get("cursor")
    if tab == ANSWERED:
        return one_page(queries.listed("office", me, state=ANSWERED), Complaint.id, limit=_AT_ONCE, cursor=cursor)
    return dues.due(me, now=clock.now(), limit=_AT_ONCE, when=tab, cursor=cursor)


def _said(name: str, counts: dict[str, int]) -> str:
    spoken = frame.spoken_language()
    said = TABS[name].spoken(spoken)
    return f"{said} ({number(counts[name], spoken)})" if counts.get(name) else said


def _back(complaint: Complaint, done: str) -> Response:
    return forms.then(f"{_LIST}/{complaint.number}", done)

"""Numbers pasted or scanned one after another, noted at once; and the lists of what somebody brought."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response, request

from market import clock, errors, fields
from market.accounts import access
from market.accounts import queries as accounts
from market.accounts.access import current_person
from market.accounts.rules import RoleName
from market.delivery import s10
from market.delivery.access import require_clerk
from market.delivery.actions import pressed
from market.delivery.models import Manifest
from market.delivery.queries import manifests
from market.delivery.queries import pressed as read
from market.delivery.rules.parcels import ScanEvent
from market.http import page as page_of
from market.http.browsers import PageBlueprint
from market.web.counter import offices
from market.web.counter.batches.words import BATCH, OTHER_REASON, OUTCOME, PAPERS, STANDING, WHY
from market.web.counter.today.words import STEPS_DONE
from market.web.shell import forms

blueprint = PageBlueprint("counter_batches", __name__, template_folder="templates")
_AT = "/counter/<code:office>"
# As many as an address can tell of, were all of them known before.
_MOST = 200
_LONGEST = 20_000
_E = ScanEvent
_CLERKS = (
    _E.ACCEPTED,
    _E.ARRIVED,
    _E.DEPARTED,
    _E.OUT_FOR_DELIVERY,
    _E.HELD_FOR_PICKUP,
    _E.RETURN_STARTED,
    _E.RETURNED,
)
_COURIERS = (_E.OUT_FOR_DELIVERY,)


class ListIn(fields.Schema):
    """What the page's form sends."""

    event = fields.Choice([*_CLERKS], required=True)
    numbers = fields.String(longest=_LONGEST, shortest=0, load_default="")
    brought_by = fields.String(longest=120, load_default="")


@blueprint.route(_AT + "/batch", methods=["GET"])
@access.holding(RoleName.CLERK, RoleName.COURIER)
def show_form(office: str) -> Response:
    """Where a list is typed, scanned or pasted."""
    offices.at_work(office)
    events = [(event, STEPS_DONE[event]) for event in (_CLERKS if offices.is_clerk(office) else _COURIERS)]
    hint = BATCH["numbers_hint"].format(most=_MOST)
    said = {"title": BATCH["title"], "say": BATCH["say"], "hint": hint}
    return offices.page("counter_batch.html", office=office, words=BATCH, events=events, **said)


@blueprint.route(_AT + "/batch", methods=["POST"])
@access.holding(RoleName.CLERK, RoleName.COURIER)
@forms.back_to(show_form)
def note(office: str) -> Response:
    """Each number is answered on the next page; none is lost."""
    offices.at_work(office)
    given, now = forms.read(ListIn()), clock.now()
    numbers = _numbers(given.pop("numbers"))
    if given["brought_by"]:
        _require_taking_in(office, given["event"])
    paper, there = pressed.press_many(numbers=numbers, office=office, by=current_person(), now=now, **given)
    told = f"event={given['event']}&at={now.timestamp():.6f}&again={','.join(there)}"
    return forms.then(f"/counter/{office}/batch/outcome?{told}{f'&paper={paper.id}' if paper else ''}")


@blueprint.route(_AT + "/batch/outcome", methods=["GET"])
@access.holding(RoleName.CLERK, RoleName.COURIER)
def show_outcome(office: str) -> Response:
    """What became of each number of a list."""
    offices.at_work(office)
    found = read.outcomes(current_person(), office, _moment(request.args.get("at", "")))
    again = [number for number in request.args.get("again", "").split(",")[:_MOST] if s10.is_s10(number)]
    piles = {name: [one for one in found if one["result"] == name] for name in ("refused", "recorded")}
    piles["waiting"] = [one for one in found if one["result"] in STANDING]
    counts = {"recorded": len(found) - len(piles["refused"]), "again": len(again), "refused": len(piles["refused"])}
    say = OUTCOME["say" if counts["refused"] else "say_again" if again else "say_all"].format(**counts)
    why = {one["why"]: WHY.get(one["why"], OTHER_REASON) for one in piles["refused"]}
    shown: dict[str, Any] = {"piles": piles, "again": again, "why": why, "standing": STANDING, "paper": _paper()}
    return offices.page("counter_outcome.html", office=office, words=OUTCOME, title=OUTCOME["title"], say=say, **shown)


@blueprint.route(_AT + "/manifests", methods=["GET"])
@access.holding(RoleName.CLERK)
def list_papers(office: str) -> Response:
    """What was brought here in one go, newest first."""
    require_clerk(office, current_person())
    wanted = manifests.manifests(current_person(), office=office, day=None)
    found = page_of(wanted, Manifest.id, limit=20, cursor=request.args.get("cursor"), rows=True)
    papers = [(one, clock.spoken_day(one.received_at)) for one in found["items"]]
    said = {"title": PAPERS["title"], "say": PAPERS["list_say"], "papers": papers, "next": found["next"]}
    return offices.page("counter_papers.html", office=office, words=PAPERS, **said)


@blueprint.route(_AT + "/manifests/<uuid:manifest_id>", methods=["GET"])
@access.holding(RoleName.CLERK)
def show_paper(office: str, manifest_id: UUID) -> Response:
    """What was taken in together, for both to sign."""
    require_clerk(office, current_person())
    paper = manifests.manifest(manifest_id, current_person())
    clerk, when = accounts.person(paper.received_by), clock.spoken_day(paper.received_at)
    said = {"title": PAPERS["title"], "say": PAPERS["say"], "paper": paper, "clerk": clerk, "when": when}
    return offices.page("counter_paper.html", office=office, words=PAPERS, **said)


def _numbers(typed: str) -> list[str]:
    """Raises InvalidInput for none, and for more than are answered at once."""
    numbers = [number[:40] for number in s10.numbers_in(typed)]
    if not numbers:
        raise errors.InvalidInput(errors={"numbers": [BATCH["no_numbers"]]})
    if len(numbers) > _MOST:
        raise errors.InvalidInput(errors={"numbers": [BATCH["too_many"].format(count=len(numbers), most=_MOST)]})
    return numbers


def _require_taking_in(office: str, event: str) -> None:
    """Raises InvalidInput for a name beside anything else, NotYourOffice for who is no clerk here."""
    if event != ScanEvent.ACCEPTED:
        raise errors.InvalidInput(errors={"brought_by": [BATCH["only_taking_in"]]})
    require_clerk(office, current_person())


def _moment(told: str) -> datetime:
    """Raises NotFound for what is no moment that the form's answer named."""
    try:
        return datetime.fromtimestamp(float(told[:20]), clock.UTC)
    except (ValueError, OverflowError, OSError):
        raise errors.NotFound from None


def _paper() -> UUID | None:
    try:
        return UUID(request.args.get("paper", ""))
    except ValueError:
        return None

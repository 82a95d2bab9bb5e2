"""Complaints are taken in hand, passed on, answered, merged and refused; who complains is looked up."""

from market import clock
from market.accounts.access import current_person, holding, signed_in
from market.accounts.operators import concerning
from market.accounts.rules import RoleName
from market.complaints import access, flows, schemas, shown
from market.complaints.actions import deciding, handling
from market.complaints.actions.handling import Answer
from market.complaints.blueprint import blueprint
from market.complaints.rules.holders import Level
from market.complaints.rules.outcomes import Outcome, Refusal
from market.http import Json, recorded


@blueprint.route("/complaints/<code:complaint>/taking", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.ComplaintOut)
def take_complaint(complaint: str) -> Json:
    """See to it: of those with whom it lies. Both sides read that somebody does. 403 `not-in-your-hands`."""
    me, now = current_person(), clock.now()
    found, roles = access.complaint_for(complaint, me, lock=True)
    handling.take(complaint=found, roles=roles, by=me, now=now)
    return shown.complaint_shown(found, roles, me, now=now)


@blueprint.route("/complaints/<code:complaint>/passing", methods=["PUT"])
@signed_in
@blueprint.arguments(schemas.ComplaintPassing)
@blueprint.response(200, schemas.ComplaintOut)
def pass_complaint_on(asked: Json, complaint: str) -> Json:
    """Give it to others; its day stays the same. Where nobody is there, it goes to whoever is next."""
    me, now = current_person(), clock.now()
    found, roles = access.complaint_for(complaint, me, lock=True)
    handling.pass_on(complaint=found, to=Level(asked["to"]), note=asked["note"], roles=roles, by=me, now=now)
    return shown.complaint_shown(found, access.roles_on(found, me) | roles, me, now=now)


@blueprint.route("/complaints/<code:complaint>/answer", methods=["PUT"])
@signed_in
@blueprint.arguments(schemas.ComplaintAnswer)
@blueprint.response(200, schemas.ComplaintOut)
def answer_complaint(asked: Json, complaint: str) -> Json:
    """Answer it, with what the answer brings about: a refund, a claim against the carrier, a scan put right.

    Who may: the shop and its team, the post office, the officers of the place or an operator, with whom it lies. An
    officer's refund waits for an operator. Of two answers at once one stands: 409 `wrong-state`.
    """
    me, now = current_person(), clock.now()
    given = Answer(outcome=Outcome(asked.pop("outcome")), **asked)
    found, roles = flows.answer(number=complaint, given=given, by=me, now=now)
    return shown.complaint_shown(found, roles, me, now=now)


@blueprint.route("/complaints/<code:complaint>/merging", methods=["PUT"])
@signed_in
@blueprint.arguments(schemas.ComplaintMerging)
@blueprint.response(200, schemas.ComplaintOut)
def merge_complaint(asked: Json, complaint: str) -> Json:
    """Handle it together with another about the same order or shop, by an office of its place. 409 `not-the-same`."""
    me, now = current_person(), clock.now()
    found, other, roles = access.complaints_to_merge(complaint, asked["into"], me)
    deciding.merge(complaint=found, into=other, roles=roles, by=me, now=now)
    return shown.complaint_shown(found, roles, me, now=now)


@blueprint.route("/complaints/<code:complaint>/refusal", methods=["PUT"])
@signed_in
@blueprint.arguments(schemas.ComplaintRefusal)
@blueprint.response(200, schemas.ComplaintOut)
def refuse_complaint(asked: Json, complaint: str) -> Json:
    """Do not take it up, by an office of its place, for a reason of the public list (`GET /complaint-kinds`)."""
    me, now = current_person(), clock.now()
    found, roles = access.complaint_for(complaint, me, lock=True)
    reason = Refusal(asked["reason"])
    deciding.refuse(complaint=found, reason=reason, words=asked["words"], roles=roles, by=me, now=now)
    return shown.complaint_shown(found, roles, me, now=now)


@blueprint.route("/complaints/<code:complaint>/reporter", methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@recorded
@blueprint.response(200, schemas.ComplaintReporter)
def show_complaint_reporter(complaint: str) -> Json:
    """Who complains, to an office of its place that has to ask them something; they read who looked, and when.

    Empty where nobody is known any more. 409 `own-affair` for whoever sells there or acts for who does.
    """
    me = current_person()
    found, roles = access.complaint_for(complaint, me)
    access.require_look_at_reporter(found, roles, me)
    concerning(*filter(None, (found.reporter_id,)))
    return shown.reporter_shown(found)

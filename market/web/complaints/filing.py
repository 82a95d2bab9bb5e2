"""`/complaints/new`: a few words and one press, about an order, its parcel, a shop, or nothing of ours."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, redirect, request

from market import clock, errors
from market.accounts.access import caller, current_person, signed_in
from market.complaints import schemas, subjects
from market.complaints.actions import receiving
from market.complaints.models import Complaint
from market.complaints.rules.kinds import Kind
from market.http import public
from market.orders import access as orders
from market.web.complaints import about, loading
from market.web.complaints.blueprint import BY_CODE, NEW, blueprint
from market.web.complaints.words import NEW as WORDS
from market.web.shell import forms, frame

_TYPED = ("kind", "words", "reference")
_HER_SIDE = {"seller", "team_member"}


@blueprint.route(NEW, methods=["GET"])
@public
def ask_what() -> Response:
    """What happened, in a few words, then one press; who is not signed in shows the order's phone instead."""
    named, me = about.asked(), caller()
    if me is None:
        return _by_code(named)
    subject = about.subject_of(me, named, clock.now())
    if subject is None:
        return _her_own(named) or _by_code(named)
    told: dict[str, Any] = {
        "subject": subject,
        "here": _here(named),
        "kinds": about.kinds_of(subject.about, subject.side),
        "asks_reference": not named,
    }
    return frame.page("complaint_new.html", title=WORDS["title"], say=WORDS["say"], words=WORDS, **told)


@blueprint.route(NEW, methods=["POST"])
@signed_in
@forms.back_to(ask_what)
def send_complaint() -> Response:
    """Taken in: its order waits, and whoever answers first is told."""
    me, now = current_person(), clock.now()
    subject = about.subject_of(me, about.asked(), now)
    if subject is None:
        raise errors.NotFound
    given = forms.load(schemas.ComplaintIn(), {**subject.fields, **typed()})
    found = subjects.subject_for(given, me, now=now)
    made = receive(found, given, by_id=found.reporter_id(me.id), counted_by=str(me.id))
    return loading.back_to(made, "sent")


def receive(subject: receiving.Subject, given: dict[str, Any], *, by_id: Any, counted_by: str) -> Complaint:
    """What somebody signed in complains of."""
    return receiving.receive(
        subject=subject,
        kind=Kind(given["kind"]),
        words=given["words"],
        reporter_id=by_id,
        counted_by=counted_by,
        secret=loading.secret(),
        now=clock.now(),
    )


def typed() -> dict[str, str]:
    """What was written and pressed; what was left empty is not there."""
    return {name: request.form[name] for name in _TYPED if request.form.get(name, "").strip()}


def _here(named: dict[str, Any]) -> str:
    return f"{NEW}?{urlencode(named)}" if named else NEW


def _by_code(named: dict[str, Any]) -> Response:
    """The same for what is another's and for what there is not."""
    number = named.get("order") or named.get("parcel")
    return redirect(f"{BY_CODE}?{urlencode({'number': number})}" if number else BY_CODE, 303)  # type: ignore[return-value]


def _her_own(named: dict[str, Any]) -> Response | None:
    """A household, and who helps it, complains of an order it sells on its own pages."""
    order = about.order_named(named)
    if order is None or orders.roles_on(order, current_person()).isdisjoint(_HER_SIDE):
        return None
    return redirect(f"/shop/{order.shop_id}/orders/{order.number}/complaint", 303)  # type: ignore[return-value]

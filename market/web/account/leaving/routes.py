"""`/me/leaving`: my data as a file, and my account deleted by a code of my phone, once nothing keeps me."""

from typing import Any

from flask import Response, jsonify

from market import clock, events
from market.accounts import access, actions, flows, leaving, rules, schemas
from market.http import browsers
from market.http.browsers import PageBlueprint
from market.http.headers import PRIVATE
from market.web.account import proof
from market.web.account.leaving.words import LEAVING
from market.web.shell import forms, frame

blueprint = PageBlueprint("account_leaving", __name__, template_folder="templates")


@blueprint.route("/me/leaving", methods=["GET"])
@access.signed_in
def show_leaving() -> Response:
    """My data; and what keeps my account from being deleted, if anything does."""
    sent, stops = proof.is_sent(), leaving.stops(access.current_person().id, now=clock.now())
    say = "say_code" if sent else "say_stopped" if stops else "say"
    told: dict[str, Any] = {"title": LEAVING["title"], "say": LEAVING[say], "code_sent": sent, "stops": stops}
    return frame.page("leaving.html", words=LEAVING, **told)


@blueprint.route("/me/leaving/data", methods=["GET"])
@access.signed_in
def save_data() -> Response:
    """All that is kept about me, as JSON."""
    me = access.current_person()
    asked = rules.ExportAsked(at=clock.now(), person_id=me.id)
    events.ask(asked)
    response = jsonify(schemas.ExportOut().dump({"person": me, "parts": asked.parts}))
    response.headers["Content-Disposition"] = 'attachment; filename="cho-phien.json"'
    response.headers["Cache-Control"] = PRIVATE
    return response


@blueprint.route("/me/leaving", methods=["POST"])
@access.signed_in
@forms.back_to(show_leaving)
def erase_me() -> Response:
    """Make me anonymous, with a fresh code."""
    typed, me = forms.read(schemas.CodeQuery()), access.current_person()
    leaving.require_free(me.id, now=clock.now())
    if proof.is_to_be_sent():
        proof.send()
        return show_leaving()
    flows.require_fresh_code(person=me, code=typed.get("code"), visitor=access.visitor(me), now=clock.now())
    actions.erase(person=me, now=clock.now())
    response = forms.then("/", "erased")
    response.delete_cookie(browsers.cookie_name())
    return response

"""`/me/phones`: sessions seen and ended, the number changed by the codes of both phones, a change of others refused."""

from typing import Any
from uuid import UUID

from flask import Response, request

from market import clock
from market.accounts import access, flows, schemas, sessions
from market.accounts.lost_phones import actions, queries
from market.http import browsers
from market.http.browsers import PageBlueprint
from market.web.account import proof
from market.web.account.phones.words import CHANGE, DONE, PHONES, SCOPES, STATES
from market.web.numbers import phone
from market.web.shell import forms, frame

blueprint = PageBlueprint("account_phones", __name__, template_folder="templates")


@blueprint.route("/me/phones", methods=["GET"])
@access.signed_in
def show_phones() -> Response:
    """Where I am signed in, and whether somebody asks to move my account."""
    me, token, cursor = access.current_person(), access.bearer_token() or "", request.args.get("cursor") or None
    change = queries.waiting_change(me.id)
    told: dict[str, Any] = {
        "found": sessions.page_of(me.id, token=token, limit=20, cursor=cursor, now=clock.now()),
        "change": change,
        "scopes": SCOPES,
        "states": STATES,
        "done": DONE,
    }
    say = PHONES["say_moving"].format(phone=phone(change.phone)) if change else PHONES["say"]
    return frame.page("phones.html", title=PHONES["title"], say=say, words=PHONES, **told)


@blueprint.route("/me/sessions/<uuid:session_id>/end", methods=["POST"])
@access.signed_in
def end_session(session_id: UUID) -> Response:
    """End one of my sessions."""
    sessions.end(person_id=access.current_person().id, id=session_id, now=clock.now())
    return forms.then("/me/phones", "ended")


@blueprint.route("/me/sessions/end", methods=["POST"])
@access.signed_in
def end_sessions() -> Response:
    """Sign out everywhere, here too."""
    sessions.end_all(person_id=access.current_person().id, now=clock.now())
    return _forgotten(forms.then("/", "signed-out"))


@blueprint.route("/me/phone-changes/<uuid:change_id>/refusal", methods=["POST"])
@access.signed_in
@forms.back_to(lambda **_: show_phones())
def refuse_change(change_id: UUID) -> Response:
    """It is not I who asks: my account stays with its phone."""
    me = access.current_person()
    actions.refuse(change=queries.change_of(change_id, me), by=me, now=clock.now())
    return forms.then("/me/phones", "not-me")


@blueprint.route("/me/phone", methods=["GET"])
@access.signed_in
def show_change() -> Response:
    """Another number."""
    sent = proof.is_sent()
    told: dict[str, Any] = {"title": CHANGE["title"], "say": CHANGE["say_code" if sent else "say"], "code_sent": sent}
    return frame.page("own_phone.html", words=CHANGE, **told)


@blueprint.route("/me/phone", methods=["POST"])
@access.signed_in
@forms.back_to(show_change)
def change_phone() -> Response:
    """Sign in with it from now on, by the codes of both."""
    typed, me = forms.read(schemas.PhoneIn()), access.current_person()
    if proof.is_to_be_sent():
        proof.send(typed["phone"])
        return show_change()
    codes = {name: typed.get(name) for name in ("code", "new_code")}
    flows.change_phone(person=me, phone=typed["phone"], **codes, visitor=access.visitor(me), now=clock.now())
    return _forgotten(forms.then("/sign-in", "phone-changed"))


def _forgotten(response: Response) -> Response:
    """The browser forgets who looked, for that session is over."""
    response.delete_cookie(browsers.cookie_name(), secure=request.is_secure)
    return response

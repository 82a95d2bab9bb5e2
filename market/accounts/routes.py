"""Sign-in and one's own account."""

from typing import Any
from uuid import UUID

from market import clock, events
from market.accounts import access, actions, flows, models, rules, schemas, sessions
from market.http import Blueprint, PageQuery, public, require_match, unkeyed

blueprint = Blueprint("accounts", __name__, url_prefix="/api/v1", description="Sign-in by phone, and one's account")


@blueprint.route("/sign-in-codes", methods=["POST"])
@public
@blueprint.arguments(schemas.CodeRequest)
@blueprint.response(202, schemas.CodeSent)
def request_code(asked: dict[str, Any]) -> dict[str, Any]:
    """Send a one-time code by SMS. The answer is the same for phones nobody has."""
    flows.request_code(phone=asked["phone"], visitor=access.visitor(), now=clock.now())
    return {"expires_in": int(rules.CODE_LIFE.total_seconds())}


@blueprint.route("/tokens", methods=["POST"])
@public
@unkeyed
@blueprint.arguments(schemas.Credentials)
@blueprint.response(201, schemas.TokenOut)
def sign_in(credentials: dict[str, Any]) -> dict[str, Any]:
    """Sign in by a one-time code or a password. A first sign-in by code makes a buyer."""
    now = clock.now()
    by = flows.sign_in_by_code if "code" in credentials else flows.sign_in_by_password
    visitor = access.visitor()
    person = by(**credentials, visitor=visitor, now=now)
    token, expires_at = actions.issue_token(person=person, now=now, origin=visitor.origin)
    return {"token": token, "expires_at": expires_at, "person": person}


@blueprint.route("/tokens/current", methods=["DELETE"])
@access.signed_in
@blueprint.response(204)
def sign_out() -> None:
    """Revoke the token this request was sent with."""
    actions.revoke_token(token=access.bearer_token() or "", now=clock.now())


@blueprint.route("/me/sessions", methods=["GET"])
@access.signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.SessionPage)
def list_sessions(query: dict[str, Any]) -> dict[str, Any]:
    """Where I am signed in: a session for each sign-in, the one last seen first."""
    me, token = access.current_person(), access.bearer_token() or ""
    return sessions.page_of(me.id, token=token, now=clock.now(), **query)


@blueprint.route("/me/sessions/<uuid:session_id>", methods=["DELETE"])
@access.signed_in
@blueprint.response(204)
def end_session(session_id: UUID) -> None:
    """End one of my sessions, such as that of a lost phone."""
    sessions.end(person_id=access.current_person().id, id=session_id, now=clock.now())


@blueprint.route("/me/sessions", methods=["DELETE"])
@access.signed_in
@blueprint.response(204)
def end_sessions() -> None:
    """Sign out everywhere, here too."""
    sessions.end_all(person_id=access.current_person().id, now=clock.now())


@blueprint.route("/me", methods=["GET"])
@access.signed_in
@blueprint.response(200, schemas.PersonOut)
def show_me() -> models.Person:
    """Who I am and what I may be."""
    return access.current_person()


@blueprint.route("/me", methods=["PATCH"])
@access.signed_in
@blueprint.arguments(schemas.PersonChange)
@blueprint.response(200, schemas.PersonOut)
def change_me(changes: dict[str, Any]) -> models.Person:
    """Change my name, or set a password with a fresh code: other sessions end and my phone is told."""
    me = access.current_person()
    require_match(me.version)
    password, code = changes.pop("password", None), changes.pop("code", None)
    if password is not None:
        changes["password_hash"] = flows.hash_password(password, by=me, now=clock.now())
        told = {"code": code, "visitor": access.visitor(me), "token": access.bearer_token()}
        flows.secure(person=me, what=sessions.Secured.PASSWORD, now=clock.now(), **told)
    actions.rename(person=me, changes=changes)
    return me


@blueprint.route("/me/phone", methods=["PUT"])
@access.signed_in
@blueprint.arguments(schemas.PhoneIn)
@blueprint.response(204)
def change_my_phone(asked: dict[str, Any]) -> None:
    """Sign in with another phone from now on, by a fresh code of both: every session ends, this one too."""
    me, told = access.current_person(), {name: asked.get(name) for name in ("code", "new_code")}
    flows.change_phone(person=me, phone=asked["phone"], **told, visitor=access.visitor(me), now=clock.now())


@blueprint.route("/me/export", methods=["GET"])
@access.signed_in
@blueprint.response(200, schemas.ExportOut)
def export_me() -> dict[str, Any]:
    """All that is kept about me, as JSON."""
    asked = rules.ExportAsked(at=clock.now(), person_id=access.current_person().id)
    events.ask(asked)
    return {"person": access.current_person(), "parts": asked.parts}


@blueprint.route("/me", methods=["DELETE"])
@access.signed_in
@blueprint.arguments(schemas.CodeQuery, location="query")
@blueprint.response(204)
def erase_me(asked: dict[str, str]) -> None:
    """Make me anonymous, with a fresh code. Orders stay in the books without my name, phone and address."""
    me = access.current_person()
    flows.require_fresh_code(person=me, code=asked.get("code"), visitor=access.visitor(me), now=clock.now())
    actions.erase(person=me, now=clock.now())

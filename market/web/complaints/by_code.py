"""`/complaints/by-code`: without signing in, by a code to the phone of the order; it is followed by another."""

from typing import Any
from uuid import UUID

from flask import Response, request

from market import clock, errors, fields
from market.accounts.access import caller, visitor
from market.accounts.schemas import Code, Phone
from market.complaints import access, flows, schemas
from market.complaints.rules import passes as codes
from market.complaints.rules.kinds import About, Side
from market.http import public
from market.orders.look_ups import actions
from market.web.complaints import about, filing, loading, passes
from market.web.complaints.blueprint import BY_CODE, FIND, blueprint
from market.web.complaints.words import BY_CODE as WORDS
from market.web.complaints.words import DONE
from market.web.complaints.words import FIND as FIND_WORDS
from market.web.shell import forms, frame

_ONE = BY_CODE + "/<uuid:look_up_id>"


class AskCode(fields.Schema):
    number = fields.String(longest=40, required=True)
    phone = Phone(required=True)


class Opened(fields.Schema):
    number = fields.String(longest=40, required=True)
    code = fields.String(longest=40, required=True)


class Sent(schemas.ComplaintByCode):
    code = Code(required=True)


@blueprint.route(BY_CODE, methods=["GET"])
@public
def ask_phone() -> Response:
    """By which phone the order was bought or is received."""
    number = request.args.get("number", "")[:40]
    return frame.page("complaint_phone.html", title=WORDS["title"], say=WORDS["say_phone"], words=WORDS, of=number)


@blueprint.route(BY_CODE, methods=["POST"])
@public
@forms.back_to(ask_phone)
def send_code() -> Response:
    """The same is said whether or not the number and the phone belong together."""
    asked = forms.read(AskCode())
    number = about.number_named(asked["number"]) or ""
    made = actions.ask(number=number, phone=asked["phone"], visitor=visitor(), now=clock.now())
    return forms.then(f"{BY_CODE}/{made.id}")


@blueprint.route(_ONE, methods=["GET"])
@public
def ask_words(look_up_id: UUID) -> Response:
    """The code, what happened, and one press."""
    told: dict[str, Any] = {
        "here": f"{BY_CODE}/{look_up_id}",
        "kinds": about.kinds_of(About.ORDER, Side.RECIPIENT),
    }
    return frame.page("complaint_by_code.html", title=WORDS["title"], say=WORDS["say"], words=WORDS, **told)


@blueprint.route(_ONE, methods=["POST"])
@public
@forms.back_to(ask_words)
def send_complaint_by_code(look_up_id: UUID) -> Response:
    """Taken in, once for a code; this browser follows it from now on."""
    code = "".join(request.form.get("code", "").split())
    asked = forms.load(Sent(), {**filing.typed(), **({"code": code} if code else {})})
    made = flows.receive_by_code(look_up_id=look_up_id, asked=asked, now=clock.now())
    own = codes.code_of(loading.secret(), made.id)
    return passes.keep(loading.back_to(made, "sent"), made.number, own)


@blueprint.route(FIND, methods=["GET"])
@public
def ask_number() -> Response:
    """The number of a complaint and the code that was sent with it."""
    told: dict[str, Any] = {"of": request.args.get("number", "")[:40]}
    words = FIND_WORDS
    return frame.page("complaint_find.html", title=words["title"], say=words["say"], words=words, done=DONE, **told)


@blueprint.route(FIND, methods=["POST"])
@public
@forms.back_to(ask_number)
def open_by_code() -> Response:
    """This browser follows it from now on. The same refusal for whatever is wrong."""
    asked = forms.read(Opened())
    number, code = "".join(asked["number"].split()).upper(), "".join(filter(str.isalnum, asked["code"])).upper()
    try:
        complaint, roles = access.complaint_for(number, caller(), code=code, secret=loading.secret())
    except errors.NotFound:
        roles = set()
    if access.REPORTER not in roles:
        raise errors.InvalidInput(errors={"code": [FIND_WORDS["wrong"]]})
    return passes.keep(loading.back_to(complaint, ""), complaint.number, code)

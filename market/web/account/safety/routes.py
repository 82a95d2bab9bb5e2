"""`/me/bank`, `/me/identity`, `/me/password`: typed, then proved by a code that her phone has just been sent."""

from typing import Any

from flask import Response, request

from market import clock
from market.accounts import access, actions, flows, schemas, sessions
from market.accounts.sessions import Secured
from market.http.browsers import PageBlueprint
from market.payments.banks.queries import bank_name, banks, require_bank
from market.payments.blueprint import secret, secure_mine
from market.payments.identities import actions as identities
from market.payments.identities.queries import identity_shown
from market.payments.identities.schemas import IdentityIn
from market.payments.payouts import actions as payouts
from market.payments.payouts.queries import account_shown
from market.payments.payouts.rules import BankAccount
from market.payments.payouts.schemas import PayoutAccountIn
from market.web.account import proof
from market.web.account.safety.words import BANK, IDENTITY, PASSWORD, SAY_CODE
from market.web.shell import forms, frame

blueprint = PageBlueprint("account_safety", __name__, template_folder="templates")


@blueprint.route("/me/bank", methods=["GET"])
@access.signed_in
def show_bank() -> Response:
    """The account to which my money may be sent."""
    found = account_shown(access.current_person().id, secret=secret())
    told: dict[str, Any] = {
        "account": found,
        "bank": bank_name(found["bank_bin"]) if found else "",
        "banks": sorted((one["short_name"], one["bin"]) for one in banks()),
        "next_path": _next(),
    }
    return _page("bank_account.html", BANK, BANK["say"], **told)


@blueprint.route("/me/bank", methods=["POST"])
@access.signed_in
@forms.back_to(show_bank)
def file_bank() -> Response:
    """Write it down."""
    given = forms.read(PayoutAccountIn())
    require_bank(given["bank_bin"])
    code = given.pop("code", None)
    if proof.is_to_be_sent():
        proof.send()
        return show_bank()
    me = access.current_person()
    secure_mine(me, Secured.PAYOUT_ACCOUNT, code)
    payouts.file_account(person=me, account=BankAccount(**given), secret=secret(), now=clock.now())
    return forms.then(_next(), "account")


@blueprint.route("/me/identity", methods=["GET"])
@access.signed_in
def show_identity() -> Response:
    """Of the number that I filed the last digits."""
    filed = identity_shown(access.current_person(), secret=secret())
    say = IDENTITY["say_filed"].format(tail=filed["id_number_tail"]) if filed else IDENTITY["say"]
    return _page("identity.html", IDENTITY, say, filed=filed)


@blueprint.route("/me/identity", methods=["POST"])
@access.signed_in
@forms.back_to(show_identity)
def file_identity() -> Response:
    """Write it down: cash is then handed over only to whoever shows it."""
    given = forms.read(IdentityIn())
    if proof.is_to_be_sent():
        proof.send()
        return show_identity()
    me = access.current_person()
    secure_mine(me, Secured.IDENTITY, given.get("code"))
    identities.file_identity(person=me, number=given["id_number"], secret=secret(), now=clock.now())
    return forms.then("/me", "identity")


@blueprint.route("/me/identity/forgetting", methods=["GET"])
@access.signed_in
def show_forget() -> Response:
    """What it means to take the number away."""
    return _page("identity_forget.html", IDENTITY, IDENTITY["say_forget"], title=IDENTITY["forget_title"])


@blueprint.route("/me/identity/forgetting", methods=["POST"])
@access.signed_in
@forms.back_to(show_forget)
def forget_identity() -> Response:
    """Take it away."""
    given = forms.read(schemas.CodeQuery())
    if proof.is_to_be_sent():
        proof.send()
        return show_forget()
    me = access.current_person()
    secure_mine(me, Secured.IDENTITY, given.get("code"))
    identities.erase_identity(person=me)
    return forms.then("/me", "forgotten")


@blueprint.route("/me/password", methods=["GET"])
@access.signed_in
def show_password() -> Response:
    """A new password."""
    return _page("password.html", PASSWORD, PASSWORD["say"])


@blueprint.route("/me/password", methods=["POST"])
@access.signed_in
@forms.back_to(show_password)
def set_password() -> Response:
    """Set it: other sessions end and my phone is told."""
    given, me = forms.read(schemas.NewPassword()), access.current_person()
    flows.require_uncommon(given["password"], by=me)
    if proof.is_to_be_sent():
        proof.send()
        return show_password()
    changes = {"password_hash": flows.hash_password(given["password"], by=me, now=clock.now())}
    told = {"code": given.get("code"), "visitor": access.visitor(me), "token": access.bearer_token()}
    flows.secure(person=me, what=sessions.Secured.PASSWORD, now=clock.now(), **told)  # type: ignore[arg-type]
    actions.rename(person=me, changes=changes)
    return forms.then("/me", "password")


def _page(template: str, words: dict[str, Any], say: Any, **shown: Any) -> Response:
    """A page of this part: it asks for the fields first, then for the code."""
    sent = proof.is_sent()
    told = {"title": words["title"], "say": SAY_CODE if sent else say, "code_sent": sent} | shown
    return frame.page(template, words=words, **told)


def _next() -> str:
    """Where she came from: the page of her shop's transfers, or her own."""
    return forms.path_of_ours(request.args.get("next"), "/me")

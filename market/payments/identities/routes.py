"""The identity number that somebody files, so that nobody else is handed their money."""

from market import clock, errors
from market.accounts.access import current_person, signed_in
from market.accounts.schemas import CodeQuery
from market.accounts.sessions import Secured
from market.payments.blueprint import blueprint, secret, secure_mine
from market.payments.identities import actions, queries, schemas


@blueprint.route("/me/identity", methods=["PUT"])
@signed_in
@blueprint.arguments(schemas.IdentityIn)
@blueprint.response(200, schemas.IdentityOut)
def file(given: dict[str, str]) -> dict[str, object]:
    """File my identity number, with a fresh code; cash is then handed over only to whoever shows it. Kept sealed."""
    me = current_person()
    secure_mine(me, Secured.IDENTITY, given.pop("code", None))
    actions.file_identity(person=me, number=given["id_number"], secret=secret(), now=clock.now())
    return queries.identity_shown(me, secret=secret()) or {}


@blueprint.route("/me/identity", methods=["GET"])
@signed_in
@blueprint.response(200, schemas.IdentityOut)
def show() -> dict[str, object]:
    """The last digits of the number that I filed."""
    return errors.found(queries.identity_shown(current_person(), secret=secret()))


@blueprint.route("/me/identity", methods=["DELETE"])
@signed_in
@blueprint.arguments(CodeQuery, location="query")
@blueprint.response(204)
def forget(asked: dict[str, str]) -> None:
    """Take my identity number away again, with a fresh code."""
    me = current_person()
    secure_mine(me, Secured.IDENTITY, asked.get("code"))
    actions.erase_identity(person=me)

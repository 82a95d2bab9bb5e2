"""The identity number that somebody files, so that nobody else is handed their money."""

from market import clock
from market.accounts.access import current_person, signed_in
from market.errors import NotFound
from market.payments.blueprint import blueprint, secret
from market.payments.identities.actions import erase_identity, file_identity
from market.payments.identities.queries import identity_shown
from market.payments.identities.schemas import IdentityIn, IdentityOut


@blueprint.route("/me/identity", methods=["PUT"])
@signed_in
@blueprint.arguments(IdentityIn)
@blueprint.response(200, IdentityOut)
def file(given: dict[str, str]) -> dict[str, object]:
    """File my identity number; cash is then handed over only to whoever shows it. Kept sealed."""
    me = current_person()
    file_identity(person=me, number=given["id_number"], secret=secret(), now=clock.now())
    return identity_shown(me, secret=secret()) or {}


@blueprint.route("/me/identity", methods=["GET"])
@signed_in
@blueprint.response(200, IdentityOut)
def show() -> dict[str, object]:
    """The last digits of the number that I filed."""
    shown = identity_shown(current_person(), secret=secret())
    if shown is None:
        raise NotFound
    return shown


@blueprint.route("/me/identity", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def forget() -> None:
    """Take my identity number away again."""
    erase_identity(person=current_person())

"""A lost phone over HTTP: an operator asks, another agrees, the old phone may say no for three days."""

from typing import Any
from uuid import UUID

from market import clock
from market.accounts.access import current_person, holding, signed_in
from market.accounts.lost_phones import actions, models, queries, schemas
from market.accounts.operators import concerning
from market.accounts.rules import RoleName
from market.http import Blueprint, PageQuery, page

blueprint = Blueprint("phone_changes", __name__, url_prefix="/api/v1", description="Accounts whose phone is lost")


@blueprint.route("/phone-changes", methods=["POST"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.PhoneChangeIn)
@blueprint.response(201, schemas.PhoneChangeOut)
def ask_change(asked: dict[str, Any]) -> models.PhoneChange:
    """Ask that an account move to another phone. The old phone is told how to say no."""
    change = actions.ask(**asked, by=current_person(), now=clock.now())
    concerning(change.person_id)
    return change


@blueprint.route("/phone-changes", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.PhoneChangePage)
def list_changes(query: dict[str, Any]) -> dict[str, Any]:
    """Changes of phone, to operators; of my own account, to me."""
    return page(queries.changes_seen_by(current_person()), models.PhoneChange.id, **query)


@blueprint.route("/phone-changes/<uuid:change_id>/approval", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, schemas.PhoneChangeOut)
def agree_to_change(change_id: UUID) -> models.PhoneChange:
    """Agree, as a second operator; three days later the account moves, and whoever is signed in is signed out."""
    me = current_person()
    change = queries.change_for(change_id, me)
    concerning(change.person_id)
    actions.agree(change=change, by=me, now=clock.now())
    return change


@blueprint.route("/phone-changes/<uuid:change_id>/refusal", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.PhoneChangeOut)
def refuse_change(change_id: UUID) -> models.PhoneChange:
    """It is not I who asks: my account stays with its phone. An operator may say so, too."""
    me = current_person()
    change = queries.change_for(change_id, me)
    actions.refuse(change=change, by=me, now=clock.now())
    return change
